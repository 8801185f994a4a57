import { resolve } from 'node:path';
import {
  asSystem,
  auditForPublishing,
  createDatabase,
  deleteInstallation,
  migrate,
  openInstallations,
  purgeDeletedInstallations,
  queueAudit,
  type Scope,
  upsertInstallation,
  upsertRepository,
} from '@twelvefold/db';
import { auditJob, createQueues, enqueue, publishJob } from '@twelvefold/queue';
import { connectRedis, createLogger, createMetrics } from '@twelvefold/runtime';
// biome-ignore lint/correctness/noUndeclaredDependencies: only tests import this file
import { vi } from 'vitest';
import { type Auditor, createAuditor, defaultAuditorLimits } from '../auditor/create-auditor.ts';
import { startAuditorProcess } from '../auditor/start-auditor-process.ts';
import { closeDeps, type Deps } from '../deps.ts';
import { createWorkerMetrics } from '../worker-metrics.ts';
import { startWorkers } from '../workers.ts';
import { startTestGitHub, type TestGitHub, type TestRepository } from './start-test-github.ts';

export interface Pipeline {
  github: TestGitHub;
  deps: Deps;
  scope: Scope;
  /** A repository that the database knows, with a first commit that has no audit yet. */
  makeRepository(files: Record<string, string> | null): Promise<TestRepository>;
  commit(repository: TestRepository, branch: string, files: Record<string, string | null>): Promise<string>;
  openPull(repository: TestRepository, head: string): Promise<number>;
  /** What the webhook intake does for a push. */
  push(repository: TestRepository, sha: string, options?: { enqueued?: boolean }): Promise<string>;
  /** What the webhook intake does for a pull request. */
  pull(repository: TestRepository, sha: string, pullNumber: number): Promise<string>;
  /** The check run of an audit, once it is completed. */
  concluded(repository: TestRepository, auditId: string): Promise<ReturnType<TestGitHub['fake']['checkRuns']>[number]>;
  state(auditId: string): Promise<string>;
  /** Another worker process, as far as queues and claims are concerned. */
  startWorkers(overrides?: Partial<Deps>): { close(): Promise<void> };
  close(): Promise<void>;
}

/** The real auditor's process with two rules of its own, so that these tests do not change with the rules: DEBUG = True is high, a password critical. */
function plantedAuditor(): Auditor {
  const entry = resolve(import.meta.dirname, '../auditor/fixtures/two-rules-auditor.ts');
  return createAuditor({ start: () => startAuditorProcess(defaultAuditorLimits, entry) });
}

/** Real PostgreSQL, real Redis, the fake GitHub, an auditor's process: all but the web process. The database is empty at the start. */
export async function startPipeline({ auditor = plantedAuditor() }: { auditor?: Auditor } = {}): Promise<Pipeline> {
  const databaseUrl = process.env.TEST_DATABASE_URL ?? '';
  const redisUrl = process.env.TEST_REDIS_URL ?? '';
  const github = await startTestGitHub();
  await migrate({ url: databaseUrl, log: () => {} });
  const logger = createLogger({ name: 'worker', level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const database = createDatabase({ url: databaseUrl, applicationName: 'twelvefold-worker-test' });
  const scope = asSystem(database);
  for (const id of await openInstallations(scope)) await deleteInstallation(scope, id);
  await purgeDeletedInstallations(scope, new Date(Date.now() + 60_000));
  const redis = connectRedis(redisUrl, { role: 'producer', logger });
  if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
  await redis.flushdb();
  const queues = createQueues(redis);
  const metrics = createMetrics('worker');
  const deps: Deps = {
    environment: { PUBLIC_URL: 'https://twelvefold.example', COMMENTS: 'on', WORKER_CONCURRENCY: 2 },
    logger,
    metrics,
    counters: createWorkerMetrics(metrics, queues),
    database,
    redis,
    workerRedis: connectRedis(redisUrl, { role: 'worker', logger }),
    queues,
    github: github.app,
    auditor,
  };
  const { installationId } = github;
  await upsertInstallation(scope, {
    id: installationId,
    accountId: 1n,
    accountLogin: 'acme',
    accountType: 'Organization',
  });
  const running: { close(): Promise<void> }[] = [];

  async function queue(request: Parameters<typeof queueAudit>[1], enqueued = true): Promise<string> {
    const { auditId, outboxIds } = await queueAudit(scope, request);
    if (!enqueued) return auditId;
    for (const outboxId of outboxIds) await enqueue(queues, publishJob, { v: 1, outboxId });
    await enqueue(queues, auditJob, { v: 1, auditId });
    return auditId;
  }

  return {
    github,
    deps,
    scope,
    async makeRepository(files) {
      const repository = await github.makeRepository(files);
      const { repositoryId: id, owner, name } = repository;
      await upsertRepository(scope, { id, installationId, owner, name, private: true, defaultBranch: 'main' });
      return repository;
    },
    async commit({ owner, name }, branch, files) {
      const from = branch === 'main' ? {} : { from: 'main' };
      const { sha } = await github.fake.commit({ owner, repo: name, branch, message: 'Change', files, ...from });
      return sha;
    },
    async openPull({ owner, name }, head) {
      const opened = await github.fake.openPullRequest({
        owner,
        repo: name,
        head,
        base: 'main',
        title: 'Change',
        author: 'alma',
      });
      return opened.number;
    },
    push: ({ repositoryId }, commitSha, { enqueued = true } = {}) =>
      queue({ repositoryId, installationId, commitSha, kind: 'push', ref: 'main', committedAt: new Date() }, enqueued),
    pull: ({ repositoryId, sha: baseSha }, commitSha, pullNumber) => {
      const ref = `refs/pull/${pullNumber}/head`;
      return queue({
        repositoryId,
        installationId,
        commitSha,
        kind: 'pull_request',
        ref,
        pullNumber,
        baseSha,
        committedAt: new Date(),
      });
    },
    concluded: ({ owner, name }, auditId) =>
      vi.waitFor(
        () => {
          const run = github.fake.checkRuns({ owner, repo: name }).findLast(({ externalId }) => externalId === auditId);
          if (run?.status !== 'completed') throw new Error(`check run of ${auditId} is ${run?.status}`);
          return run;
        },
        { timeout: 40_000, interval: 25 },
      ),
    state: async (auditId) => (await auditForPublishing(scope, auditId))?.state ?? 'gone',
    startWorkers(overrides = {}) {
      const workers = startWorkers({ ...deps, ...overrides });
      let closing: Promise<void> | null = null;
      const handle = { close: () => (closing ??= workers.close(0)) };
      running.push(handle);
      return handle;
    },
    async close() {
      for (const workers of running) await workers.close();
      await closeDeps(deps);
      await github.close();
    },
  };
}
