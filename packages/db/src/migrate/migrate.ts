import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { type LoadedEngine, loadSchemaEngine, type SchemaEngine } from './load-schema-engine.ts';
import { type MigrationScript, prismaDirectory, readMigrations } from './read-migrations.ts';

export interface MigrateOptions {
  /** A role that owns the database, on a connection that keeps its session (no transaction pooling). */
  url: string;
  log: (line: string) => void;
}

/** Any fixed number; releases of one database must agree on it. */
const lockKey = 712_012;

/**
 * Brings the database up to this release and answers with the names of the migrations that it applied. Safe to run again and at the same time: an advisory
 * lock lets one run at a time, and the others find nothing left to do. Throws when a migration fails; PostgreSQL has then undone that one, and a further
 * run tries it again.
 */
export async function migrate({ url, log }: MigrateOptions): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'twelvefold-migrate-lock' });
  // A connection that ends while it only holds the lock must not end the process.
  lock.on('error', () => {});
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const scripts = await readMigrations();
    const loaded = await loadSchemaEngine(url, await readFile(`${prismaDirectory}schema.prisma`, 'utf8'));
    try {
      for (const name of await forgetFailed(lock, loaded.engine)) log(`trying ${name} again, which failed before`);
      const applied = await applyMissing(loaded, scripts);
      for (const name of applied) log(`applied ${name}`);
      return applied;
    } finally {
      await loaded.close();
    }
  } finally {
    await lock.end();
  }
}

/** Whoever holds the lock knows that an unfinished migration is nobody's work in progress, and its transaction has undone it. */
async function forgetFailed(client: pg.Client, engine: SchemaEngine): Promise<string[]> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS found`,
  );
  if (!tables[0]?.found) return [];
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  );
  for (const { name } of rows) await engine.markMigrationRolledBack({ migrationName: name });
  return rows.map(({ name }) => name);
}

async function applyMissing({ engine, scriptError }: LoadedEngine, scripts: MigrationScript[]): Promise<string[]> {
  const lockfile = await readFile(`${prismaDirectory}migrations/migration_lock.toml`, 'utf8');
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: `${prismaDirectory}migrations`,
        lockfile: { path: 'migration_lock.toml', content: lockfile },
        shadowDbInitScript: '',
        migrationDirectories: scripts.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (engineError) {
    const cause = scriptError();
    if (cause === undefined) throw new Error('The database could not be migrated.', { cause: engineError });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`A migration failed and was undone: ${reason}. Mend what it says and run the release step again.`, {
      cause,
    });
  }
}
