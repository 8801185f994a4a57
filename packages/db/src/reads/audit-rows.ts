import type { AuditReport, Confidence, Evidence, FactorId, Grade, Severity, Verdict } from '@twelvefold/rules/report';
import type { Prisma } from '../generated/client.ts';

export type AuditState = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'superseded' | 'quarantined';
export type AuditKind = 'push' | 'pull_request' | 'base';

/** The report without rules, findings and scores, which have tables of their own. */
export type ReportSummary = Pick<
  AuditReport,
  'repository' | 'limits' | 'scoreReason' | 'components' | 'improvements' | 'facts'
>;

/** An audit as lists show it. */
export interface AuditSummaryRow {
  id: string;
  commitSha: string;
  ref: string;
  message: string;
  authorLogin: string;
  kind: AuditKind;
  pullNumber: number | null;
  state: AuditState;
  reason: string;
  score: number | null;
  grade: Grade | null;
  coverage: number | null;
  committedAt: Date;
  queuedAt: Date;
  finishedAt: Date | null;
  durationMs: number | null;
}

export const auditSummaryColumns = {
  id: true,
  commitSha: true,
  ref: true,
  message: true,
  authorLogin: true,
  kind: true,
  pullNumber: true,
  state: true,
  reason: true,
  score: true,
  grade: true,
  coverage: true,
  committedAt: true,
  queuedAt: true,
  finishedAt: true,
  durationMs: true,
} satisfies Prisma.AuditSelect;

export interface RepositoryRow {
  id: bigint;
  owner: string;
  name: string;
  private: boolean;
  archived: boolean;
  language: string | null;
  defaultBranch: string;
  htmlUrl: string;
}

export const repositoryColumns = {
  id: true,
  owner: true,
  name: true,
  private: true,
  archived: true,
  language: true,
  defaultBranch: true,
  htmlUrl: true,
} satisfies Prisma.RepositorySelect;

export interface FactorScoreRow {
  factor: FactorId;
  score: number | null;
  passed: number;
  failed: number;
  unknown: number;
  notApplicable: number;
}

export interface RuleResultRow {
  ruleId: string;
  factor: FactorId;
  severity: Severity;
  verdict: Verdict;
  message: string;
  remediation: string;
  evidence: Evidence[];
}

export interface FindingRow {
  ruleId: string;
  severity: Severity;
  fingerprint: string;
  path: string;
  startLine: number;
  endLine: number;
  snippet: string;
  message: string;
  confidence: Confidence;
  component: string;
  status: 'open' | 'waived';
}

/** Twelve scores in factor order as they are stored, where -1 stands for none. Twelve nulls for an audit without a report. */
export function scoresOf(stored: readonly number[] | null): (number | null)[] {
  return Array.from({ length: 12 }, (_, index) => {
    const score = stored?.[index] ?? -1;
    return score < 0 ? null : score;
  });
}
