import { auditJob, createWorker, publishJob, syncJob } from '@twelvefold/queue';
import type { Deps } from './deps.ts';
import { auditCommit } from './jobs/audit-commit.ts';
import { publishOutbox } from './jobs/publish-outbox.ts';
import { syncInstallation } from './jobs/sync-installation.ts';
import { startSweep } from './sweep.ts';

export interface Workers {
  running(): boolean;
  /** Takes no more work, gives what runs `graceMs`, then has it put back. */
  close(graceMs: number): Promise<void>;
}

/** Publishing waits for GitHub, not for the processor. */
const publishConcurrency = 8;

/** Starts everything that this process does. */
export function startWorkers(deps: Deps): Workers {
  const { workerRedis: connection, logger, environment } = deps;
  const audits = createWorker(connection, auditJob, (payload, context) => auditCommit(payload, context, deps), {
    concurrency: environment.WORKER_CONCURRENCY,
    logger,
  });
  const publishing = createWorker(connection, publishJob, (payload, context) => publishOutbox(payload, context, deps), {
    concurrency: publishConcurrency,
    logger,
  });
  const syncs = createWorker(connection, syncJob, (payload, context) => syncInstallation(payload, context, deps), {
    concurrency: 1,
    logger,
  });
  const sweep = startSweep(deps);
  return {
    running: () => audits.isRunning() && publishing.isRunning() && syncs.isRunning(),
    async close(graceMs) {
      await Promise.all([sweep.close(), audits.close({ graceMs }), syncs.close({ graceMs })]);
      // Last, so that what the audits just ended is still told.
      await publishing.close({ graceMs });
    },
  };
}
