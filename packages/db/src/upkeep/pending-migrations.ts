import { clientOf, type Database } from '../database.ts';
import { readMigrations } from '../migrate/read-migrations.ts';

/** Names of this release's migrations that the database has not seen: empty once the release phase has run. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const scripts = await readMigrations();
  const client = clientOf(database);
  const tables = await client.$queryRaw<
    { found: boolean }[]
  >`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS found`;
  if (!tables[0]?.found) return scripts.map(({ name }) => name);
  const rows = await client.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  return scripts.map(({ name }) => name).filter((name) => !applied.has(name));
}
