import { createLogger, onShutdown, parseEnv, runMain } from '@twelvefold/runtime';
import { createApp } from './app.ts';
import { closeDeps, createDeps } from './deps.ts';
import { Environment } from './environment.ts';

/** The web process: intake of webhooks, API, sign-in, and the dashboard. */
async function main(): Promise<void> {
  const environment = parseEnv(Environment, process.env);
  const logger = createLogger({
    name: 'web',
    level: environment.LOG_LEVEL,
    format: environment.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
  });
  const deps = createDeps(environment, logger);
  const app = await createApp(deps);
  onShutdown({
    logger,
    timeoutMs: environment.SHUTDOWN_TIMEOUT_MS,
    close: [() => app.close(), () => closeDeps(deps)],
  });
  const address = await app.listen({ host: environment.HOST, port: environment.PORT });
  logger.info({ address, publicUrl: environment.PUBLIC_URL }, 'web process ready');
}

runMain(main, { name: 'web' });
