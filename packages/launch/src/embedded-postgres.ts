import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimDirectory } from './claim-directory.ts';
import { hydratePostgres } from './hydrate-postgres.ts';
import { type Account, postgresAccount, reachableBinaries, reachableDirectory } from './postgres-account.ts';
import { freePort, startServer } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster and its passwords; kept between starts. */
  directory: string;
  /** A free one when left out. */
  port?: number;
  log: (line: string) => void;
  /** False for throw-away clusters of tests: faster, and lost if the machine fails. */
  durable?: boolean;
}

export interface EmbeddedPostgres {
  url: string;
  /** Where the cluster is: elsewhere than asked for where PostgreSQL's account can not reach that. */
  directory: string;
  close(): Promise<void>;
}

/**
 * Starts a real PostgreSQL from the npm package on the loopback interface, making the cluster at first.
 * `url` is that of the role `twelvefold`, which owns the database `twelvefold` and is no superuser, so that row-level security binds it.
 */
export async function startEmbeddedPostgres({
  directory: wanted,
  port: asked,
  log,
  durable = true,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await postgresAccount();
  const binaries = join(await reachableBinaries(await hydratePostgres(), account), 'bin');
  const directory = await reachableDirectory(wanted, account);
  const data = join(directory, 'data');
  const claim = await claimDirectory(directory);

  try {
    if (!(await exists(join(directory, 'made')))) await makeCluster({ binaries, directory, data, account, log });
    // The claim says that no server of ours is left; PostgreSQL itself would take any process with the old id for one.
    await rm(join(data, 'postmaster.pid'), { force: true });

    const port = asked ?? (await freePort());
    const server = await startServer({
      command: join(binaries, 'postgres'),
      parameters: ['-D', data, '-p', String(port), ...settings(durable)],
      readyText: 'database system is ready to accept connections',
      log,
      stopSignal: 'SIGINT', // fast shutdown
      spawn: { cwd: data, env: environment(), ...account },
    });
    await claim.note(server.pid);

    const password = await readFile(join(directory, 'password'), 'utf8');
    return {
      url: `postgresql://twelvefold:${password}@127.0.0.1:${port}/twelvefold`,
      directory,
      async close() {
        await server.close();
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Removes the cluster of a directory with all its data, wherever the server's account made it live. */
export async function removeEmbeddedPostgres(wanted: string): Promise<void> {
  const directory = await reachableDirectory(wanted, await postgresAccount());
  const claim = await claimDirectory(directory);
  await claim.release();
  await rm(directory, { recursive: true, force: true });
}

function settings(durable: boolean): string[] {
  // No Unix socket: its path may be too long, and its folder someone else's.
  const values = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'log_destination=stderr',
    'logging_collector=off',
  ];
  if (!durable) values.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  return values.flatMap((value) => ['-c', value]);
}

interface Cluster {
  binaries: string;
  directory: string;
  data: string;
  account: Account;
  log: (line: string) => void;
}

/** A file `made` is written last: a cluster cut short by a crash is thrown away and made again. */
async function makeCluster({ binaries, directory, data, account, log }: Cluster): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (account) await chown(data, account.uid, account.gid);

  const password = randomBytes(18).toString('base64url');
  // The superuser gets no password, so nobody signs in as postgres.
  const access = ['--auth-local=reject', '--auth-host=scram-sha-256'];
  const parameters = [
    '--pgdata',
    data,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    '--no-sync',
    ...access,
  ];
  await run(join(binaries, 'initdb'), parameters, '', { data, account, log });
  const statements = [
    `CREATE ROLE twelvefold LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '${password}';`,
    'CREATE DATABASE twelvefold OWNER twelvefold;',
  ];
  // Single-user mode needs no server and no client.
  await run(join(binaries, 'postgres'), ['--single', '-D', data, 'postgres'], `${statements.join('\n')}\n`, {
    data,
    account,
    log,
  });

  await writeFile(join(directory, 'password'), password, { mode: 0o600 });
  await writeFile(join(directory, 'made'), '');
}

function run(
  command: string,
  parameters: string[],
  input: string,
  { data, account, log }: Pick<Cluster, 'data' | 'account' | 'log'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      parameters,
      { cwd: data, env: environment(), ...account },
      (cause, stdout, stderr) => {
        const output = `${stdout}${stderr}`.trim();
        if (cause || /\b(?:ERROR|FATAL):/.test(output))
          return reject(new Error(`PostgreSQL's cluster could not be made: ${output}`, { cause }));
        for (const line of output.split('\n')) log(line);
        resolve();
      },
    );
    child.stdin?.end(input);
  });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
