import { listRefs, resolveCommit } from '../git/read-git.ts';
import { ApiError } from '../http/api-error.ts';
import type { StoredRepository } from '../state/state.ts';
import { gitDirectory, type World } from '../world/world.ts';

export async function isEmptyRepository(world: World, repository: StoredRepository): Promise<boolean> {
  return (await listRefs(world.git, gitDirectory(world, repository), 'refs/')).length === 0;
}

/** The SHA of a commit, or what GitHub answers: 409 while there is none at all, 422 for one that is not there. */
export async function requireCommit(world: World, repository: StoredRepository, ref: string): Promise<string> {
  const sha = await resolveCommit(world.git, gitDirectory(world, repository), ref);
  if (sha) return sha;
  if (await isEmptyRepository(world, repository)) throw new ApiError(409, 'Git Repository is empty.');
  throw new ApiError(422, `No commit found for SHA: ${ref}`);
}
