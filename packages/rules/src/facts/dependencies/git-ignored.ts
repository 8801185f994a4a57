import ignore, { type Ignore } from 'ignore';
import { folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';

const matchers = new WeakMap<Repo, Map<string, Ignore>>();
const IGNORE_LENGTH_MAX = 100_000;

/** Does a `.gitignore` of the repository exclude the path (whether or not it is committed all the same)? */
export function isGitIgnored(repo: Repo, path: string): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const matcher = matcherOf(repo, folder);
    const relative = folder === '' ? path : path.slice(folder.length + 1);
    if (matcher && relative !== '') {
      const { ignored, unignored } = matcher.test(relative);
      if (ignored) return true;
      if (unignored) return false;
    }
    if (folder === '') return false;
  }
}

function matcherOf(repo: Repo, folder: string): Ignore | null {
  const file = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
  if (!repo.has(file)) return null;
  const known = matchers.get(repo) ?? new Map<string, Ignore>();
  matchers.set(repo, known);
  const found = known.get(file) ?? ignore().add(repo.text(file).slice(0, IGNORE_LENGTH_MAX));
  known.set(file, found);
  return found;
}
