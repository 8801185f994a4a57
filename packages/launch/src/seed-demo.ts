import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeGitHub } from '@twelvefold/fake-github';
import type { Sample } from './sample.ts';

export interface DemoOptions {
  github: FakeGitHub;
  samples: Sample[];
  /** A git checkout whose history is replayed as a repository of its own; null leaves it out. */
  ownHistory: string | null;
  /** Remembers how far the demonstration has come, so that a restart goes on from there. */
  stateFile: string;
  now: Date;
  say: (text: string) => void;
}

export const organization = 'acme';
const people: Record<string, string> = { ada: 'Ada Byron', grace: 'Grace Murray' };
const dayMs = 86_400_000;

/** One step of a repository's past; answers the commit it made. */
type Step = () => Promise<{ sha: string }>;

interface Past {
  name: string;
  /** Commits before the App is installed: their audit is the installation's first one. */
  first: Step | null;
  later: Step[];
  branches: Step[];
}

/**
 * Fills the fake GitHub with an organisation, two people, and repositories whose past is pushed commit by commit, each push waiting for the audit
 * of the one before: every point of a trend is a real webhook and a real audit.
 */
export async function seedDemo(options: DemoOptions): Promise<void> {
  const { github, stateFile, say } = options;
  const done: Record<string, number> = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {};
  const remember = (name: string, steps: number) => {
    done[name] = steps;
    writeFileSync(stateFile, JSON.stringify(done));
  };
  const heads = new Map<string, string>();
  const pasts = [...options.samples.map((sample) => pastOfSample(options, sample)), ...pastOfOwnHistory(options)];

  if (done.installed === undefined) {
    for (const [login, name] of Object.entries(people)) await github.createUser({ login, name });
    await github.createOrganization({
      login: organization,
      name: 'Acme Works',
      members: [
        { login: 'ada', role: 'admin' },
        { login: 'grace', role: 'member' },
      ],
    });
    for (const sample of options.samples) {
      const { name, description, language } = sample;
      await github.createRepository({
        owner: organization,
        name,
        description,
        private: sample.private,
        ...(language ? { language } : {}),
      });
    }
    if (options.ownHistory !== null) {
      const name = 'twelvefold';
      await github.createRepository({
        owner: organization,
        name,
        description: 'This product, audited by itself',
        language: 'TypeScript',
      });
    }
    for (const past of pasts) if (past.first) heads.set(past.name, (await past.first()).sha);
    await github.installApp({ account: organization, repositories: 'all', by: 'ada' });
    remember('installed', 1);
    say(`installed the App on ${organization}: ${pasts.length} repositories`);
  }
  await Promise.all(pasts.map((past) => replay(past, heads, options, done, remember)));
}

async function replay(
  past: Past,
  heads: Map<string, string>,
  { github, say }: DemoOptions,
  done: Record<string, number>,
  remember: (name: string, steps: number) => void,
): Promise<void> {
  for (let index = done[past.name] ?? 0; index < past.later.length; index += 1) {
    await waitForAudit(github, past.name, heads.get(past.name));
    const pushed = await past.later[index]?.();
    if (pushed) heads.set(past.name, pushed.sha);
    remember(past.name, index + 1);
  }
  await waitForAudit(github, past.name, heads.get(past.name));
  for (let index = done[past.name] ?? 0; index < past.later.length + past.branches.length; index += 1) {
    await past.branches[index - past.later.length]?.();
    remember(past.name, index + 1);
  }
  const pushes = past.later.length + (past.first ? 1 : 0);
  if (heads.has(past.name)) say(`${organization}/${past.name}: ${pushes} ${pushes === 1 ? 'push' : 'pushes'} audited`);
}

/** Waits until the check run of the commit has its conclusion, for two minutes at the most. */
async function waitForAudit(github: FakeGitHub, name: string, sha: string | undefined): Promise<void> {
  const until = Date.now() + 120_000;
  while (sha !== undefined && Date.now() < until) {
    const runs = github.checkRuns({ owner: organization, repo: name, sha });
    if (runs.length > 0 && runs.every((run) => run.status === 'completed')) return;
    await delay(250);
  }
}

function pastOfSample({ github, now }: DemoOptions, sample: Sample): Past {
  const steps = sample.pushes.map(
    (push, index): Step =>
      () =>
        github.commit({
          owner: organization,
          repo: sample.name,
          branch: 'main',
          message: push.message,
          author: author(push.author),
          date: new Date(now.getTime() - push.daysAgo * dayMs),
          files: push.files,
          announce: index > 0,
        }),
  );
  const branches = sample.branches.map(
    (branch): Step =>
      () =>
        github.commit({
          owner: organization,
          repo: sample.name,
          branch: branch.name,
          from: 'main',
          message: `${branch.title}\n\n${branch.message}`,
          author: author(branch.author),
          date: now,
          files: branch.files,
        }),
  );
  const [first = null, ...later] = steps;
  return { name: sample.name, first, later, branches };
}

function author(login: string): { login: string; name: string; email: string } {
  return { login, name: people[login] ?? login, email: `${login}@acme.example` };
}

/** At most eight commits of the checkout's own first-parent history, evenly apart, the newest last. */
function pastOfOwnHistory({ github, ownHistory, say }: DemoOptions): Past[] {
  if (ownHistory === null) return [];
  const shas = commitsOf(ownHistory, 8);
  if (shas.length === 0)
    say(`${basename(ownHistory)} is no git checkout: its own history is left out of the demonstration`);
  const steps = shas.map(
    (sha, index): Step =>
      () =>
        github.importRepository({
          owner: organization,
          repo: 'twelvefold',
          from: ownHistory,
          ref: sha,
          announce: index > 0,
        }),
  );
  const [first = null, ...later] = steps;
  return [{ name: 'twelvefold', first, later, branches: [] }];
}

/** Commits on the way to HEAD, oldest first; empty where there is no git or no history. */
export function commitsOf(directory: string, most: number): string[] {
  let all: string[];
  try {
    const log = execFileSync('git', ['-C', directory, 'rev-list', '--first-parent', '--reverse', 'HEAD'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    all = log.trim().split('\n').filter(Boolean);
  } catch {
    // No git, or a downloaded archive without history: the demonstration goes on without it.
    return [];
  }
  if (all.length <= most) return all;
  const picked = Array.from({ length: most }, (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))]);
  return picked.filter((sha) => sha !== undefined);
}
