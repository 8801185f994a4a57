import { z } from 'zod';
import { AuditSummary, Improvement } from './audit.ts';
import { Grade, Score, Timestamp } from './vocabulary.ts';

/** GET /api/v1/repositories/:owner/:name */
export const RepositoryOverview = z.object({
  id: z.string(),
  owner: z.string(),
  name: z.string(),
  private: z.boolean(),
  archived: z.boolean(),
  language: z.string().nullable(),
  defaultBranch: z.string(),
  htmlUrl: z.string(),
  score: Score,
  grade: Grade.nullable(),
  coverage: z.number().nullable(),
  /** Twelve scores in factor order. */
  factors: z.array(Score).length(12),
  /** Newest finished audit of the default branch. */
  latest: AuditSummary.nullable(),
  /** The audit that is waiting or running now, if any. */
  active: AuditSummary.nullable(),
  /** What raises the score most, best first. */
  improvements: z.array(Improvement),
});
export type RepositoryOverview = z.infer<typeof RepositoryOverview>;

export const TrendPoint = z.object({
  auditId: z.uuid(),
  commitSha: z.string(),
  committedAt: Timestamp,
  score: Score,
  grade: Grade.nullable(),
  coverage: z.number(),
  /** Twelve scores in factor order. */
  factors: z.array(Score).length(12),
  rulesVersion: z.string(),
  configHash: z.string(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

/** GET /api/v1/repositories/:owner/:name/trend?days=30|90|365, oldest first. */
export const RepositoryTrend = z.object({ days: z.number().int(), points: z.array(TrendPoint) });
export type RepositoryTrend = z.infer<typeof RepositoryTrend>;

/** GET /api/v1/repositories/:owner/:name/audits?cursor=&limit=, newest first. */
export const AuditPage = z.object({ audits: z.array(AuditSummary), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
