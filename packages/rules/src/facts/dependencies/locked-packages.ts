import type { Repo } from '../../repo/repo.ts';
import type { Lock } from '../dependencies-fact.ts';

/** Names and versions in a lock; null where the format is not read. */
export function lockedPackages(_repo: Repo, _path: string, _kind: string): Lock['packages'] {
  return null;
}
