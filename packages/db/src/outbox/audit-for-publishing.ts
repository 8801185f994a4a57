import { loadAudit, type WholeAudit } from '../reads/load-audit.ts';
import type { Scope } from '../scope.ts';
import type { StoredComment } from './comments.ts';

export interface AuditForPublishing extends WholeAudit {
  installation: { id: bigint; accountLogin: string; suspendedAt: Date | null; deletedAt: Date | null };
  repositoryRemovedAt: Date | null;
  comment: StoredComment | null;
}

/** Everything that the check run and the comment of an audit need; null when the audit is gone. */
export async function auditForPublishing(scope: Scope, auditId: string): Promise<AuditForPublishing | null> {
  return await scope.run(async (transaction) => {
    const audit = await loadAudit(transaction, auditId);
    if (!audit) return null;
    const { installation, removedAt } = await transaction.repository.findUniqueOrThrow({
      where: { id: audit.repositoryId },
      select: {
        removedAt: true,
        installation: { select: { id: true, accountLogin: true, suspendedAt: true, deletedAt: true } },
      },
    });
    const comment =
      audit.pullNumber === null
        ? null
        : await transaction.pullRequestComment.findUnique({
            where: { repositoryId_pullNumber: { repositoryId: audit.repositoryId, pullNumber: audit.pullNumber } },
            select: { repositoryId: true, pullNumber: true, commentId: true, bodyHash: true },
          });
    return { ...audit, installation, repositoryRemovedAt: removedAt, comment };
  });
}
