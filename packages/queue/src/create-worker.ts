import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { defaultPrefix } from './create-queues.ts';
import type { JobContract } from './job-contract.ts';

export interface JobContext {
  /** 1 for the first run. */
  attempt: number;
  /** Aborts when the worker has to end soon or has lost the job to another. */
  signal: AbortSignal;
  /** Puts the job back until `date`, without counting an attempt and without keeping the worker waiting. Never returns. */
  delayUntil(date: Date): Promise<never>;
}

export type JobHandler<Payload> = (payload: Payload, context: JobContext) => Promise<void>;

/** The few methods of a logger that the worker calls (pino's). */
export interface JobLogger {
  debug(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface WorkerOptions {
  concurrency: number;
  logger: JobLogger;
  prefix?: string;
}

export interface JobWorker {
  /** False once the worker has stopped taking jobs. */
  isRunning(): boolean;
  /** Takes no more jobs, gives running ones `graceMs`, then aborts their signals and waits for them. */
  close(options?: { graceMs?: number }): Promise<void>;
}

/**
 * Runs `handler` for each job of the contract's queue. A handler that throws is run again after a growing pause, up to the contract's attempts.
 * `connection` is a worker's (`maxRetriesPerRequest: null`); the blocking connection beside it is a copy of it.
 */
export function createWorker<Payload>(
  connection: Redis,
  job: JobContract<Payload>,
  handler: JobHandler<Payload>,
  { concurrency, logger, prefix = defaultPrefix }: WorkerOptions,
): JobWorker {
  const closing = new AbortController();

  async function run(record: Job, token?: string, lost?: AbortSignal): Promise<void> {
    const parsed = job.schema.safeParse(record.data);
    // Trying again does not mend a payload.
    if (!parsed.success)
      throw new UnrecoverableError(`The payload of ${job.name} does not match its schema: ${parsed.error.message}`);
    await handler(parsed.data, {
      attempt: record.attemptsMade + 1,
      signal: lost ? AbortSignal.any([closing.signal, lost]) : closing.signal,
      async delayUntil(date) {
        await record.moveToDelayed(date.getTime(), token);
        throw new DelayedError();
      },
    });
  }

  const worker = new Worker(job.queue, run, {
    connection,
    prefix,
    concurrency,
    // With BullMQ's default of 1, killed workers made one job in five fail for good; Postgres counts the attempts that matter.
    maxStalledCount: 100,
    lockDuration: 20_000,
    stalledInterval: 10_000,
    removeOnComplete: { age: 3_600, count: 1_000 },
    removeOnFail: { age: 86_400, count: 5_000 },
  });
  worker.on('error', (err) => logger.debug({ err, queue: job.queue }, 'worker connection failed'));
  worker.on('failed', (record, err) => {
    logger.warn(
      { err, queue: job.queue, jobId: record?.id, data: record?.data, attempt: record?.attemptsMade },
      'job failed',
    );
  });
  worker.on('stalled', (jobId) => logger.warn({ queue: job.queue, jobId }, 'job stalled and is run again'));
  worker.on('lockRenewalFailed', (jobIds) => {
    logger.error({ queue: job.queue, jobIds }, 'lock lost');
    for (const jobId of jobIds) worker.cancelJob(jobId, 'lock lost');
  });

  return {
    isRunning: () => worker.isRunning() && !worker.closing,
    async close({ graceMs = 15_000 } = {}) {
      const timer = setTimeout(() => closing.abort(new Error('The worker is shutting down.')), graceMs);
      await worker.close();
      clearTimeout(timer);
    },
  };
}
