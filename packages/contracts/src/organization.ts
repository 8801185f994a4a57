import { z } from 'zod';
import { AuditState, Grade, Score, Timestamp } from './vocabulary.ts';

export const Organization = z.object({
  installationId: z.string(),
  login: z.string(),
  type: z.string(),
  avatarUrl: z.string(),
  suspended: z.boolean(),
  repositories: z.number().int(),
});
export type Organization = z.infer<typeof Organization>;

/** GET /api/v1/organizations */
export const OrganizationList = z.object({ organizations: z.array(Organization) });
export type OrganizationList = z.infer<typeof OrganizationList>;

/** A row of the heat map. */
export const HeatMapRow = z.object({
  id: z.string(),
  owner: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  private: z.boolean(),
  archived: z.boolean(),
  /** Newest finished audit of the default branch; null until there is one. */
  audit: z
    .object({ id: z.uuid(), commitSha: z.string(), state: AuditState, reason: z.string(), committedAt: Timestamp })
    .nullable(),
  /** State of the newest audit of the default branch, finished or not. */
  activity: z.object({ auditId: z.uuid(), state: AuditState, reason: z.string() }).nullable(),
  score: Score,
  grade: Grade.nullable(),
  coverage: z.number().nullable(),
  /** Twelve scores in factor order. */
  factors: z.array(Score).length(12),
  /** Movement of the score in the last seven days: 0 where nothing was pushed, null where there was no score then. */
  weekChange: z.number().int().nullable(),
});
export type HeatMapRow = z.infer<typeof HeatMapRow>;

/** GET /api/v1/organizations/:login */
export const OrganizationOverview = z.object({
  organization: Organization,
  /** Mean over repositories that have a score. */
  score: Score,
  grade: Grade.nullable(),
  coverage: z.number().nullable(),
  factors: z.array(Score).length(12),
  repositories: z.array(HeatMapRow),
});
export type OrganizationOverview = z.infer<typeof OrganizationOverview>;

/** GET /api/v1/organizations/:login/trend?days=90 : a point a day, carried forward from each repository's newest audit of that day or before. */
export const OrganizationTrend = z.object({
  days: z.number().int(),
  points: z.array(
    z.object({ day: z.iso.date(), score: Score, factors: z.array(Score).length(12), repositories: z.number().int() }),
  ),
});
export type OrganizationTrend = z.infer<typeof OrganizationTrend>;
