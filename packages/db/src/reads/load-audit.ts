import type { FactorId, Verdict } from '@twelvefold/rules/report';
import type { Transaction } from '../scope.ts';
import {
  type AuditSummaryRow,
  auditSummaryColumns,
  type FactorScoreRow,
  type FindingRow,
  type ReportSummary,
  type RepositoryRow,
  type RuleResultRow,
  repositoryColumns,
} from './audit-rows.ts';

/** What an audit is compared with: for a pull request the audit of its merge base, for a push the one before it on the same branch. */
export interface PreviousAudit {
  id: string;
  commitSha: string;
  kind: AuditSummaryRow['kind'];
  score: number | null;
  committedAt: Date;
  rulesVersion: string | null;
  scoreVersion: number | null;
  configHash: string | null;
  factors: { factor: FactorId; score: number | null }[];
  rules: { ruleId: string; verdict: Verdict }[];
  findings: { ruleId: string; fingerprint: string; path: string; message: string; status: 'open' | 'waived' }[];
}

export interface WholeAudit extends AuditSummaryRow {
  repositoryId: bigint;
  installationId: bigint;
  baseSha: string | null;
  attempt: number;
  rulesVersion: string | null;
  scoreVersion: number | null;
  configHash: string | null;
  checkRunId: bigint | null;
  /** Null until it has ended with a report. */
  summary: ReportSummary | null;
  repository: RepositoryRow;
  /** In factor order. */
  factors: FactorScoreRow[];
  /** In catalogue order. */
  rules: RuleResultRow[];
  findings: FindingRow[];
  previous: PreviousAudit | null;
}

const auditColumns = {
  ...auditSummaryColumns,
  repositoryId: true,
  installationId: true,
  baseSha: true,
  attempt: true,
  rulesVersion: true,
  scoreVersion: true,
  configHash: true,
  checkRunId: true,
  summary: true,
  repository: { select: repositoryColumns },
};

/** Internal: one audit with everything that it says, in a fixed number of queries. */
export async function loadAudit(transaction: Transaction, id: string): Promise<WholeAudit | null> {
  const audit = await transaction.audit.findUnique({ where: { id }, select: auditColumns });
  if (!audit) return null;
  const factors = await transaction.factorScore.findMany({
    where: { auditId: id },
    orderBy: { position: 'asc' },
    select: { factor: true, score: true, passed: true, failed: true, unknown: true, notApplicable: true },
  });
  const rules = await transaction.ruleResult.findMany({
    where: { auditId: id },
    orderBy: { position: 'asc' },
    select: {
      ruleId: true,
      factor: true,
      severity: true,
      verdict: true,
      message: true,
      remediation: true,
      evidence: true,
    },
  });
  const findings = await transaction.finding.findMany({
    where: { auditId: id },
    orderBy: { position: 'asc' },
    omit: { auditId: true, position: true, repositoryId: true },
  });
  // The columns are text; what they hold was written from these types by saveReport.
  return {
    ...audit,
    factors,
    rules,
    findings,
    previous: await loadPrevious(transaction, audit),
  } as unknown as WholeAudit;
}

interface Compared {
  id: string;
  repositoryId: bigint;
  kind: string;
  ref: string;
  baseSha: string | null;
  committedAt: Date;
}

async function loadPrevious(
  transaction: Transaction,
  { id, repositoryId, kind, ref, baseSha, committedAt }: Compared,
): Promise<PreviousAudit | null> {
  if (kind === 'base' || (kind === 'pull_request' && baseSha === null)) return null;
  const candidates =
    kind === 'pull_request'
      ? { commitSha: baseSha ?? '', kind: { in: ['push' as const, 'base' as const] } }
      : { ref, kind: 'push' as const, committedAt: { lte: committedAt }, id: { not: id } };
  const previous = await transaction.audit.findFirst({
    where: { repositoryId, state: 'succeeded', ...candidates },
    orderBy: [{ committedAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      commitSha: true,
      kind: true,
      score: true,
      committedAt: true,
      rulesVersion: true,
      scoreVersion: true,
      configHash: true,
    },
  });
  if (!previous) return null;
  const where = { auditId: previous.id };
  const factors = await transaction.factorScore.findMany({
    where,
    orderBy: { position: 'asc' },
    select: { factor: true, score: true },
  });
  const rules = await transaction.ruleResult.findMany({
    where,
    orderBy: { position: 'asc' },
    select: { ruleId: true, verdict: true },
  });
  const findings = await transaction.finding.findMany({
    where,
    orderBy: { position: 'asc' },
    select: { ruleId: true, fingerprint: true, path: true, message: true, status: true },
  });
  return { ...previous, factors, rules, findings } as unknown as PreviousAudit;
}
