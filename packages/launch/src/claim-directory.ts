import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

interface Owner {
  launcher: number;
  launcherCommand: string;
  server: number | null;
  serverCommand: string;
}

export interface Claim {
  /** Notes the server that writes to the directory, so that a later start finds it if this process dies without ending it. */
  note(serverPid: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes sure that one server at a time writes to `directory`. Throws when another live launcher holds it. A server left behind by a launcher that was
 * killed is ended first. Process ids are compared together with command lines, as ids are used again.
 */
export async function claimDirectory(directory: string): Promise<Claim> {
  const file = join(directory, 'owner.json');
  await mkdir(directory, { recursive: true });

  const previous = await readOwner(file);
  if (previous) {
    if (await isRunning(previous.launcher, previous.launcherCommand)) {
      throw new Error(
        `${directory} is in use by process ${previous.launcher}. Stop that one first, or use another directory.`,
      );
    }
    if (previous.server !== null) await endOrphan(previous.server, previous.serverCommand);
  }

  const owner: Owner = {
    launcher: process.pid,
    launcherCommand: await commandOf(process.pid),
    server: null,
    serverCommand: '',
  };
  await writeFile(file, JSON.stringify(owner), { mode: 0o600 });
  return {
    async note(serverPid) {
      const noted: Owner = { ...owner, server: serverPid, serverCommand: await commandOf(serverPid) };
      await writeFile(file, JSON.stringify(noted), { mode: 0o600 });
    },
    release: () => rm(file, { force: true }),
  };
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    return null; // nobody, or a file cut short by a crash
  }
}

async function isRunning(pid: number, command: string): Promise<boolean> {
  return command !== '' && (await commandOf(pid)) === command;
}

/** The command line of a process; '' when there is no such process. */
async function commandOf(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).trim();
  } catch {
    // No /proc on macOS; and where there is one, no such process.
    return promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
  }
}

async function endOrphan(pid: number, command: string): Promise<void> {
  for (let waited = 0; await isRunning(pid, command); waited += 1) {
    // SIGINT is PostgreSQL's fast shutdown and ends Redis too; after ten seconds there is no more asking.
    if (waited === 0) process.kill(pid, 'SIGINT');
    if (waited === 100) process.kill(pid, 'SIGKILL');
    if (waited === 150)
      throw new Error(`Process ${pid} is left from an earlier start and does not end. End it by hand.`);
    await pause(100);
  }
}
