import { z } from 'zod';
import {
  AuditKind,
  AuditState,
  Confidence,
  FactorId,
  Grade,
  Score,
  Severity,
  Timestamp,
  Verdict,
} from './vocabulary.ts';

/** An audit as lists show it. */
export const AuditSummary = z.object({
  id: z.uuid(),
  commitSha: z.string(),
  ref: z.string(),
  message: z.string(),
  authorLogin: z.string(),
  kind: AuditKind,
  pullNumber: z.number().int().nullable(),
  state: AuditState,
  /** Why it ended as it did; empty when all is well. */
  reason: z.string(),
  score: Score,
  grade: Grade.nullable(),
  /** Share of applicable rules that were answered, 0–1. */
  coverage: z.number().nullable(),
  committedAt: Timestamp,
  queuedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  durationMs: z.number().int().nullable(),
});
export type AuditSummary = z.infer<typeof AuditSummary>;

export const Evidence = z.object({
  path: z.string(),
  startLine: z.number().int(),
  endLine: z.number().int(),
  /** Masked, at most 200 characters. */
  snippet: z.string(),
  message: z.string(),
  /** The lines on GitHub at the audited commit. */
  url: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Compared with the previous audit (default branch) or the merge base (pull request). */
export const FindingChange = z.enum(['new', 'there', 'unknown']);
export type FindingChange = z.infer<typeof FindingChange>;

export const Finding = Evidence.extend({
  fingerprint: z.string(),
  confidence: Confidence,
  component: z.string(),
  status: z.enum(['open', 'waived']),
  change: FindingChange,
});
export type Finding = z.infer<typeof Finding>;

export const RuleResult = z.object({
  id: z.string(),
  title: z.string(),
  factor: FactorId,
  severity: Severity,
  verdict: Verdict,
  message: z.string(),
  remediation: z.string(),
  findings: z.array(Finding),
  evidence: z.array(Evidence),
  /** The verdict in the audit it is compared with; null when there is none. */
  previousVerdict: Verdict.nullable(),
});
export type RuleResult = z.infer<typeof RuleResult>;

export const FactorResult = z.object({
  id: FactorId,
  numeral: z.string(),
  title: z.string(),
  score: Score,
  previousScore: Score,
  passed: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  notApplicable: z.number().int(),
});
export type FactorResult = z.infer<typeof FactorResult>;

export const Improvement = z.object({ rule: z.string(), title: z.string(), factor: FactorId, points: z.number() });
export type Improvement = z.infer<typeof Improvement>;

export const SkippedFile = z.object({ path: z.string(), reason: z.string() });

/** GET /api/v1/audits/:id: one audit whole. Rules are empty until it has ended. */
export const AuditDetail = AuditSummary.extend({
  repository: z.object({ id: z.string(), owner: z.string(), name: z.string(), htmlUrl: z.string() }),
  commitUrl: z.string(),
  rulesVersion: z.string().nullable(),
  scoreVersion: z.number().int().nullable(),
  scoreReason: z.string(),
  limits: z.array(z.string()),
  files: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  skipped: z.array(SkippedFile),
  factors: z.array(FactorResult),
  rules: z.array(RuleResult),
  improvements: z.array(Improvement),
  /** The audit that it is compared with. */
  previous: z.object({ id: z.uuid(), commitSha: z.string(), score: Score, committedAt: Timestamp }).nullable(),
  /** Findings of the previous audit that are gone. */
  fixed: z.array(z.object({ ruleId: z.string(), path: z.string(), message: z.string() })),
  attempt: z.number().int(),
  checkRunUrl: z.string().nullable(),
});
export type AuditDetail = z.infer<typeof AuditDetail>;

/** Answer of POST /api/v1/audits/:id/rerun. */
export const RerunAccepted = z.object({ id: z.uuid(), state: AuditState });
export type RerunAccepted = z.infer<typeof RerunAccepted>;

/** An event of GET /api/v1/events (server-sent, event name `audit`). */
export const AuditEvent = z.object({
  auditId: z.uuid(),
  repositoryId: z.string(),
  state: AuditState,
  /** What is going on, for people: "fetching 2.1 MB", "reading 812 files", "judging". */
  phase: z.string(),
  /** 0–100. */
  percent: z.number().int().min(0).max(100),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
