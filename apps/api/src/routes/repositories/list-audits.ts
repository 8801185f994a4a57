import { AuditPage } from '@twelvefold/contracts';
import { auditPage } from '@twelvefold/db';
import { z } from 'zod';
import { notFound } from '../../problem-error.ts';
import { wire } from '../../wire.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { RepositoryParams } from './repository-params.ts';

const Query = z.object({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** GET /api/v1/repositories/:owner/:name/audits?cursor=&limit=: newest first; `nextCursor` leads to the next page. */
export function listAudits(app: ApiServer, { sessions }: ApiContext): void {
  const schema = {
    summary: "A repository's audits",
    tags: ['repositories'],
    params: RepositoryParams,
    querystring: Query,
    response: { 200: AuditPage },
  };
  app.get('/repositories/:owner/:name/audits', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const { cursor = null, limit } = request.query;
    const page = await auditPage(scope, request.params.owner, request.params.name, { cursor, limit });
    if (!page) throw notFound('repository');
    return wire(page);
  });
}
