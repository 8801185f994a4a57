import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeGitHub } from '@twelvefold/fake-github';
import { readSamples, startLocally } from '@twelvefold/launch';

export interface System {
  url: string;
  github: FakeGitHub;
  close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** The whole product on this machine, as `bin/start` runs it, with its own empty data: real PostgreSQL, Redis, git, HTTP and webhooks. */
export async function startSystem(): Promise<System> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'twelvefold-e2e-'));
  const lines: string[] = [];
  const write = (type: string, line: string) => {
    lines.push(`${type} ${line}`);
    if (process.env.E2E_VERBOSE) process.stdout.write(`${type} ${line}\n`);
  };
  const { PATH, HOME, LANG, TWELVEFOLD_EMBEDDED_REDIS } = process.env;
  const environment = { PATH, HOME, LANG, TWELVEFOLD_EMBEDDED_REDIS, LOG_FORMAT: 'json' };
  const running = await startLocally({ root, stateDirectory, environment, write, enforceContract: true }).catch(
    (error: unknown) => {
      throw new Error(`the system did not start:\n${lines.join('\n')}`, { cause: error });
    },
  );
  if (!running.github) throw new Error('the end-to-end tests need the fake GitHub: unset GITHUB_APP_ID');
  const close = async () => {
    await running.close();
    rmSync(stateDirectory, { recursive: true, force: true });
  };
  return { url: running.url, github: running.github, close };
}

/** The files of a sample up to one of its pushes, and of its branches on top. */
export function sample(name: string) {
  const found = readSamples(join(root, 'examples')).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found;
}

/** Polls until `ask` answers something other than null; throws with the question after the time. */
export async function eventually<T>(
  question: string,
  ask: () => Promise<T | null> | T | null,
  timeoutMs = 30_000,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > until) throw new Error(`not within ${timeoutMs} ms: ${question}`);
    await delay(100);
  }
}
