import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { pendingMigrations } from '../upkeep/pending-migrations.ts';
import { loadSchemaEngine } from './load-schema-engine.ts';
import { migrate } from './migrate.ts';
import { prismaDirectory, readMigrations } from './read-migrations.ts';
import { runScript } from './run-script.ts';

const log = () => {};
const open: TestDatabase[] = [];

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase({ migrated: false });
  open.push(database);
  return database;
}

test('the first run applies everything, a second nothing, and pending migrations are told apart', async () => {
  const { url, database } = await emptyDatabase();
  const names = (await readMigrations()).map(({ name }) => name);

  const before = await pendingMigrations(database);
  const first = await migrate({ url, log });
  const second = await migrate({ url, log });

  expect(before).toEqual(names);
  expect(first).toEqual(names);
  expect(second).toEqual([]);
  expect(await pendingMigrations(database)).toEqual([]);
});

test('of three runs at once one applies and none fails', async () => {
  const { url } = await emptyDatabase();

  const runs = await Promise.all([1, 2, 3].map(() => migrate({ url, log })));

  expect(runs.flat()).toEqual((await readMigrations()).map(({ name }) => name));
});

test('a script that fails leaves nothing behind, and semicolons in comments and strings are no ends of statements', async () => {
  const { url, query } = await emptyDatabase();
  const pool = new pg.Pool({ connectionString: url });

  await runScript(
    pool,
    `CREATE TABLE "kept" ("text" text DEFAULT 'a;b'); -- one; two\nINSERT INTO "kept" DEFAULT VALUES;`,
  );
  const failed = runScript(pool, 'CREATE TABLE "lost" ("id" int); SELECT 1 / 0;');

  await expect(failed).rejects.toThrow('division by zero');
  expect(await query('SELECT "text" FROM "kept"')).toEqual([{ text: 'a;b' }]);
  expect(await query(`SELECT to_regclass('lost') IS NULL AS gone`)).toEqual([{ gone: true }]);
  await pool.end();
});

test('a migration that failed before is tried again', async () => {
  const { url, query } = await emptyDatabase();
  await query('CREATE TYPE "AuditState" AS ENUM (\'in the way\')');
  await query(
    'CREATE TABLE "_prisma_migrations" (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)',
  );

  await expect(migrate({ url, log })).rejects.toThrow('AuditState');
  await query('DROP TYPE "AuditState"');
  const applied = await migrate({ url, log });

  expect(applied).toEqual((await readMigrations()).map(({ name }) => name));
});

test('the migrations make exactly the tables of the schema, and the indexes written by hand', async () => {
  const [migrated, derived] = [await emptyDatabase(), await emptyDatabase()];
  await migrate({ url: migrated.url, log });
  const schema = await readFile(`${prismaDirectory}schema.prisma`, 'utf8');
  const loaded = await loadSchemaEngine(derived.url, schema);

  const { stdout } = await loaded.engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  await derived.query(stdout ?? '');
  await loaded.close();

  const [made, wanted] = [await describe(migrated), await describe(derived)];
  expect(wanted.length).toBeGreaterThan(100);
  expect(wanted.filter((line) => !made.includes(line))).toEqual([]);
  expect(made.filter((line) => !wanted.includes(line) && !/_(?:lower|covering)_idx/.test(line))).toEqual([]);
});

/** Every column, index and constraint of a database, a line each. */
async function describe({ query }: TestDatabase): Promise<string[]> {
  const rows = await query<{ line: string }>(`
    SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default) AS line FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> '_prisma_migrations'`);
  return rows.map(({ line }) => line);
}

test('every table has row-level security that binds its owner', async () => {
  const { url, query } = await emptyDatabase();
  await migrate({ url, log });

  const open = await query(`SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind = 'r' AND nspname = 'public' AND relname <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`);

  expect(open).toEqual([]);
});
