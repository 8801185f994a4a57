import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { startRedis } from './embedded-redis.ts';

/** Vitest's globalSetup of the integration tests: a real PostgreSQL and Redis, unless TEST_DATABASE_URL and TEST_REDIS_URL name some. */
export async function setup(): Promise<() => Promise<void>> {
  const closers: (() => Promise<void>)[] = [];
  const directory = await mkdtemp(join(tmpdir(), 'twelvefold-test-'));
  // PostgreSQL does not run as root, and the account it runs as has to get in.
  await chmod(directory, 0o755);
  closers.push(() => rm(directory, { recursive: true, force: true }));
  const log = () => {};

  if (!process.env.TEST_DATABASE_URL) {
    const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log, durable: false });
    process.env.TEST_DATABASE_URL = postgres.url;
    closers.unshift(postgres.close);
  }
  if (!process.env.TEST_REDIS_URL) {
    const redis = await startRedis({ directory: join(directory, 'redis'), log });
    process.env.TEST_REDIS_URL = redis.url;
    closers.unshift(redis.close);
  }
  return async () => {
    for (const close of closers) await close();
  };
}
