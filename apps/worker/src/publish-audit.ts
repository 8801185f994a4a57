import { createHash } from 'node:crypto';
import {
  type AuditForPublishing,
  asSystem,
  auditForPublishing,
  type OutboxItem,
  saveComment,
  setCheckRunId,
} from '@twelvefold/db';
import {
  completeCheckRun,
  createCheckRun,
  findOpenCheckRun,
  type Publishable,
  RepositoryForbidden,
  renderCheckRun,
  renderComment,
  upsertPullRequestComment,
} from '@twelvefold/github';
import type { Logger } from '@twelvefold/runtime';
import { checkRunTarget } from './check-run-target.ts';
import type { Deps } from './deps.ts';
import { noCommit } from './no-commit.ts';
import { toPublishable } from './to-publishable.ts';

/**
 * Tells GitHub how an audit stands. Safe to repeat: the check run is looked for before it is created, annotations that arrived are not sent again, and the
 * comment is written only when its text changed. Throws NotYetComparable while the merge base is being audited, and what packages/github throws.
 */
export async function publishAudit(deps: Deps, item: OutboxItem, log: Logger): Promise<void> {
  const published = await auditForPublishing(asSystem(deps.database), item.auditId);
  if (published === null || !reachable(published)) return;
  if (item.kind === 'publish') await publishEnd(deps, published, item, log);
  else await ensureCheckRun(deps, published, item);
}

/** False where there is nobody to tell, or no commit to tell it on. */
function reachable(audit: AuditForPublishing): boolean {
  if (audit.kind === 'base' || audit.commitSha === noCommit) return false;
  return audit.repositoryRemovedAt === null && audit.installation.deletedAt === null;
}

async function publishEnd(deps: Deps, published: AuditForPublishing, item: OutboxItem, log: Logger): Promise<void> {
  const publishable = await toPublishable(deps, published);
  // It was queued again meanwhile: the next end has something to tell.
  if (publishable === null) return;
  const output = renderCheckRun(publishable);
  const checkRunId = await ensureCheckRun(deps, published, item);
  const found = await completeCheckRun(deps.github, checkRunTarget(deps, published), checkRunId, output, {
    repeated: item.attempts > 1,
  });
  log.info({ conclusion: output.conclusion, annotations: output.annotations.length, found }, 'check run concluded');
  if (deps.environment.COMMENTS === 'on') await publishComment(deps, published, publishable, log);
}

/** The check run's id; creates it when there is none. */
async function ensureCheckRun(deps: Deps, audit: AuditForPublishing, item: OutboxItem): Promise<bigint> {
  if (audit.checkRunId !== null) return audit.checkRunId;
  const target = checkRunTarget(deps, audit);
  // The first try of the first run can not have been preceded by one that died after creating it.
  const untried = item.kind === 'check-queued' && item.attempts === 1 && audit.attempt <= 1;
  const id =
    (untried ? null : await findOpenCheckRun(deps.github, target)) ??
    (await createCheckRun(deps.github, target, {
      status: audit.state === 'queued' ? 'queued' : 'in_progress',
      title: 'Waiting to be audited',
      summary: 'The audit of this commit is queued. It usually takes a few seconds.',
    }));
  await setCheckRunId(asSystem(deps.database), audit.id, id);
  return id;
}

async function publishComment(
  deps: Deps,
  published: AuditForPublishing,
  publishable: Publishable,
  log: Logger,
): Promise<void> {
  const { pullNumber, repositoryId, comment: stored } = published;
  if (pullNumber === null) return;
  const body = renderComment(publishable, { existing: stored !== null });
  if (body === null) return;
  // Not of the link, which is another for each audit: an older one tells the same.
  const bodyHash = createHash('sha256').update(body.replaceAll(publishable.detailsUrl, '')).digest('hex');
  if (stored?.bodyHash === bodyHash) return;
  try {
    const target = { ...checkRunTarget(deps, published), pullNumber };
    const commentId = await upsertPullRequestComment(deps.github, target, {
      commentId: stored?.commentId ?? null,
      body,
    });
    await saveComment(asSystem(deps.database), { repositoryId, pullNumber, commentId, bodyHash });
  } catch (error) {
    // The permission to comment may be missing while the one to check is there: the check run says all that the comment would.
    if (!(error instanceof RepositoryForbidden)) throw error;
    log.warn({ reason: error.message }, 'comment not written');
  }
}
