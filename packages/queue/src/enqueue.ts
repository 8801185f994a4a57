import { setTimeout as elapse } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Queues } from './create-queues.ts';
import type { JobContract } from './job-contract.ts';

export interface EnqueueOptions {
  timeoutMs?: number;
  delayMs?: number;
  /** 1 is first; the contract's own when left out. */
  priority?: number;
}

/**
 * Puts a job into Redis, or says within `timeoutMs` that Redis did not take it. Never throws: Postgres knows what is to be done, and the relay enqueues
 * again what got lost here. (BullMQ's `add` hung for over 12 s on a Redis that had never been reachable.)
 */
export async function enqueue<Payload extends object>(
  queues: Queues,
  job: JobContract<Payload>,
  payload: Payload,
  { timeoutMs = 500, delayMs, priority = job.options.priority }: EnqueueOptions = {},
): Promise<'enqueued' | 'unavailable'> {
  const stop = new AbortController();

  async function add(): Promise<'enqueued' | 'unavailable'> {
    // Asking first keeps an outage from piling up calls in memory that would all run when Redis comes back.
    await untilReady(queues.connection, stop.signal);
    if (stop.signal.aborted) return 'unavailable';
    await queues[job.queue].add(job.name, payload, {
      attempts: job.options.attempts,
      backoff: job.options.backoff,
      priority,
      ...(delayMs === undefined ? {} : { delay: delayMs }),
      // Not a job id of our own: one that is still kept as completed or failed silently blocks adding it again.
      deduplication: { id: job.dedupeKey(payload), keepLastIfActive: true },
    });
    return 'enqueued';
  }

  const late = elapse(timeoutMs, 'unavailable' as const, { signal: stop.signal }).catch(() => 'unavailable' as const);
  const outcome = await Promise.race([add().catch(() => 'unavailable' as const), late]);
  stop.abort();
  return outcome;
}

function untilReady(connection: Redis, signal: AbortSignal): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => {
    function done(): void {
      connection.off('ready', done);
      signal.removeEventListener('abort', done);
      resolve();
    }
    connection.on('ready', done);
    signal.addEventListener('abort', done);
  });
}
