import { pingDatabase } from '@twelvefold/db';
import { createLogger, onShutdown, parseEnv, runMain, serveHealth } from '@twelvefold/runtime';
import { closeDeps, createDeps } from './deps.ts';
import { Environment } from './environment.ts';
import { startWorkers } from './workers.ts';

runMain(main, { name: 'worker' });

async function main(): Promise<void> {
  const environment = parseEnv(Environment, process.env);
  const format = environment.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const logger = createLogger({ name: 'worker', level: environment.LOG_LEVEL, format });
  const deps = createDeps(environment, logger);
  const workers = startWorkers(deps);
  const health = environment.WORKER_HEALTH_PORT === 0 ? null : await startHealth();

  // Half of the time for what runs to end by itself; the rest to put back what did not, and to close the clients.
  const graceMs = Math.round(environment.SHUTDOWN_TIMEOUT_MS / 2);
  onShutdown({
    logger,
    timeoutMs: environment.SHUTDOWN_TIMEOUT_MS,
    close: [() => workers.close(graceMs), async () => health?.close(), () => closeDeps(deps)],
  });
  logger.info({ concurrency: environment.WORKER_CONCURRENCY, healthPort: health?.port ?? null }, 'worker started');

  function startHealth() {
    return serveHealth({
      host: environment.HOST,
      port: environment.WORKER_HEALTH_PORT,
      live: workers.running,
      ready: async () => ({
        database: await pingDatabase(deps.database).then(
          () => true,
          () => false,
        ),
        redis: await deps.redis.ping().then(
          () => true,
          () => false,
        ),
        workers: workers.running(),
      }),
      metrics: deps.metrics,
    });
  }
}
