import { diffFiles, EMPTY_TREE } from '../git/diff-git.ts';
import { type GitCommit, isoSeconds, listCommits, mergeBase, readCommit, resolveRef } from '../git/read-git.ts';
import { isSafeRefName } from '../git/ref-names.ts';
import { commitFiles, fetchCommit, updateRef } from '../git/write-git.ts';
import type { Json } from '../http/endpoint.ts';
import { accountByEmail } from '../shapes/commit-shapes.ts';
import { repositoryHtmlUrl } from '../shapes/repository-shapes.ts';
import { findAccount } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import { emitForRepository } from '../webhooks/emit-events.ts';
import { requestCheckSuite } from './check-suites.ts';
import { followPush } from './pulls.ts';
import { ownerActor, requireRepository } from './repositories.ts';
import { gitDirectory, type World } from './world.ts';

const ZERO = '0'.repeat(40);
/** A push event lists no more commits than this; more must be asked for by compare. */
const LISTED_COMMITS_MAX = 20;

export interface CommitRequest {
  owner: string;
  repo: string;
  branch: string;
  message: string;
  author?: { login?: string; name: string; email: string };
  date?: Date;
  files: Record<string, string | Uint8Array | null>;
  replaceAll?: boolean;
  executable?: string[];
  from?: string;
  announce?: boolean;
}

export interface Push {
  branch: string;
  /** null: the branch is new. */
  before: string | null;
  after: string;
  by: Account;
  announce: boolean;
}

async function pushedCommit(world: World, repository: StoredRepository, commit: GitCommit): Promise<Json> {
  const files = await diffFiles(
    world.git,
    gitDirectory(world, repository),
    commit.parents[0] ?? EMPTY_TREE,
    commit.sha,
  );
  const named = (person: GitCommit['author']) => {
    const username = accountByEmail(world, person.email)?.login;
    return { name: person.name, email: person.email, date: person.date, ...(username ? { username } : {}) };
  };
  const paths = (wanted: string[]) => files.filter((it) => wanted.includes(it.status)).map((it) => it.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: named(commit.author),
    committer: named(commit.committer),
    added: paths(['added', 'copied']),
    removed: paths(['removed']),
    modified: paths(['modified', 'renamed', 'changed']),
  };
}

async function emitPush(world: World, repository: StoredRepository, push: Push): Promise<void> {
  const directory = gitDirectory(world, repository);
  const { branch, before, after, by } = push;
  const listed = await listCommits(world.git, directory, after, {
    max: LISTED_COMMITS_MAX,
    ...(before ? { except: before } : {}),
  });
  const commits = await Promise.all(listed.reverse().map((commit) => pushedCommit(world, repository, commit)));
  const head = await pushedCommit(world, repository, await readCommit(world.git, directory, after));
  const isForced = before !== null && (await mergeBase(world.git, directory, before, after)) !== before;
  const html = repositoryHtmlUrl(world, repository);
  emitForRepository(world, {
    name: 'push',
    action: null,
    repository,
    sender: by,
    extra: {
      ref: `refs/heads/${branch}`,
      before: before ?? ZERO,
      after,
      // GitHub writes these two moments as Unix seconds in push events, and only there.
      repository: {
        created_at: Math.floor(Date.parse(repository.createdAt) / 1000),
        pushed_at: Math.floor(Date.parse(repository.pushedAt) / 1000),
        master_branch: repository.defaultBranch,
      },
      pusher: { name: by.login, email: by.email },
      created: before === null,
      deleted: false,
      forced: isForced,
      base_ref: null,
      compare: before ? `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}` : `${html}/commit/${after}`,
      commits,
      head_commit: head,
    },
  });
}

/** Everything that follows when a branch has moved: pull requests follow, the App hears of it, a check suite is requested. */
export async function afterPush(world: World, repository: StoredRepository, push: Push): Promise<void> {
  world.changed();
  await followPush(world, repository, push);
  if (!push.announce) return;
  await emitPush(world, repository, push);
  await requestCheckSuite(world, repository, push);
}

function authorOf(world: World, repository: StoredRepository, author: CommitRequest['author']) {
  const account = author?.login
    ? findAccount(world.state, author.login)
    : author && accountByEmail(world, author.email);
  const by = account ?? ownerActor(world, repository);
  return { by, identity: author ?? { name: by.name, email: by.email } };
}

/** Commits files to a branch. A new branch begins at `from`, or at the default branch, or as the first commit of all. */
export function commit(world: World, input: CommitRequest): Promise<{ sha: string }> {
  const repository = requireRepository(world, input.owner, input.repo);
  const directory = gitDirectory(world, repository);
  const { by, identity } = authorOf(world, repository, input.author);

  return world.exclusively(repository, async () => {
    const ref = (branch: string) => resolveRef(world.git, directory, `refs/heads/${branch}`);
    const before = await ref(input.branch);
    const date = input.date ?? new Date();
    const after = await commitFiles(world.git, directory, {
      branch: input.branch,
      message: input.message,
      author: identity,
      date,
      files: input.files,
      replaceAll: input.replaceAll ?? false,
      executable: input.executable ?? [],
      parent: before ?? (await ref(input.from ?? repository.defaultBranch)),
    });
    repository.pushedAt = isoSeconds(date);
    await afterPush(world, repository, { branch: input.branch, before, after, by, announce: input.announce ?? true });
    return { sha: after };
  });
}

export interface ImportRequest {
  owner: string;
  repo: string;
  /** Path of a local git repository. */
  from: string;
  /** Commit, branch or tag there; the default branch is set to it. */
  ref: string;
  announce?: boolean;
}

/** Brings the default branch to a commit of another local repository, history and all: one push of a replay. */
export function importRepository(world: World, input: ImportRequest): Promise<{ sha: string }> {
  const repository = requireRepository(world, input.owner, input.repo);
  const directory = gitDirectory(world, repository);
  return world.exclusively(repository, async () => {
    const branch = repository.defaultBranch;
    const before = await resolveRef(world.git, directory, `refs/heads/${branch}`);
    const sha = await fetchCommit(world.git, directory, input.from, input.ref);
    await updateRef(world.git, directory, `refs/heads/${branch}`, sha);
    const head = await readCommit(world.git, directory, sha);
    repository.pushedAt = head.committer.date;
    const by = accountByEmail(world, head.author.email) ?? ownerActor(world, repository);
    const announce = (input.announce ?? true) && before !== sha;
    await afterPush(world, repository, { branch, before, after: sha, by, announce });
    return { sha };
  });
}

/** Points a branch at a commit that is there already, as a merge or the git data API does. Call it while holding the repository. */
export async function moveBranch(
  world: World,
  repository: StoredRepository,
  push: Omit<Push, 'before' | 'announce'>,
): Promise<void> {
  if (!isSafeRefName(push.branch)) throw new Error(`"${push.branch}" is not a branch name that git accepts.`);
  const directory = gitDirectory(world, repository);
  const before = await resolveRef(world.git, directory, `refs/heads/${push.branch}`);
  await updateRef(world.git, directory, `refs/heads/${push.branch}`, push.after);
  repository.pushedAt = isoSeconds(new Date());
  await afterPush(world, repository, { ...push, before, announce: true });
}
