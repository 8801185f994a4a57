import { enqueue, publishJob } from '@twelvefold/queue';
import type { Deps } from './deps.ts';

/** Gives a row of the outbox to a publisher at once; what Redis does not take, the sweep enqueues. Null: there is nothing to tell. */
export async function enqueueOutbox({ queues }: Pick<Deps, 'queues'>, outboxId: string | null): Promise<void> {
  if (outboxId !== null) await enqueue(queues, publishJob, { v: 1, outboxId });
}
