import { AuditDetail } from '@twelvefold/contracts';
import { auditDetail } from '@twelvefold/db';
import { z } from 'zod';
import { notFound } from '../../problem-error.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';
import { presentAudit } from './present-audit.ts';

const Params = z.object({ id: z.uuid() });

/** GET /api/v1/audits/:id: one audit whole, compared with the one before. */
export function readAudit(app: ApiServer, { deps, sessions }: ApiContext): void {
  const schema = { summary: 'An audit whole', tags: ['audits'], params: Params, response: { 200: AuditDetail } };
  app.get('/audits/:id', { schema }, async (request) => {
    const { scope } = await sessions.requireViewer(request);
    const audit = await auditDetail(scope, request.params.id);
    if (!audit) throw notFound('audit');
    return presentAudit(audit, deps.github.options.webUrl);
  });
}
