import { OrganizationOverview } from '@twelvefold/contracts';
import { organizationOverview } from '@twelvefold/db';
import { gradeOf } from '@twelvefold/rules/score';
import { z } from 'zod';
import { notFound } from '../../problem-error.ts';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';

const Params = z.object({ login: z.string().min(1).max(100) });

/** GET /api/v1/organizations/:login: its scores, and the heat map of its repositories that the viewer may see. */
export function readOrganization(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: 'An organisation: repositories by factor',
    tags: ['organizations'],
    params: Params,
    response: { 200: OrganizationOverview },
  };
  app.get('/organizations/:login', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const overview = await organizationOverview(scope, request.params.login);
    if (!overview) throw notFound('organisation');
    return { ...wire(overview), grade: overview.score === null ? null : gradeOf(overview.score) };
  });
}
