import type { RunGit } from './run-git.ts';

export interface FileDiff {
  path: string;
  previousPath: string | null;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** Blob after the change, or before it for a removed file. */
  sha: string;
  additions: number;
  deletions: number;
  /** Hunks from the first `@@`; null for binary files and for what GitHub finds too large. */
  patch: string | null;
}

/** git's hash of the empty tree: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Larger patches are left out of answers, as GitHub does. */
const PATCH_LENGTH_MAX = 200_000;

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

function parseRaw(out: Buffer): { files: FileDiff[]; rest: string[] } {
  const parts = out.toString('utf8').split('\0');
  const files: FileDiff[] = [];
  let at = 0;
  for (; parts[at]?.startsWith(':'); ) {
    const [, , before = '', after = '', letter = ''] = (parts[at] ?? '').split(' ');
    const status = STATUS[letter.charAt(0)] ?? 'modified';
    const isPair = status === 'renamed' || status === 'copied';
    const first = parts[at + 1] ?? '';
    const path = isPair ? (parts[at + 2] ?? '') : first;
    files.push({
      path,
      previousPath: isPair ? first : null,
      status,
      sha: status === 'removed' ? before : after,
      additions: 0,
      deletions: 0,
      patch: null,
    });
    at += isPair ? 3 : 2;
  }
  return { files, rest: parts.slice(at) };
}

function addNumbers(files: FileDiff[], rest: string[]): void {
  let at = 0;
  for (const file of files) {
    const [additions = '0', deletions = '0', path = ''] = (rest[at] ?? '').split('\t');
    file.additions = additions === '-' ? 0 : Number(additions);
    file.deletions = deletions === '-' ? 0 : Number(deletions);
    // With -z a rename is written as "1\t2\t", then the two paths on their own.
    at += path === '' ? 3 : 1;
  }
}

function addPatches(files: FileDiff[], out: Buffer): void {
  const sections = out
    .toString('utf8')
    .split(/^diff --git /m)
    .slice(1);
  for (const [index, section] of sections.entries()) {
    const file = files[index];
    const start = section.indexOf('\n@@ ');
    if (!file || start < 0) continue;
    const patch = section.slice(start + 1).replace(/\n$/, '');
    file.patch = patch.length > PATCH_LENGTH_MAX ? null : patch;
  }
}

/** The files that differ between two commits or trees, with renames found, in git's order. */
export async function diffFiles(git: RunGit, directory: string, base: string, head: string): Promise<FileDiff[]> {
  const common = ['--full-index', '-r', '-M', '--no-ext-diff', '--no-textconv', base, head, '--'];
  const { files, rest } = parseRaw(await git(directory, ['diff-tree', '--raw', '--numstat', '-z', ...common]));
  addNumbers(files, rest);
  if (files.length > 0) addPatches(files, await git(directory, ['diff-tree', '-p', '--no-color', ...common]));
  return files;
}
