import { covers } from '../auth/authorize.ts';
import { readCommit } from '../git/read-git.ts';
import { checkSuiteShape } from '../shapes/check-shapes.ts';
import { installationOf } from '../state/find.ts';
import type { Account, StoredCheckSuite, StoredRepository } from '../state/state.ts';
import { emitForRepository } from '../webhooks/emit-events.ts';
import { gitDirectory, newId, nowIso, type World } from './world.ts';

/** The suite of the App for a commit, made when there is none. */
export function suiteOf(
  world: World,
  repository: StoredRepository,
  headSha: string,
  from: { branch: string | null; before: string | null } = { branch: null, before: null },
): { suite: StoredCheckSuite; isNew: boolean } {
  const known = world.state.checkSuites.find((it) => it.repositoryId === repository.id && it.headSha === headSha);
  if (known) return { suite: known, isNew: false };
  const now = nowIso();
  const suite: StoredCheckSuite = {
    id: newId(world),
    repositoryId: repository.id,
    headSha,
    headBranch: from.branch,
    before: from.before,
    status: 'queued',
    conclusion: null,
    createdAt: now,
    updatedAt: now,
  };
  world.state.checkSuites.push(suite);
  return { suite, isNew: true };
}

export async function emitCheckSuite(
  world: World,
  repository: StoredRepository,
  suite: StoredCheckSuite,
  action: string,
  sender: Account,
): Promise<void> {
  const head = await readCommit(world.git, gitDirectory(world, repository), suite.headSha);
  const { repository: _, ...shape } = checkSuiteShape(world, repository, suite, head);
  emitForRepository(world, { name: 'check_suite', action, repository, sender, extra: { check_suite: shape } });
}

/** What GitHub does on each push for an App that may write checks: a suite, and the request to fill it. */
export async function requestCheckSuite(
  world: World,
  repository: StoredRepository,
  push: { branch: string; before: string | null; after: string; by: Account },
): Promise<void> {
  const installation = installationOf(world.state, repository);
  if (!installation || !covers(installation.permissions.checks, 'write')) return;
  const { suite, isNew } = suiteOf(world, repository, push.after, { branch: push.branch, before: push.before });
  if (isNew) await emitCheckSuite(world, repository, suite, 'requested', push.by);
}

const BAD = ['failure', 'timed_out', 'cancelled', 'action_required'];

/** A suite is done when its runs are, and as bad as the worst of the newest run of each name. */
export function settleSuite(world: World, suite: StoredCheckSuite): { hasCompleted: boolean } {
  const newest = new Map(
    world.state.checkRuns.filter((it) => it.suiteId === suite.id).map((run) => [run.name, run] as const),
  );
  const runs = [...newest.values()];
  const wasCompleted = suite.status === 'completed';
  const isCompleted = runs.length > 0 && runs.every((run) => run.status === 'completed');
  suite.status = isCompleted
    ? 'completed'
    : runs.some((run) => run.status === 'in_progress')
      ? 'in_progress'
      : 'queued';
  const conclusions = runs.map((run) => run.conclusion);
  const worst = BAD.find((it) => conclusions.includes(it));
  suite.conclusion = isCompleted ? (worst ?? (conclusions.includes('success') ? 'success' : 'neutral')) : null;
  suite.updatedAt = nowIso();
  world.changed();
  return { hasCompleted: isCompleted && !wasCompleted };
}

/** A person asks for the whole suite again. Its status is queued until a run answers. */
export async function rerequestCheckSuite(
  world: World,
  repository: StoredRepository,
  suite: StoredCheckSuite,
  by: Account,
): Promise<void> {
  suite.status = 'queued';
  suite.conclusion = null;
  suite.updatedAt = nowIso();
  world.changed();
  await emitCheckSuite(world, repository, suite, 'rerequested', by);
}
