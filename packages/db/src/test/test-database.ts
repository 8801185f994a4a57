import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { closeDatabase, createDatabase, type Database } from '../database.ts';
import { migrate } from '../migrate/migrate.ts';

export interface TestDatabase {
  url: string;
  database: Database;
  /** One statement that sees everything, for what no function of the package tells. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** An empty database of its own on TEST_DATABASE_URL's server (its role needs CREATEDB), with this release's tables. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server)
    throw new Error('TEST_DATABASE_URL is not set: run the integration project of vitest, which starts a PostgreSQL.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE "${name}"`);

  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  if (migrated) await migrate({ url, log: () => {} });
  const database = createDatabase({ url, applicationName: 'test' });
  const owner = new pg.Pool({ connectionString: url, max: 1, options: '-c twelvefold.role=system' });
  owner.on('error', () => {});
  return {
    url,
    database,
    query: async (text, values = []) => (await owner.query(text, values)).rows,
    async close() {
      await owner.end();
      await closeDatabase(database);
      await run(server, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
