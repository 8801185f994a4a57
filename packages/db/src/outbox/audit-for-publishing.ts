import type { FactorScoreRow, FindingRow, RepositoryRow, RuleResultRow } from '../reads/audit-rows.ts';
import { loadAudit, type PreviousAudit, type WholeAudit } from '../reads/load-audit.ts';
import type { Scope } from '../scope.ts';
import type { StoredComment } from './comments.ts';

export interface AuditToPublish {
  audit: Omit<WholeAudit, 'repository' | 'factors' | 'rules' | 'findings' | 'previous'>;
  repository: RepositoryRow & { removedAt: Date | null };
  installation: { id: bigint; accountLogin: string; suspendedAt: Date | null; deletedAt: Date | null };
  /** In factor order; empty where there is no report. */
  factors: FactorScoreRow[];
  /** In catalogue order. */
  rules: RuleResultRow[];
  findings: FindingRow[];
  previous: PreviousAudit | null;
  comment: StoredComment | null;
}

/** Everything that the check run and the comment of an audit need; null when the audit is gone. */
export async function auditForPublishing(scope: Scope, auditId: string): Promise<AuditToPublish | null> {
  return await scope.run(async (transaction) => {
    const whole = await loadAudit(transaction, auditId);
    if (!whole) return null;
    const { repository, factors, rules, findings, previous, ...audit } = whole;
    const { installation, removedAt } = await transaction.repository.findUniqueOrThrow({
      where: { id: repository.id },
      select: {
        removedAt: true,
        installation: { select: { id: true, accountLogin: true, suspendedAt: true, deletedAt: true } },
      },
    });
    const comment =
      audit.pullNumber === null
        ? null
        : await transaction.pullRequestComment.findUnique({
            where: { repositoryId_pullNumber: { repositoryId: repository.id, pullNumber: audit.pullNumber } },
            select: { repositoryId: true, pullNumber: true, commentId: true, bodyHash: true },
          });
    return {
      audit,
      repository: { ...repository, removedAt },
      installation,
      factors,
      rules,
      findings,
      previous,
      comment,
    };
  });
}
