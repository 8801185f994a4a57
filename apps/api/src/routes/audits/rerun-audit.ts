import { RerunAccepted } from '@twelvefold/contracts';
import { asSystem, auditDetail, requeueAudit } from '@twelvefold/db';
import { z } from 'zod';
import { enqueueJobs } from '../../enqueue-jobs.ts';
import { notFound, ProblemError } from '../../problem-error.ts';
import { rateLimits } from '../../security/harden.ts';
import type { ApiContext, ApiServer } from '../api-context.ts';

const Params = z.object({ id: z.uuid() });

/** POST /api/v1/audits/:id/rerun: audits the same commit again. One that is waiting or running stays as it is. */
export function rerunAudit(app: ApiServer, { deps, sessions }: ApiContext): void {
  const schema = {
    summary: 'Audit a commit again',
    tags: ['audits'],
    params: Params,
    response: { 202: RerunAccepted },
  };
  app.post('/audits/:id/rerun', { config: { rateLimit: rateLimits.change }, schema }, async (request, reply) => {
    const { scope } = await sessions.requireViewer(request);
    const { id } = request.params;
    const audit = await auditDetail(scope, id);
    if (!audit) throw notFound('audit');
    // Only what the viewer may see gets this far; queueing is the system's.
    const requeued = await requeueAudit(asSystem(deps.database), id);
    if (requeued) {
      await enqueueJobs(deps.queues, { audits: [{ auditId: id }], outboxIds: requeued.outboxIds, syncs: [] });
      return reply.code(202).send({ id, state: 'queued' as const });
    }
    if (audit.state === 'queued' || audit.state === 'running') return reply.code(202).send({ id, state: audit.state });
    throw new ProblemError(
      409,
      'not-repeatable',
      'This audit can not be run again. Push a commit, or open the newest audit of the repository.',
    );
  });
}
