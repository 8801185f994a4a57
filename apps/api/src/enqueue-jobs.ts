import { auditJob, enqueue, type Queues, syncJob } from '@twelvefold/queue';
import type { JobsToEnqueue } from './webhooks/apply-intents.ts';

/** An answer waits no longer than this for Redis. */
const timeoutMs = 500;

/** Best effort: what Redis does not take is committed in Postgres, and the worker's sweep enqueues it. Never throws, never takes over half a second. */
export async function enqueueJobs(queues: Queues, { audits, syncs }: JobsToEnqueue): Promise<void> {
  await Promise.all([
    ...audits.map(({ auditId, priority }) =>
      enqueue(queues, auditJob, { v: 1, auditId }, { timeoutMs, ...(priority === undefined ? {} : { priority }) }),
    ),
    ...syncs.map((installationId) =>
      enqueue(queues, syncJob, { v: 1, installationId: installationId.toString() }, { timeoutMs }),
    ),
  ]);
}
