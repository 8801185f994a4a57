import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Child {
  type: string;
  /** Exit code, or the signal's name, once it has ended. */
  ended: Promise<number | NodeJS.Signals>;
  stop(graceMs: number): Promise<void>;
}

export interface ChildOptions {
  type: string;
  command: string;
  directory: string;
  environment: Record<string, string | undefined>;
  write: (type: string, line: string) => void;
}

/**
 * Starts one process type in a process group of its own, so that a Ctrl-C of the terminal reaches only us and the order of stopping is ours.
 * `exec` makes the command itself the group's leader: signals reach it and not a shell.
 */
export function startChild({ type, command, directory, environment, write }: ChildOptions): Child {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], {
    cwd: directory,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  forwardLines(child.stdout, (text) => write(type, text));
  forwardLines(child.stderr, (text) => write(type, text));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('error', (error) => {
      write(type, `could not start: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  return { type, ended, stop: (graceMs) => stopGroup(child, ended, graceMs) };
}

async function stopGroup(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

/** What the process left behind in its group goes with it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function forwardLines(stream: Readable | null, write: (text: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', write);
}
