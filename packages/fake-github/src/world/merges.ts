import { resolveRef } from '../git/read-git.ts';
import { mergeTrees, updateRef } from '../git/write-git.ts';
import { baseOf } from '../shapes/pull-shapes.ts';
import type { Account, StoredPull } from '../state/state.ts';
import { emitPull, mergeCommit } from './pulls.ts';
import { moveBranch } from './pushes.ts';
import { gitDirectory, nowIso, type World } from './world.ts';

/** Merges a pull request with a merge commit. null: it conflicts, is closed, or its base is gone. */
export function mergePull(world: World, pull: StoredPull, by: Account): Promise<string | null> {
  const base = baseOf(world, pull);
  const directory = gitDirectory(world, base);
  return world.exclusively(base, async () => {
    const baseSha = await resolveRef(world.git, directory, `refs/heads/${pull.baseBranch}`);
    if (pull.state !== 'open' || !baseSha) return null;
    const tree = await mergeTrees(world.git, directory, baseSha, pull.headSha);
    if (!tree) return null;
    const sha = await mergeCommit(world, pull, baseSha, tree, by);
    pull.state = 'closed';
    pull.mergedAt = nowIso();
    pull.closedAt = pull.mergedAt;
    pull.updatedAt = pull.mergedAt;
    pull.mergedById = by.id;
    pull.mergeCommitSha = sha;
    await updateRef(world.git, directory, `refs/pull/${pull.number}/merge`, sha);
    await moveBranch(world, base, { branch: pull.baseBranch, after: sha, by });
    await emitPull(world, pull, 'closed', by);
    return sha;
  });
}
