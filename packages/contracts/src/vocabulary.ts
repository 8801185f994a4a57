import { z } from 'zod';

export const FactorId = z.enum([
  'codebase',
  'dependencies',
  'config',
  'backing-services',
  'build-release-run',
  'processes',
  'port-binding',
  'concurrency',
  'disposability',
  'dev-prod-parity',
  'logs',
  'admin-processes',
]);
export type FactorId = z.infer<typeof FactorId>;

export const Verdict = z.enum(['pass', 'fail', 'not-applicable', 'unknown', 'error']);
export type Verdict = z.infer<typeof Verdict>;

export const Severity = z.enum(['critical', 'high', 'medium', 'low']);
export type Severity = z.infer<typeof Severity>;

export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

export const Grade = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);
export type Grade = z.infer<typeof Grade>;

/** `queued` and `running` move on; all others are final. */
export const AuditState = z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'superseded', 'quarantined']);
export type AuditState = z.infer<typeof AuditState>;

/** `base` audits the merge base of a pull request, to compare with; it is not published. */
export const AuditKind = z.enum(['push', 'pull_request', 'base']);
export type AuditKind = z.infer<typeof AuditKind>;

/** A score of 0–100, or null where there is none (not applicable, partial, no app). */
export const Score = z.number().int().min(0).max(100).nullable();

/** ISO 8601 in UTC. */
export const Timestamp = z.iso.datetime();
