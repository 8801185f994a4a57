import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export interface MigrationScript {
  name: string;
  sql: string;
}

/** prisma/ at the root of the project. */
export const prismaDirectory = fileURLToPath(new URL('../../../../prisma/', import.meta.url));

/** The migrations of this release, oldest first. */
export async function readMigrations(): Promise<MigrationScript[]> {
  const entries = await readdir(`${prismaDirectory}migrations`, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(`${prismaDirectory}migrations/${name}/migration.sql`, 'utf8'),
    })),
  );
}
