import { parseLockFile } from '../../repo/parsers/lock-file.ts';
import { normalisePythonName, parseRequirements } from '../../repo/parsers/requirements.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Lock } from '../dependencies-fact.ts';

/** Names and versions in a lock; null where the format is not read (`bun.lockb`). */
export function lockedPackages(repo: Repo, path: string, kind: string): Lock['packages'] {
  const packages = new Map<string, string[]>();
  const add = (name: string, version: string): void => {
    const known = packages.get(name);
    if (known) known.push(version);
    else packages.set(name, [version]);
  };
  if (kind === 'requirements') {
    for (const item of repo.parsed(path, parseRequirements)?.requirements ?? [])
      if (item.name !== '') add(normalisePythonName(item.name), item.specifier.replace(/^===?/, ''));
    return packages;
  }
  const lock = parseLockFile(path, repo.text(path));
  if (!lock || lock.packages.length === 0) return lock && lock.errors.length === 0 ? packages : null;
  for (const item of lock.packages) add(item.name, item.version);
  return packages;
}
