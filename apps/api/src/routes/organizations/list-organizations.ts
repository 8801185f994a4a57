import { OrganizationList } from '@twelvefold/contracts';
import { organizations } from '@twelvefold/db';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';

/** GET /api/v1/organizations: organisations and users with the App, as far as the viewer may see them. */
export function listOrganizations(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: 'Organisations that you may see',
    tags: ['organizations'],
    response: { 200: OrganizationList },
  };
  app.get('/organizations', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    return { organizations: wire(await organizations(scope)) };
  });
}
