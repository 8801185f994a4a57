import { auditJob, enqueue, publishJob, type Queues, syncJob } from '@twelvefold/queue';

/** What to put into Redis once a transaction has committed. */
export interface JobsToEnqueue {
  audits: { auditId: string; priority?: number }[];
  outboxIds: string[];
  syncs: bigint[];
}

/** An answer waits no longer than this for Redis. */
const timeoutMs = 500;

/** Best effort: what Redis does not take is committed in Postgres, and the worker's sweep enqueues it. Never throws, never takes over half a second. */
export async function enqueueJobs(queues: Queues, { audits, outboxIds, syncs }: JobsToEnqueue): Promise<void> {
  await Promise.all([
    ...outboxIds.map((outboxId) => enqueue(queues, publishJob, { v: 1, outboxId }, { timeoutMs })),
    ...audits.map(({ auditId, ...options }) => enqueue(queues, auditJob, { v: 1, auditId }, { timeoutMs, ...options })),
    ...syncs.map((id) => enqueue(queues, syncJob, { v: 1, installationId: id.toString() }, { timeoutMs })),
  ]);
}
