import { diffFiles } from '../git/diff-git.ts';
import { countCommits, mergeBase, resolveRef } from '../git/read-git.ts';
import { commitTree, mergeTrees, updateRef } from '../git/write-git.ts';
import type { Json } from '../http/endpoint.ts';
import { baseOf, type PullNumbers, pullFull } from '../shapes/pull-shapes.ts';
import { accountById, findRepository, findRepositoryById, fullName } from '../state/find.ts';
import type { Account, StoredPull, StoredRepository } from '../state/state.ts';
import { emitForRepository } from '../webhooks/emit-events.ts';
import { requireAccount } from './accounts.ts';
import type { Push } from './pushes.ts';
import { requireRepository } from './repositories.ts';
import { gitDirectory, newId, nowIso, type World } from './world.ts';

/** Brings the head commit into the base repository under refs/pull/N/head, where GitHub keeps it, forks too. */
async function keepHead(world: World, pull: StoredPull): Promise<void> {
  const base = baseOf(world, pull);
  const directory = gitDirectory(world, base);
  const head = findRepositoryById(world.state, pull.headRepositoryId);
  if (head && head.id !== base.id) {
    const from = gitDirectory(world, head);
    const ref = `refs/heads/${pull.headBranch}`;
    await world.git(directory, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', from, ref]);
  }
  await updateRef(world.git, directory, `refs/pull/${pull.number}/head`, pull.headSha);
  await keepTestMerge(world, pull);
}

/** refs/pull/N/merge: what the base would be after the merge. There is none while the two conflict. */
async function keepTestMerge(world: World, pull: StoredPull): Promise<void> {
  const base = baseOf(world, pull);
  const directory = gitDirectory(world, base);
  const baseSha = (await resolveRef(world.git, directory, `refs/heads/${pull.baseBranch}`)) ?? pull.baseSha;
  const tree = await mergeTrees(world.git, directory, baseSha, pull.headSha);
  pull.mergeCommitSha =
    tree && (await mergeCommit(world, pull, baseSha, tree, accountById(world.state, pull.authorId)));
  if (pull.mergeCommitSha) await updateRef(world.git, directory, `refs/pull/${pull.number}/merge`, pull.mergeCommitSha);
}

export function mergeCommit(
  world: World,
  pull: StoredPull,
  baseSha: string,
  tree: string,
  by: Account,
): Promise<string> {
  const head = findRepositoryById(world.state, pull.headRepositoryId);
  const owner = head ? accountById(world.state, head.ownerId).login : 'unknown';
  return commitTree(world.git, gitDirectory(world, baseOf(world, pull)), {
    tree,
    parents: [baseSha, pull.headSha],
    message: `Merge pull request #${pull.number} from ${owner}/${pull.headBranch}\n\n${pull.title}\n`,
    author: { name: by.name, email: by.email },
    date: new Date(),
  });
}

/** Where the head branched off the base; the base itself when the histories are unrelated. */
export async function mergeBaseOf(world: World, pull: StoredPull): Promise<string> {
  const directory = gitDirectory(world, baseOf(world, pull));
  return (await mergeBase(world.git, directory, pull.baseSha, pull.headSha)) ?? pull.baseSha;
}

export async function pullNumbers(world: World, pull: StoredPull): Promise<PullNumbers> {
  const directory = gitDirectory(world, baseOf(world, pull));
  const from = await mergeBaseOf(world, pull);
  const files = await diffFiles(world.git, directory, from, pull.headSha);
  return {
    commits: await countCommits(world.git, directory, pull.headSha, pull.baseSha),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    mergeable: pull.mergeCommitSha !== null,
  };
}

export async function emitPull(
  world: World,
  pull: StoredPull,
  action: string,
  sender: Account,
  extra: Json = {},
): Promise<void> {
  const shape = pullFull(world, pull, await pullNumbers(world, pull));
  emitForRepository(world, {
    name: 'pull_request',
    action,
    repository: baseOf(world, pull),
    sender,
    extra: { number: pull.number, pull_request: shape, ...extra },
  });
}

export interface PullInput {
  owner: string;
  repo: string;
  /** A branch, or `login:branch` for one in a fork. */
  head: string;
  base: string;
  title: string;
  body?: string;
  author: string;
}

function headRepository(
  world: World,
  base: StoredRepository,
  head: string,
): { repository: StoredRepository; branch: string } {
  const [owner, branch] = head.includes(':') ? head.split(':', 2) : [undefined, head];
  if (owner === undefined || owner === accountById(world.state, base.ownerId).login)
    return { repository: base, branch: branch ?? head };
  const account = requireAccount(world, owner);
  const fork = world.state.repositories.find((it) => it.forkOfId === base.id && it.ownerId === account.id);
  const repository = fork ?? findRepository(world.state, owner, base.name);
  if (!repository) throw new Error(`${owner} has no fork of ${fullName(world.state, base)}.`);
  return { repository, branch: branch ?? '' };
}

/** Numbers are shared with issues on GitHub; the fake has none, so pull requests count alone. */
function nextNumber(world: World, repository: StoredRepository): number {
  return Math.max(0, ...world.state.pulls.filter((it) => it.repositoryId === repository.id).map((it) => it.number)) + 1;
}

export async function openPullRequest(world: World, input: PullInput): Promise<StoredPull> {
  const base = requireRepository(world, input.owner, input.repo);
  const author = requireAccount(world, input.author);
  const { repository: head, branch } = headRepository(world, base, input.head);
  const headSha = await resolveRef(world.git, gitDirectory(world, head), `refs/heads/${branch}`);
  const baseSha = await resolveRef(world.git, gitDirectory(world, base), `refs/heads/${input.base}`);
  if (!headSha || !baseSha)
    throw new Error(`There is no branch ${headSha ? input.base : input.head} in ${input.owner}/${input.repo}.`);
  const known = world.state.pulls.find(
    (it) =>
      it.state === 'open' && it.repositoryId === base.id && it.headRepositoryId === head.id && it.headBranch === branch,
  );
  if (known) return known;
  const now = nowIso();
  const pull: StoredPull = {
    id: newId(world),
    repositoryId: base.id,
    number: nextNumber(world, base),
    title: input.title,
    body: input.body ?? null,
    authorId: author.id,
    state: 'open',
    headRepositoryId: head.id,
    headBranch: branch,
    headSha,
    baseBranch: input.base,
    baseSha,
    mergedAt: null,
    mergedById: null,
    mergeCommitSha: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
  world.state.pulls.push(pull);
  await keepHead(world, pull);
  await emitPull(world, pull, 'opened', author);
  return pull;
}

/** Open pull requests follow their head branch, and notice when their base moves. */
export async function followPush(world: World, repository: StoredRepository, push: Push): Promise<void> {
  const open = world.state.pulls.filter((it) => it.state === 'open');
  for (const pull of open) {
    const isHead = pull.headRepositoryId === repository.id && pull.headBranch === push.branch;
    const isBase = pull.repositoryId === repository.id && pull.baseBranch === push.branch;
    if (isBase && !isHead) await keepTestMerge(world, pull);
    if (!isHead) continue;
    const before = pull.headSha;
    pull.headSha = push.after;
    pull.updatedAt = nowIso();
    const base = await resolveRef(world.git, gitDirectory(world, baseOf(world, pull)), `refs/heads/${pull.baseBranch}`);
    pull.baseSha = base ?? pull.baseSha;
    await keepHead(world, pull);
    if (push.announce) await emitPull(world, pull, 'synchronize', push.by, { before, after: push.after });
  }
}

export async function setPullState(
  world: World,
  pull: StoredPull,
  state: 'open' | 'closed',
  by: Account,
): Promise<void> {
  if (pull.state === state || pull.mergedAt) return;
  pull.state = state;
  pull.updatedAt = nowIso();
  pull.closedAt = state === 'closed' ? pull.updatedAt : null;
  world.changed();
  await emitPull(world, pull, state === 'closed' ? 'closed' : 'reopened', by);
}

export async function editPull(
  world: World,
  pull: StoredPull,
  edit: { title?: string; body?: string },
  by: Account,
): Promise<void> {
  const changes: Json = {};
  if (edit.title !== undefined && edit.title !== pull.title) changes.title = { from: pull.title };
  if (edit.body !== undefined && edit.body !== pull.body) changes.body = { from: pull.body };
  if (Object.keys(changes).length === 0) return;
  pull.title = edit.title ?? pull.title;
  pull.body = edit.body ?? pull.body;
  pull.updatedAt = nowIso();
  world.changed();
  await emitPull(world, pull, 'edited', by, { changes });
}
