import type { AuditReport } from '@twelvefold/rules/report';
import type { Scope, Transaction } from '../scope.ts';
import { storableJson } from '../storable.ts';
import { type AuditEnded, announceEnd, type EndedRow } from './finish-audit.ts';
import { insertFactorScores, insertFindings, insertRuleResults } from './insert-results.ts';

export interface FinishedReport {
  auditId: string;
  /** The fencing token of the claim that the report was made under. */
  attempt: number;
  report: AuditReport;
  durationMs: number;
}

type SavedRow = EndedRow & { committedAt: Date; commitSha: string; ref: string };

/**
 * Ends an audit with its report: scores, rules, findings, trend, the repository's latest audit and the outbox, in one transaction. A report that was saved
 * before is replaced. Null when the claim was lost; nothing is changed then.
 */
export async function saveReport(
  scope: Scope,
  { auditId, attempt, report, durationMs }: FinishedReport,
): Promise<AuditEnded | null> {
  const scores = report.factors.map(({ score }) => score ?? -1);
  return await scope.run(async (transaction) => {
    const rows = await transaction.$queryRaw<SavedRow[]>`
      UPDATE "Audit" SET "state" = ${report.partial ? 'partial' : 'succeeded'}::"AuditState",
        "reason" = ${report.partial ? `Only a part was audited: ${report.limits.join(', ')}.` : ''},
        "finishedAt" = now(), "durationMs" = ${Math.round(durationMs)}::int, "failures" = 0,
        "score" = ${report.score}::int, "grade" = ${report.grade}::text, "coverage" = ${report.coverage}::float8, "scores" = ${scores}::smallint[],
        "rulesVersion" = ${report.rulesVersion}, "scoreVersion" = ${report.scoreVersion}::int, "configHash" = ${report.configHash},
        "summary" = ${storableJson(summaryOf(report))}::jsonb
      WHERE "id" = ${auditId}::uuid AND "attempt" = ${attempt}::int AND "state" = 'running'
      RETURNING "repositoryId", "kind"::text, "committedAt", "commitSha", "ref"`;
    const audit = rows[0];
    if (!audit) return null;

    if (attempt > 1) await forgetResults(transaction, auditId);
    const target = { auditId, repositoryId: audit.repositoryId };
    await insertFactorScores(transaction, target, report.factors);
    await insertRuleResults(transaction, target, report.rules);
    await insertFindings(transaction, target, report.rules);
    if (audit.kind === 'push') await moveRepository(transaction, auditId, audit, report, scores);
    return await announceEnd(transaction, auditId, audit);
  });
}

/** The report without what has tables of its own. */
function summaryOf({ repository, limits, scoreReason, components, improvements, facts }: AuditReport) {
  return { repository, limits, scoreReason, components, improvements, facts };
}

async function forgetResults(transaction: Transaction, auditId: string): Promise<void> {
  await transaction.$executeRaw`
    WITH scores AS (DELETE FROM "FactorScore" WHERE "auditId" = ${auditId}::uuid), rules AS (DELETE FROM "RuleResult" WHERE "auditId" = ${auditId}::uuid),
      trend AS (DELETE FROM "TrendPoint" WHERE "auditId" = ${auditId}::uuid)
    DELETE FROM "Finding" WHERE "auditId" = ${auditId}::uuid`;
}

/** The default branch has moved: its trend gets a point (a part is no point), and its newest commit is what the dashboard shows. */
async function moveRepository(
  transaction: Transaction,
  auditId: string,
  audit: SavedRow,
  report: AuditReport,
  scores: number[],
): Promise<void> {
  const { repositoryId, committedAt, commitSha, ref } = audit;
  await transaction.$executeRaw`
    WITH moved AS (
      UPDATE "Repository" AS r SET "latestAuditId" = ${auditId}::uuid, "updatedAt" = now()
      WHERE r."id" = ${repositoryId} AND r."defaultBranch" = ${ref} AND NOT EXISTS (
        SELECT FROM "Audit" newer WHERE newer."id" = r."latestAuditId" AND newer."committedAt" > ${committedAt}::timestamptz)
    )
    INSERT INTO "TrendPoint"
      ("auditId", "repositoryId", "committedAt", "commitSha", "score", "grade", "coverage", "scores", "rulesVersion", "scoreVersion", "configHash")
    SELECT ${auditId}::uuid, "id", ${committedAt}::timestamptz, ${commitSha}, ${report.score}::int, ${report.grade}::text, ${report.coverage}::float8,
      ${scores}::smallint[], ${report.rulesVersion}, ${report.scoreVersion}::int, ${report.configHash}
    FROM "Repository" WHERE "id" = ${repositoryId} AND "defaultBranch" = ${ref} AND NOT ${report.partial}::boolean`;
}
