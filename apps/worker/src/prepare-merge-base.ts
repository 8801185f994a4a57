import { asSystem, type Claim, mergeBaseAudits, queueAudit, setMergeBase } from '@twelvefold/db';
import { findMergeBase, type RepositoryTarget } from '@twelvefold/github';
import { auditJob, enqueue } from '@twelvefold/queue';
import type { Deps } from './deps.ts';

/** Somebody waits for the pull request: its base goes before first audits. */
const priority = 1;

/**
 * Sees to it that the merge base of a pull request has an audit, or gets one, while the pull request itself is audited. Never throws: without it the
 * check run says that there was nothing to compare with.
 */
export async function prepareMergeBase(deps: Deps, claim: Claim, target: RepositoryTarget): Promise<void> {
  if (claim.kind !== 'pull_request' || claim.baseSha === null) return;
  try {
    const scope = asSystem(deps.database);
    const base = await findMergeBase(deps.github, target, claim.baseSha, claim.commitSha);
    await setMergeBase(scope, claim.auditId, base.sha);
    const [best] = await mergeBaseAudits(scope, target.repositoryId, base.sha);
    if (best?.state === 'succeeded') return;
    const { auditId } = await queueAudit(scope, {
      repositoryId: target.repositoryId,
      installationId: target.installationId,
      commitSha: base.sha,
      kind: 'base',
      // Of its own for each commit: the merge bases of two pull requests do not supersede each other.
      ref: `merge-base/${base.sha}`,
      message: base.message,
      authorLogin: base.authorLogin,
      pullNumber: null,
      baseSha: null,
      committedAt: base.committedAt,
      priority,
    });
    await enqueue(deps.queues, auditJob, { v: 1, auditId }, { priority });
  } catch (err) {
    deps.logger.warn({ err, auditId: claim.auditId }, 'merge base not found');
  }
}
