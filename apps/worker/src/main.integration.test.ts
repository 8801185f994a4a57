import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { auditForPublishing } from '@twelvefold/db';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Pipeline, startPipeline } from './test/start-pipeline.ts';

let pipeline: Pipeline;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  pipeline = await startPipeline();
});
afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});
afterAll(() => pipeline.close());

function startProcess(environment: Record<string, string>): { child: ChildProcess; stderr: () => string } {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'main.ts')], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  processes.push(child);
  let stderr = '';
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
  return { child, stderr: () => stderr };
}

/** A worker process that is ready. */
async function startWorker(): Promise<{ child: ChildProcess; health: string }> {
  const port = await freePort();
  const { child } = startProcess({
    DATABASE_URL: process.env.TEST_DATABASE_URL ?? '',
    REDIS_URL: process.env.TEST_REDIS_URL ?? '',
    PUBLIC_URL: 'https://twelvefold.example',
    GITHUB_APP_ID: '4242',
    GITHUB_CLIENT_ID: 'Iv23test',
    GITHUB_PRIVATE_KEY: pipeline.github.privateKey,
    GITHUB_API_URL: pipeline.github.fake.apiUrl,
    HOST: '127.0.0.1',
    WORKER_HEALTH_PORT: String(port),
    SHUTDOWN_TIMEOUT_MS: '4000',
    LOG_LEVEL: 'warn',
  });
  const health = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${health}/readyz`)).status).toBe(200), {
    timeout: 20_000,
    interval: 50,
  });
  return { child, health };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An audit whose archive does not come for half a minute, being run. */
async function startSlowAudit(): Promise<{
  auditId: string;
  repository: Awaited<ReturnType<Pipeline['makeRepository']>>;
}> {
  const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
  pipeline.github.fake.script({ path: new RegExp(`/${repository.name}/legacy.tar.gz/`), times: 1, respond: 'slow' });
  const auditId = await pipeline.push(repository, repository.sha);
  // In progress only after three seconds: by then the archive has been asked for.
  const status = () => pipeline.github.fake.checkRuns({ owner: 'acme', repo: repository.name }).at(-1)?.status;
  await vi.waitFor(() => expect(status()).toBe('in_progress'), { timeout: 10_000, interval: 25 });
  return { auditId, repository };
}

describe('the worker process', () => {
  it('names every missing variable and exits 78', async () => {
    const { child, stderr } = startProcess({});
    const [code] = await once(child, 'exit');

    expect(code).toBe(78);
    for (const name of [
      'DATABASE_URL',
      'REDIS_URL',
      'PUBLIC_URL',
      'GITHUB_APP_ID',
      'GITHUB_PRIVATE_KEY',
      'GITHUB_CLIENT_ID',
    ])
      expect(stderr()).toContain(name);
  });

  it('tells its health and what it counts', async () => {
    const { health } = await startWorker();
    const metrics = await (await fetch(`${health}/metrics`)).text();

    expect((await fetch(`${health}/livez`)).status).toBe(200);
    expect(metrics).toContain('twelvefold_queue_depth{queue="audit",state="waiting"');
    expect(metrics).toContain('twelvefold_audits_total');
  });

  it('exits 0 soon after SIGTERM when nothing runs', async () => {
    const { child } = await startWorker();
    const started = Date.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');

    expect(code).toBe(0);
    expect(Date.now() - started).toBeLessThan(4000);
  });

  it('puts a running audit back on SIGTERM, without blaming it, and exits 0; another worker finishes it', async () => {
    const { child } = await startWorker();
    const { auditId, repository } = await startSlowAudit();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(await pipeline.state(auditId)).toBe('queued');

    await startWorker();
    expect((await pipeline.concluded(repository, auditId)).conclusion).toBe('success');
    expect((await auditForPublishing(pipeline.scope, auditId))?.attempt).toBe(2);
  });

  it('is replaced by another when it is killed in the middle of an audit', async () => {
    const { child } = await startWorker();
    const { auditId, repository } = await startSlowAudit();
    child.kill('SIGKILL');
    await once(child, 'exit');

    await startWorker();
    expect((await pipeline.concluded(repository, auditId)).conclusion).toBe('success');
    expect(pipeline.github.fake.checkRuns({ owner: 'acme', repo: repository.name })).toHaveLength(1);
  });
});
