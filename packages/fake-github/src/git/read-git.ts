import { isSafeRefName, isSha } from './ref-names.ts';
import type { GitError, RunGit } from './run-git.ts';

export interface GitPerson {
  name: string;
  email: string;
  /** ISO 8601 in UTC, to the second. */
  date: string;
}

export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: GitPerson;
  committer: GitPerson;
  message: string;
}

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  size: number | null;
  path: string;
}

const FORMAT = '%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B';
const FIELDS = 10;

/** GitHub's way of writing a moment: UTC, whole seconds. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function fromUnix(seconds: string | undefined): string {
  return isoSeconds(new Date(Number(seconds) * 1000));
}

function parseCommits(out: Buffer): GitCommit[] {
  const parts = out.toString('utf8').split('\0');
  const commits: GitCommit[] = [];
  for (let at = 0; at + FIELDS <= parts.length; at += FIELDS) {
    const [sha = '', tree = '', parents = '', an = '', ae = '', ad, cn = '', ce = '', cd, body = ''] = parts.slice(
      at,
      at + FIELDS,
    );
    commits.push({
      sha,
      tree,
      parents: parents === '' ? [] : parents.split(' '),
      author: { name: an, email: ae, date: fromUnix(ad) },
      committer: { name: cn, email: ce, date: fromUnix(cd) },
      message: body.replace(/\n+$/, ''),
    });
  }
  return commits;
}

async function revParse(git: RunGit, directory: string, expression: string): Promise<string | null> {
  try {
    return (await git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', expression]))
      .toString()
      .trim();
  } catch (error) {
    // Exit code 1 says "no such revision"; 128 "ambiguous or malformed", which for a reader is the same.
    if ((error as GitError).name === 'GitError') return null;
    throw error;
  }
}

/** The commit that a branch, tag, full reference or (short) SHA names; null when there is none. */
export async function resolveCommit(git: RunGit, directory: string, ref: string): Promise<string | null> {
  if (isSha(ref)) return revParse(git, directory, `${ref}^{commit}`);
  if (!isSafeRefName(ref)) return null;
  const bare = ref.replace(/^refs\//, '');
  for (const candidate of [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${bare}`]) {
    const sha = await revParse(git, directory, `${candidate}^{commit}`);
    if (sha) return sha;
  }
  if (ref === 'HEAD') return revParse(git, directory, 'HEAD^{commit}');
  return /^[0-9a-f]{7,39}$/.test(ref) ? revParse(git, directory, `${ref}^{commit}`) : null;
}

/** What a full reference (`refs/heads/main`) points at, commit or not. */
export function resolveRef(git: RunGit, directory: string, ref: string): Promise<string | null> {
  return isSafeRefName(ref) ? revParse(git, directory, ref) : Promise.resolve(null);
}

export async function objectType(git: RunGit, directory: string, sha: string): Promise<string | null> {
  if (!isSha(sha)) return null;
  try {
    return (await git(directory, ['cat-file', '-t', sha])).toString().trim();
  } catch {
    return null; // No such object: the only way this plumbing command fails on a well-formed name.
  }
}

export interface GitRef {
  ref: string;
  sha: string;
}

export async function listRefs(git: RunGit, directory: string, prefix: string): Promise<GitRef[]> {
  const out = await git(directory, ['for-each-ref', '--format=%(objectname) %(refname)', '--', prefix]);
  const lines = out
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => ({ sha: line.slice(0, 40), ref: line.slice(41) }));
}

/** Branches by short name, in git's order. */
export async function listBranches(git: RunGit, directory: string): Promise<GitRef[]> {
  const refs = await listRefs(git, directory, 'refs/heads/');
  return refs.map(({ ref, sha }) => ({ ref: ref.slice('refs/heads/'.length), sha }));
}

export interface LogOptions {
  skip?: number;
  max?: number;
  path?: string;
  /** Leave out what is reachable from here. */
  except?: string;
}

export async function listCommits(
  git: RunGit,
  directory: string,
  sha: string,
  options: LogOptions = {},
): Promise<GitCommit[]> {
  const args = ['log', '-z', `--format=tformat:${FORMAT}`, `--skip=${options.skip ?? 0}`];
  if (options.max !== undefined) args.push(`--max-count=${options.max}`);
  args.push(sha);
  if (options.except) args.push(`^${options.except}`);
  args.push('--');
  if (options.path) args.push(`:(literal)${options.path}`);
  return parseCommits(await git(directory, args));
}

export async function countCommits(git: RunGit, directory: string, sha: string, except?: string): Promise<number> {
  const args = ['rev-list', '--count', sha, ...(except ? [`^${except}`] : []), '--'];
  return Number((await git(directory, args)).toString());
}

/** One commit by its full SHA, which must exist. */
export async function readCommit(git: RunGit, directory: string, sha: string): Promise<GitCommit> {
  const [commit] = await listCommits(git, directory, sha, { max: 1 });
  if (!commit) throw new Error(`Commit ${sha} could not be read.`);
  return commit;
}

export async function listTree(
  git: RunGit,
  directory: string,
  treeish: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const out = await git(directory, ['ls-tree', '-z', '-l', '--full-tree', ...(recursive ? ['-r', '-t'] : []), treeish]);
  const entries: TreeEntry[] = [];
  for (const record of out.toString('utf8').split('\0')) {
    const match = /^(?<mode>\d+) (?<type>\w+) (?<sha>[0-9a-f]{40}) +(?<size>\d+|-)\t(?<path>.*)$/s.exec(record);
    if (!match?.groups) continue;
    const { mode = '', type = '', sha = '', size = '', path = '' } = match.groups;
    const kind = type === 'tree' || type === 'commit' ? type : 'blob';
    entries.push({ mode, type: kind, sha, size: size === '-' ? null : Number(size), path });
  }
  return entries;
}

/** The entry at a path of a commit; null when there is none. The root is `''`. */
export async function findEntry(
  git: RunGit,
  directory: string,
  commit: string,
  path: string,
): Promise<TreeEntry | null> {
  if (path === '') {
    const { tree } = await readCommit(git, directory, commit);
    return { mode: '040000', type: 'tree', sha: tree, size: null, path: '' };
  }
  const sha = await revParse(git, directory, `${commit}:${path}`);
  if (!sha) return null;
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const siblings = await listTree(git, directory, `${commit}:${parent}`, false);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entry = siblings.find((it) => it.path === name);
  return entry ? { ...entry, path } : null;
}

export function readBlob(git: RunGit, directory: string, sha: string): Promise<Buffer> {
  return git(directory, ['cat-file', 'blob', sha]);
}

/** The best common ancestor; null for unrelated histories. */
export async function mergeBase(git: RunGit, directory: string, left: string, right: string): Promise<string | null> {
  try {
    return (await git(directory, ['merge-base', left, right])).toString().trim();
  } catch (error) {
    if ((error as GitError).exitCode === 1) return null;
    throw error;
  }
}

export async function aheadBehind(
  git: RunGit,
  directory: string,
  base: string,
  head: string,
): Promise<{ ahead: number; behind: number }> {
  const out = await git(directory, ['rev-list', '--left-right', '--count', `${base}...${head}`, '--']);
  const [behind = '0', ahead = '0'] = out.toString().trim().split('\t');
  return { ahead: Number(ahead), behind: Number(behind) };
}
