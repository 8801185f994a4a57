import type { Logger } from './create-logger.ts';

export interface ShutdownOptions {
  logger: Logger;
  /** From the signal to the exit at the latest. */
  timeoutMs: number;
  /** Run one after the other: stop taking work first, close clients last. */
  close: (() => Promise<void>)[];
}

/**
 * Ends the process on SIGTERM or SIGINT: runs `close` in order, once, and exits 0; exits 1 when a step fails, when the time is up or on a second signal.
 * A failing step does not keep the later ones from running.
 */
export function onShutdown({ logger, timeoutMs, close }: ShutdownOptions): void {
  let closing = false;

  async function shutDown(signal: NodeJS.Signals): Promise<void> {
    if (closing) {
      logger.warn({ signal }, 'second signal: exiting at once');
      process.exit(1);
    }
    closing = true;
    logger.info({ signal }, 'shutting down');
    setTimeout(() => {
      logger.error({ timeoutMs }, 'shutdown took too long: exiting');
      process.exit(1);
    }, timeoutMs).unref();

    let failed = false;
    for (const step of close) {
      try {
        await step();
      } catch (err) {
        failed = true;
        logger.error({ err }, 'shutdown step failed');
      }
    }
    logger.info({ failed }, 'shut down');
    process.exit(failed ? 1 : 0);
  }

  process.on('SIGTERM', shutDown);
  process.on('SIGINT', shutDown);
}
