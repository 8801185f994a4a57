import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSafePath, isSafeRefName } from './ref-names.ts';
import type { GitError, RunGit } from './run-git.ts';

export interface CommitInput {
  branch: string;
  message: string;
  author: { name: string; email: string };
  date: Date;
  /** Path to content; null deletes the path. */
  files: Record<string, string | Uint8Array | null>;
  replaceAll: boolean;
  executable: string[];
  /** The commit to build on; null begins a history. */
  parent: string | null;
}

const ZERO = '0'.repeat(40);

export async function initRepository(git: RunGit, directory: string, defaultBranch: string): Promise<void> {
  await git(directory, ['init', '--bare', '--quiet', `--initial-branch=${defaultBranch}`]);
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function person(author: { name: string; email: string }, date: Date): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(author.name)} <${clean(author.email)}> ${Math.floor(date.getTime() / 1000)} +0000`;
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content as Uint8Array);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function fileCommands(input: CommitInput): Buffer[] {
  const commands: Buffer[] = [];
  for (const [path, content] of Object.entries(input.files)) {
    if (!isSafePath(path))
      throw new Error(`"${path}" can not be committed: use a relative path without . or .. parts.`);
    if (content === null) {
      if (!input.replaceAll) commands.push(Buffer.from(`D ${quoted(path)}\n`));
      continue;
    }
    const mode = input.executable.includes(path) ? '100755' : '100644';
    commands.push(Buffer.from(`M ${mode} inline ${quoted(path)}\n`), data(content));
  }
  return commands;
}

/** Commits files to a branch in one git process (fast-import) and answers the new commit's SHA. */
export async function commitFiles(git: RunGit, directory: string, input: CommitInput): Promise<string> {
  if (!isSafeRefName(input.branch)) throw new Error(`"${input.branch}" is not a branch name that git accepts.`);
  const signature = person(input.author, input.date);
  const stream = Buffer.concat([
    Buffer.from(`feature done\ncommit refs/heads/${input.branch}\n`),
    Buffer.from(`author ${signature}\ncommitter ${signature}\n`),
    data(input.message),
    ...(input.parent ? [Buffer.from(`from ${input.parent}\n`)] : []),
    ...(input.replaceAll ? [Buffer.from('deleteall\n')] : []),
    ...fileCommands(input),
    Buffer.from('done\n'),
  ]);
  await git(directory, ['fast-import', '--quiet', '--force', '--date-format=raw'], { input: stream });
  return (await git(directory, ['rev-parse', '--verify', `refs/heads/${input.branch}`])).toString().trim();
}

/** Moves or makes a reference; with `expected` only when it still points there. */
export async function updateRef(
  git: RunGit,
  directory: string,
  ref: string,
  sha: string,
  expected?: string,
): Promise<void> {
  await git(directory, ['update-ref', '--', ref, sha, ...(expected === undefined ? [] : [expected])]);
}

export async function deleteRef(git: RunGit, directory: string, ref: string): Promise<void> {
  await git(directory, ['update-ref', '-d', '--', ref]);
}

/** Copies a commit and its history from another local repository. `ref` may be a SHA, branch or tag there. */
export async function fetchCommit(git: RunGit, directory: string, from: string, ref: string): Promise<string> {
  if (!isSafeRefName(ref)) throw new Error(`"${ref}" is not a commit or reference that git accepts.`);
  const sha = (
    await git(await gitDirectoryOf(git, from), ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`])
  )
    .toString()
    .trim();
  // upload-pack refuses commits that no reference points at; the repository is local, so that may be allowed for this one call.
  const pack = 'git -c uploadpack.allowAnySHA1InWant=true upload-pack';
  await git(directory, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    `--upload-pack=${pack}`,
    '--',
    from,
    sha,
  ]);
  return sha;
}

async function gitDirectoryOf(git: RunGit, path: string): Promise<string> {
  try {
    await git(join(path, '.git'), ['rev-parse', '--git-dir']);
    return join(path, '.git');
  } catch {
    return path; // Not a work tree, so it is a bare repository (or the next command says what it is).
  }
}

/** Merges two commits without a work tree. null: they conflict. Needs git 2.38 or newer. */
export async function mergeTrees(git: RunGit, directory: string, base: string, head: string): Promise<string | null> {
  try {
    const out = await git(directory, ['merge-tree', '--write-tree', '--no-messages', base, head]);
    return out.toString().split('\n')[0] ?? null;
  } catch (error) {
    if ((error as GitError).exitCode === 1) return null;
    throw error;
  }
}

export interface CommitTreeInput {
  tree: string;
  parents: string[];
  message: string;
  author: { name: string; email: string };
  date: Date;
}

export async function commitTree(git: RunGit, directory: string, input: CommitTreeInput): Promise<string> {
  const date = `${Math.floor(input.date.getTime() / 1000)} +0000`;
  const args = ['commit-tree', input.tree, ...input.parents.flatMap((sha) => ['-p', sha])];
  const out = await git(directory, args, {
    input: input.message,
    env: {
      GIT_AUTHOR_NAME: input.author.name,
      GIT_AUTHOR_EMAIL: input.author.email,
      GIT_COMMITTER_NAME: input.author.name,
      GIT_COMMITTER_EMAIL: input.author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
  return out.toString().trim();
}

export async function writeBlob(git: RunGit, directory: string, content: Uint8Array): Promise<string> {
  return (await git(directory, ['hash-object', '-w', '--stdin'], { input: content })).toString().trim();
}

export interface TreeChange {
  path: string;
  mode: string;
  /** null removes the path. */
  sha: string | null;
}

/** Writes a tree: `base` (a tree or commit, or null) with the changes laid over it. */
export async function writeTree(
  git: RunGit,
  directory: string,
  base: string | null,
  changes: TreeChange[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-github-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    if (base) await git(directory, ['read-tree', base], { env });
    const lines = changes.map(({ path, mode, sha }) => `${sha ? mode : '0'} ${sha ?? ZERO}\t${path}\0`).join('');
    await git(directory, ['update-index', '-z', '--index-info'], { env, input: lines });
    return (await git(directory, ['write-tree'], { env })).toString().trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
