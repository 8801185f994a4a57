import { fileURLToPath } from 'node:url';
import { closeDatabase, createDatabase, type Database } from '@twelvefold/db';
import { createGitHubApp, type GitHubApp } from '@twelvefold/github';
import { createQueues, type Queues } from '@twelvefold/queue';
import { connectRedis, createMetrics, type Logger, type Metrics } from '@twelvefold/runtime';
import { type Environment, gitHubWebUrl } from './environment.ts';

type Redis = ReturnType<typeof connectRedis>;

/** What the web process works with; all of it made here, none of it at module level. */
export interface Deps {
  environment: Environment;
  logger: Logger;
  metrics: Metrics;
  database: Database;
  redis: Redis;
  subscriber: Redis;
  queues: Queues;
  github: GitHubApp;
  now: () => Date;
  /** The built dashboard. */
  webDirectory: string;
}

const webDirectory = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Makes the clients. None of them has to be reachable: `/readyz` says what is. */
export function createDeps(environment: Environment, logger: Logger): Deps {
  const redis = connectRedis(environment.REDIS_URL, { role: 'producer', logger });
  return {
    environment,
    logger,
    metrics: createMetrics('web'),
    database: createDatabase({
      url: environment.DATABASE_URL,
      applicationName: 'twelvefold-web',
      poolSize: environment.DATABASE_POOL_SIZE,
      logger,
    }),
    redis,
    subscriber: connectRedis(environment.REDIS_URL, { role: 'subscriber', logger }),
    queues: createQueues(redis),
    github: createGitHubApp({
      appId: environment.GITHUB_APP_ID,
      privateKeys: [environment.GITHUB_PRIVATE_KEY],
      webhookSecrets: environment.GITHUB_WEBHOOK_SECRET,
      clientId: environment.GITHUB_CLIENT_ID,
      clientSecret: environment.GITHUB_CLIENT_SECRET,
      apiUrl: environment.GITHUB_API_URL,
      webUrl: gitHubWebUrl(environment),
      userAgent: 'twelvefold',
      logger,
    }),
    now: () => new Date(),
    webDirectory,
  };
}

export async function closeDeps({ queues, redis, subscriber, database }: Deps): Promise<void> {
  await queues.close();
  redis.disconnect();
  subscriber.disconnect();
  await closeDatabase(database);
}
