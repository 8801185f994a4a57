import {
  asSystem,
  finishAudit,
  installationRepositories,
  queueAudit,
  removeRepositories,
  upsertRepositories,
} from '@twelvefold/db';
import {
  type GitHubRepository,
  getBranchHead,
  InstallationSuspended,
  listInstallationRepositories,
  RateLimited,
  RepositoryEmpty,
  RepositoryForbidden,
  RepositoryGone,
} from '@twelvefold/github';
import { auditJob, enqueue, type JobContext, type SyncPayload } from '@twelvefold/queue';
import type { Deps } from '../deps.ts';
import { enqueueOutbox } from '../enqueue-outbox.ts';
import { noCommit } from '../no-commit.ts';

/** First audits let those go before that somebody waits for. */
const firstAuditPriority = 20;
const headsAtOnce = 4;

/** Brings the repositories of an installation up to date, and gives each that has none its first audit, newest pushes first. */
export async function syncInstallation(
  payload: SyncPayload,
  { delayUntil, signal }: JobContext,
  deps: Deps,
): Promise<void> {
  const installationId = BigInt(payload.installationId);
  const log = deps.logger.child({ installationId: payload.installationId });
  try {
    const repositories = await listInstallationRepositories(deps.github, installationId);
    await reconcile(deps, installationId, repositories);
    const active = repositories.filter((repository) => !repository.archived).sort(byNewestPush);
    const queued = await eachOf(active, headsAtOnce, signal, (repository) =>
      queueFirstAudit(deps, installationId, repository),
    );
    log.info({ repositories: repositories.length, queued: queued.filter(Boolean).length }, 'installation synchronised');
  } catch (error) {
    if (error instanceof RateLimited) await delayUntil(error.retryAt);
    // Uninstalled or suspended meanwhile: the webhook tells the rest, and trying again gives the same.
    if (!(error instanceof InstallationSuspended || error instanceof RepositoryForbidden)) throw error;
    log.warn({ reason: error.message }, 'installation not synchronised');
  }
}

async function reconcile({ database }: Deps, installationId: bigint, repositories: GitHubRepository[]): Promise<void> {
  const scope = asSystem(database);
  await upsertRepositories(
    scope,
    repositories.map((repository) => ({ ...repository, installationId })),
  );
  const listed = new Set(repositories.map(({ id }) => id));
  const known = await installationRepositories(scope, installationId);
  const removed = known.filter(({ id }) => !listed.has(id)).map(({ id }) => id);
  if (removed.length > 0) await removeRepositories(scope, removed);
}

/** True when there is something to do. A repository that can not be read now is left to its next push. */
async function queueFirstAudit(deps: Deps, installationId: bigint, repository: GitHubRepository): Promise<boolean> {
  const scope = asSystem(deps.database);
  const { id: repositoryId, owner, name, defaultBranch } = repository;
  const audit = {
    repositoryId,
    installationId,
    kind: 'push' as const,
    ref: `refs/heads/${defaultBranch}`,
    pullNumber: null,
    baseSha: null,
    priority: firstAuditPriority,
  };
  try {
    const head = await getBranchHead(deps.github, { installationId, repositoryId, owner, name }, defaultBranch);
    const { sha: commitSha, message, authorLogin, committedAt } = head;
    const { auditId, created, outboxIds } = await queueAudit(scope, {
      ...audit,
      commitSha,
      message,
      authorLogin,
      committedAt,
    });
    if (created) await enqueue(deps.queues, auditJob, { v: 1, auditId }, { priority: firstAuditPriority });
    for (const outboxId of outboxIds) await enqueueOutbox(deps, outboxId);
    return created;
  } catch (error) {
    if (error instanceof RepositoryEmpty) {
      const nothing = { commitSha: noCommit, message: '', authorLogin: '', committedAt: new Date() };
      const { auditId, created } = await queueAudit(scope, { ...audit, ...nothing });
      const reason = 'The repository is empty: push a first commit, and it is audited.';
      if (created) await finishAudit(scope, { auditId, attempt: null, state: 'failed', reason });
      return false;
    }
    if (!(error instanceof RepositoryGone || error instanceof RepositoryForbidden)) throw error;
    deps.logger.warn({ repositoryId: repositoryId.toString(), reason: error.message }, 'default branch not readable');
    return false;
  }
}

/** Runs `work` for each item in order, `atOnce` at a time; stops with the first that throws, or when the job has to end. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    signal.throwIfAborted();
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  }
  return results;
}

function byNewestPush(a: GitHubRepository, b: GitHubRepository): number {
  return (b.pushedAt?.getTime() ?? 0) - (a.pushedAt?.getTime() ?? 0);
}
