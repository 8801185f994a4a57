import type { Grade, Improvement } from '@twelvefold/rules/report';
import type { Scope } from '../scope.ts';
import {
  type AuditSummaryRow,
  auditSummaryColumns,
  type ReportSummary,
  type RepositoryRow,
  scoresOf,
} from './audit-rows.ts';
import { findRepository } from './find-repository.ts';

export interface RepositoryOverviewRow extends RepositoryRow {
  score: number | null;
  grade: Grade | null;
  coverage: number | null;
  factors: (number | null)[];
  /** Newest audit of the default branch that has a report. */
  latest: AuditSummaryRow | null;
  /** Newest audit that waits or runs. */
  active: AuditSummaryRow | null;
  improvements: Improvement[];
}

/** Null when the scope can not see a repository of this name. */
export async function repositoryOverview(
  scope: Scope,
  owner: string,
  name: string,
): Promise<RepositoryOverviewRow | null> {
  return await scope.run(async (transaction) => {
    const found = await findRepository(transaction, owner, name);
    if (!found) return null;
    const { latestAuditId, ...repository } = found;
    const latest = latestAuditId
      ? await transaction.audit.findUnique({
          where: { id: latestAuditId },
          select: { ...auditSummaryColumns, scores: true, summary: true },
        })
      : null;
    const active = await transaction.audit.findFirst({
      where: { repositoryId: repository.id, state: { in: ['queued', 'running'] }, kind: { not: 'base' } },
      orderBy: { id: 'desc' },
      select: auditSummaryColumns,
    });
    const { scores = null, summary = null, ...shown } = latest ?? {};
    return {
      ...repository,
      score: latest?.score ?? null,
      grade: (latest?.grade ?? null) as Grade | null,
      coverage: latest?.coverage ?? null,
      factors: scoresOf(scores),
      latest: latest ? (shown as AuditSummaryRow) : null,
      active: active as AuditSummaryRow | null,
      improvements: (summary as ReportSummary | null)?.improvements ?? [],
    };
  });
}
