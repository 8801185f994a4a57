import ignore, { type Ignore } from 'ignore';

export interface IgnoreFilter {
  /** The `.gitignore` of a folder; '' is the root. */
  add(folder: string, gitignore: string): void;
  /** Folders must be asked for before what is in them: an ignored folder hides all below it. */
  ignores(path: string, isFolder: boolean): boolean;
}

/** What git would leave out, for where there is no git to ask: the deepest `.gitignore` that says anything decides. */
export function createIgnoreFilter(): IgnoreFilter {
  const rules = new Map<string, Ignore>();

  function ignores(path: string, isFolder: boolean): boolean {
    let folder = path;
    while (folder !== '') {
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
      const below = folder === '' ? path : path.slice(folder.length + 1);
      const verdict = rules.get(folder)?.test(isFolder ? `${below}/` : below);
      if (verdict?.ignored || verdict?.unignored) return verdict.ignored;
    }
    return false;
  }

  return { add: (folder, gitignore) => void rules.set(folder, ignore().add(gitignore)), ignores };
}
