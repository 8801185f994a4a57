import { ConfigurationError } from './configuration-error.ts';
import { createLogger, type Logger } from './create-logger.ts';

const exitConfiguration = 78; // EX_CONFIG of sysexits.h: restarting does not help

/**
 * Runs a process's main function. A ConfigurationError is printed for people and exits 78; whatever else escapes, then or later, is logged as fatal
 * and exits 1: a process in an unknown state is replaced, not kept.
 */
export function runMain(
  main: () => Promise<void>,
  { name = 'main', logger }: { name?: string; logger?: Logger } = {},
): void {
  function die(err: unknown): void {
    if (err instanceof ConfigurationError) {
      process.stderr.write(`${err.message}\n`);
      process.exit(exitConfiguration);
    }
    (logger ?? createLogger({ name })).fatal({ err }, 'process failed');
    process.exit(1);
  }

  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  main().catch(die);
}
