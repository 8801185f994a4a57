import { closeDatabase, createDatabase, type Database } from '@twelvefold/db';
import { createGitHubApp, type GitHubApp } from '@twelvefold/github';
import { createQueues, type Queues } from '@twelvefold/queue';
import { connectRedis, createMetrics, type Logger, type Metrics } from '@twelvefold/runtime';
import { type Auditor, createAuditor } from './auditor/create-auditor.ts';
import type { Environment } from './environment.ts';
import { createWorkerMetrics, type WorkerMetrics } from './worker-metrics.ts';

type Redis = ReturnType<typeof connectRedis>;

/** What the worker process works with; all of it made here, none of it at module level. */
export interface Deps {
  environment: Pick<Environment, 'PUBLIC_URL' | 'COMMENTS' | 'WORKER_CONCURRENCY'>;
  logger: Logger;
  metrics: Metrics;
  counters: WorkerMetrics;
  database: Database;
  /** For adding jobs and telling progress: fails fast. */
  redis: Redis;
  /** For taking jobs: waits. */
  workerRedis: Redis;
  queues: Queues;
  github: GitHubApp;
  auditor: Auditor;
}

/** Makes the clients. None of them has to be reachable: `/readyz` says what is. */
export function createDeps(environment: Environment, logger: Logger): Deps {
  const redis = connectRedis(environment.REDIS_URL, { role: 'producer', logger });
  const queues = createQueues(redis);
  const metrics = createMetrics('worker');
  return {
    environment,
    logger,
    metrics,
    counters: createWorkerMetrics(metrics, queues),
    database: createDatabase({
      url: environment.DATABASE_URL,
      applicationName: 'twelvefold-worker',
      poolSize: environment.DATABASE_POOL_SIZE,
      logger,
    }),
    redis,
    workerRedis: connectRedis(environment.REDIS_URL, { role: 'worker', logger }),
    queues,
    github: createGitHubApp({
      appId: environment.GITHUB_APP_ID,
      privateKeys: environment.GITHUB_PRIVATE_KEY,
      // The worker receives no webhooks and signs nobody in.
      webhookSecrets: [],
      clientId: environment.GITHUB_CLIENT_ID,
      clientSecret: '',
      apiUrl: environment.GITHUB_API_URL,
      webUrl: '',
      userAgent: 'twelvefold',
      logger,
    }),
    auditor: createAuditor(),
  };
}

export async function closeDeps({ auditor, queues, redis, workerRedis, database }: Deps): Promise<void> {
  auditor.close();
  await queues.close();
  redis.disconnect();
  workerRedis.disconnect();
  await closeDatabase(database);
}
