import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class GitError extends Error {
  override name = 'GitError';
  readonly stderr: string;
  readonly exitCode: number | null;

  constructor(args: string[], exitCode: number | null, stderr: string) {
    super(`git ${args[0] ?? ''} failed (${exitCode ?? 'killed'}): ${stderr.trim().slice(0, 500)}`);
    this.stderr = stderr;
    this.exitCode = exitCode;
  }
}

export interface GitRunOptions {
  input?: Uint8Array | string;
  env?: Record<string, string>;
}

/** A git that knows nothing of the user's or the machine's configuration, hooks or identity. */
export type RunGit = (gitDirectory: string, args: string[], options?: GitRunOptions) => Promise<Buffer>;

function environment(configPath: string, extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: configPath,
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'GitHub',
    GIT_AUTHOR_EMAIL: 'noreply@github.com',
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    ...extra,
  };
}

/** Makes the runner. `directory` gets a configuration of its own, which lets git read repositories of other users. */
export function createGitRunner(directory: string): RunGit {
  const configPath = join(directory, 'gitconfig');
  writeFileSync(configPath, '[safe]\n\tdirectory = *\n[gc]\n\tauto = 0\n[core]\n\thooksPath = /dev/null\n');

  return function runGit(gitDirectory, args, options = {}) {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const child = spawn('git', [`--git-dir=${gitDirectory}`, '-c', 'core.quotePath=false', ...args], {
      env: environment(configPath, options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 10_000) stderr += chunk.toString();
    });
    // A git that ends before it has read its input closes the pipe; its exit code tells what matters.
    child.stdin.on('error', () => undefined);
    child.on('error', (cause) =>
      reject(new Error('git could not be started. Install git and put it on PATH.', { cause })),
    );
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(args, code, stderr));
    });
    child.stdin.end(options.input ?? '');
    return promise;
  };
}
