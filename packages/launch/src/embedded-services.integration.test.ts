import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { startRedis } from './embedded-redis.ts';

const log = () => {};
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'twelvefold-launch-'));
  await chmod(directory, 0o755);
  closers.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function postgres(directory: string) {
  const service = await startEmbeddedPostgres({ directory, log, durable: false });
  closers.push(service.close);
  return service;
}

async function query(url: string, text: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A launcher of its own that is killed once its server runs. */
async function killedLauncher(directory: string): Promise<string> {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const { url } = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, log() {}, durable: false });
    console.log(url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'close');
  return url.toString().trim();
}

test('the role owns the database and is no superuser, and data survive a restart', async () => {
  const directory = await temporaryDirectory();
  const first = await postgres(directory);
  const role = await query(
    first.url,
    `SELECT rolsuper, rolbypassrls, pg_encoding_to_char(encoding) AS encoding, datcollate,
    pg_get_userbyid(datdba) = current_user AS owner FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
  );
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.close();

  const second = await postgres(directory);

  expect(role).toEqual([{ rolsuper: false, rolbypassrls: false, encoding: 'UTF8', datcollate: 'C', owner: true }]);
  expect(await query(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

test('a directory in use is refused by name', async () => {
  const directory = await temporaryDirectory();
  await postgres(directory);

  await expect(startEmbeddedPostgres({ directory, log })).rejects.toThrow(`in use by process ${process.pid}`);
});

test('what a killed launcher left is ended, and its data are there', async () => {
  const directory = await temporaryDirectory();
  const orphanUrl = await killedLauncher(directory);
  await query(orphanUrl, 'CREATE TABLE kept AS SELECT 1 AS one');

  const service = await postgres(directory);

  expect(await query(service.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await expect(query(orphanUrl, 'SELECT 1')).rejects.toThrow();
});

test("a stale postmaster.pid with another process's id does not keep it from starting", async () => {
  const directory = await temporaryDirectory();
  await (await postgres(directory)).close();
  await writeFile(
    join(directory, 'data', 'postmaster.pid'),
    `${process.pid}\n${join(directory, 'data')}\n0\n5432\n\n127.0.0.1\n`,
  );

  const service = await postgres(directory);

  expect(await query(service.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test.runIf(process.getuid?.() === 0)("root's own directories are no obstacle", async () => {
  const parent = await temporaryDirectory();
  await chmod(parent, 0o700);

  const service = await postgres(join(parent, 'state'));
  closers.unshift(() => rm(service.directory, { recursive: true, force: true }));

  expect(service.directory).toContain('/var/tmp/twelvefold-postgres-');
  expect(await query(service.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

/** The machine's own, whatever this run of the tests uses otherwise. */
const environment = { PATH: process.env.PATH };
const hasRedis = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => ['redis-server', 'valkey-server'].some((name) => existsSync(join(folder, name))));

// bin/test says that redis-server is missing; in CI nothing is left out.
test.runIf(hasRedis || process.env.CI === 'true')('redis-server keeps its data between starts', async () => {
  const directory = await temporaryDirectory();
  const first = await startRedis({ directory, log, environment });
  const before = new Redis(first.url);
  await before.set('key', 'value');
  before.disconnect();
  await first.close();

  const second = await startRedis({ directory, log, environment });
  closers.push(second.close);
  const after = new Redis(second.url);
  closers.push(async () => after.disconnect());

  expect(first.kind).toMatch(/^(?:redis|valkey)-server$/);
  expect(await after.get('key')).toBe('value');
  expect(await readFile(join(directory, 'owner.json'), 'utf8')).toContain(String(process.pid));
});

test('without a Redis on PATH the embedded one serves commands, scripts and channels', async () => {
  const directory = await temporaryDirectory();

  const service = await startRedis({ directory, log, environment: { PATH: '' } });
  closers.push(service.close);
  const redis = new Redis(service.url);
  const subscriber = new Redis(service.url);
  closers.push(async () => {
    redis.disconnect();
    subscriber.disconnect();
  });
  await subscriber.subscribe('channel');
  const heard = once(subscriber, 'message');
  await redis.publish('channel', 'hello');

  expect(service.kind).toBe('embedded');
  expect(service.url).toMatch(/^redis:\/\/127\.0\.0\.1:/);
  expect(await redis.eval('return redis.call("set", KEYS[1], ARGV[1])', 1, 'a', 'b')).toBe('OK');
  expect(await heard).toEqual(['channel', 'hello']);
});
