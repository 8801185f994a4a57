import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The account that PostgreSQL runs as; undefined where it is our own. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;

const sharedRoot = '/var/tmp';

/** Whom to run PostgreSQL as when we are root: an account that exists, so that none has to be made. */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const account = await idsOf(name);
    if (account) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as. Set DATABASE_URL, or start as another user.',
  );
}

async function idsOf(name: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => promisify(execFile)('id', [flag, name])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

/** The folder for the data: `wanted`, or one under /var/tmp where the account can not reach `wanted` (a checkout below /root, say). */
export async function reachableDirectory(wanted: string, account: Account): Promise<string> {
  if (!account || (await isOpen(dirname(resolve(wanted))))) return wanted;
  return join(sharedRoot, `twelvefold-postgres-${digest(wanted)}`);
}

/** The folder of the binaries: `native`, or a copy where the account can not reach it. */
export async function reachableBinaries(native: string, account: Account): Promise<string> {
  if (!account || (await isOpen(native))) return native;
  const copy = join(sharedRoot, `twelvefold-postgres-binaries-${digest(native)}`);
  const there = await lstat(copy).catch(() => null);
  if (there?.isDirectory() && there.uid === process.getuid?.()) return copy;
  if (there) throw new Error(`${copy} belongs to somebody else. Remove it, or set DATABASE_URL.`);
  const draft = `${copy}-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy);
  return copy;
}

/** Can everybody walk down to this folder? */
async function isOpen(directory: string): Promise<boolean> {
  for (let path = resolve(directory); ; path = dirname(path)) {
    const mode = (await stat(path).catch(() => null))?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(resolve(text)).digest('hex').slice(0, 12);
}
