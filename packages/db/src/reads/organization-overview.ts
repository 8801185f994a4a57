import type { Grade } from '@twelvefold/rules/report';
import type { Scope, Transaction } from '../scope.ts';
import { type AuditState, scoresOf } from './audit-rows.ts';
import { findOrganization } from './find-organization.ts';
import type { OrganizationRow } from './organizations.ts';

export interface HeatMapRow {
  id: bigint;
  owner: string;
  name: string;
  language: string | null;
  private: boolean;
  archived: boolean;
  /** Newest audit of the default branch that has a report. */
  audit: { id: string; commitSha: string; state: AuditState; reason: string; committedAt: Date } | null;
  /** Newest audit of the default branch, whatever its state. */
  activity: { auditId: string; state: AuditState; reason: string } | null;
  score: number | null;
  grade: Grade | null;
  coverage: number | null;
  factors: (number | null)[];
  /** Movement of the score in the last seven days: 0 where nothing was pushed, null where there was no score then. */
  weekChange: number | null;
}

export interface OrganizationOverviewRow {
  organization: OrganizationRow;
  /** Means over the repositories that have one. */
  score: number | null;
  coverage: number | null;
  factors: (number | null)[];
  /** Worst first; those without a score last. */
  repositories: HeatMapRow[];
}

/** The heat map of an organisation, in two queries; null when the scope can not see the organisation. */
export async function organizationOverview(scope: Scope, login: string): Promise<OrganizationOverviewRow | null> {
  return await scope.run(async (transaction) => {
    const organization = await findOrganization(transaction, login);
    if (!organization) return null;
    const repositories = (await heatMap(transaction, organization.installationId)).map(toHeatMapRow);
    return {
      organization: { ...organization, repositories: repositories.length },
      score: rounded(mean(repositories.map(({ score }) => score))),
      coverage: mean(repositories.map(({ coverage }) => coverage)),
      factors: Array.from({ length: 12 }, (_, index) =>
        rounded(mean(repositories.map(({ factors }) => factors[index] ?? null))),
      ),
      repositories,
    };
  });
}

interface StoredRow {
  id: bigint;
  owner: string;
  name: string;
  language: string | null;
  private: boolean;
  archived: boolean;
  auditId: string | null;
  commitSha: string;
  state: AuditState;
  reason: string;
  committedAt: Date;
  score: number | null;
  grade: Grade | null;
  coverage: number | null;
  scores: number[] | null;
  activityId: string | null;
  activityState: AuditState;
  activityReason: string;
  weekScore: number | null;
}

function heatMap(transaction: Transaction, installationId: bigint): Promise<StoredRow[]> {
  return transaction.$queryRaw<StoredRow[]>`
    SELECT r."id", r."owner", r."name", r."language", r."private", r."archived",
      a."id"::text AS "auditId", a."commitSha", a."state"::text, a."reason", a."committedAt", a."score", a."grade", a."coverage", a."scores",
      newest."id"::text AS "activityId", newest."state"::text AS "activityState", newest."reason" AS "activityReason", week."score" AS "weekScore"
    FROM "Repository" r
    LEFT JOIN "Audit" a ON a."id" = r."latestAuditId"
    LEFT JOIN LATERAL (
      SELECT "id", "state", "reason" FROM "Audit"
      WHERE "repositoryId" = r."id" AND "kind" = 'push' AND "ref" = r."defaultBranch" ORDER BY "id" DESC LIMIT 1) newest ON true
    LEFT JOIN LATERAL (
      SELECT "score" FROM "TrendPoint"
      WHERE "repositoryId" = r."id" AND "committedAt" <= now() - interval '7 days' ORDER BY "committedAt" DESC LIMIT 1) week ON true
    WHERE r."installationId" = ${installationId} AND r."removedAt" IS NULL
    ORDER BY a."score" NULLS LAST, lower(r."owner"), lower(r."name")`;
}

function toHeatMapRow(row: StoredRow): HeatMapRow {
  const { id, owner, name, language, private: isPrivate, archived, score, grade, coverage, weekScore } = row;
  const { auditId, commitSha, state, reason, committedAt, activityId, activityState, activityReason } = row;
  return {
    id,
    owner,
    name,
    language,
    private: isPrivate,
    archived,
    audit: auditId === null ? null : { id: auditId, commitSha, state, reason, committedAt },
    activity: activityId === null ? null : { auditId: activityId, state: activityState, reason: activityReason },
    score,
    grade,
    coverage,
    factors: scoresOf(row.scores),
    weekChange: score === null || weekScore === null ? null : score - weekScore,
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
