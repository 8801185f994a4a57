import type { z } from 'zod';

export type QueueName = 'audit' | 'publish' | 'sync';

/**
 * What enqueuer and handler agree on, apart from both. Payloads hold ids only, never tokens or code, and a version `v`; new fields are optional, so
 * that a job enqueued before a deploy still parses after it.
 */
export interface JobContract<Payload> {
  name: string;
  queue: QueueName;
  schema: z.ZodType<Payload>;
  options: {
    /** For faults of the infrastructure only: attempts at the work itself are counted in Postgres. */
    attempts: number;
    backoff: { type: 'exponential'; delay: number; jitter: number };
    /** 1 is first, 2,097,152 last. */
    priority: number;
  };
  /** Two payloads with the same key are one job while it waits; one more run is kept while it is active. */
  dedupeKey(payload: Payload): string;
}
