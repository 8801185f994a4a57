import { Prisma } from '../generated/client.ts';
import type { Scope } from '../scope.ts';
import { scoresOf } from './audit-rows.ts';
import { findOrganization } from './find-organization.ts';

export interface OrganizationTrendPoint {
  /** YYYY-MM-DD in UTC. */
  day: string;
  score: number | null;
  factors: (number | null)[];
  /** How many repositories had a score by then. */
  repositories: number;
}

// Twelve columns of means; -1 where no repository has a score for the factor.
const scoreMeans = Prisma.raw(
  Array.from({ length: 12 }, (_, index) => `coalesce(round(avg(nullif(d."scores"[${index + 1}], -1))), -1)::int`).join(
    ', ',
  ),
);

/**
 * A point a day up to today, each the mean over the repositories of their newest audit of that day or before; null when the scope can not see the
 * organisation. A repository's points become spans of days, so that the work grows with audits and not with days times repositories squared.
 */
export async function organizationTrend(
  scope: Scope,
  login: string,
  days: number,
): Promise<OrganizationTrendPoint[] | null> {
  return await scope.run(async (transaction) => {
    const organization = await findOrganization(transaction, login);
    if (!organization) return null;
    const rows = await transaction.$queryRaw<
      { day: string; score: number | null; repositories: number; scores: number[] }[]
    >`
      WITH bounds AS (
        SELECT (now() AT TIME ZONE 'UTC')::date AS "last", (now() AT TIME ZONE 'UTC')::date - ${days - 1}::int AS "first"
      ), points AS (
        SELECT r."id", before."score", before."scores", b."first" AS "day", before."committedAt"
        FROM bounds b, "Repository" r, LATERAL (
          SELECT "score", "scores", "committedAt" FROM "TrendPoint"
          WHERE "repositoryId" = r."id" AND "committedAt" < b."first"::timestamp AT TIME ZONE 'UTC' ORDER BY "committedAt" DESC LIMIT 1) before
        WHERE r."installationId" = ${organization.installationId} AND r."removedAt" IS NULL
        UNION ALL
        SELECT r."id", t."score", t."scores", (t."committedAt" AT TIME ZONE 'UTC')::date, t."committedAt"
        FROM bounds b, "Repository" r JOIN "TrendPoint" t ON t."repositoryId" = r."id"
        WHERE r."installationId" = ${organization.installationId} AND r."removedAt" IS NULL
          AND t."committedAt" >= b."first"::timestamp AT TIME ZONE 'UTC' AND t."committedAt" < (b."last" + 1)::timestamp AT TIME ZONE 'UTC'
      ), spans AS (
        SELECT "score", "scores", "day" AS "from", lead("day", 1, "last" + 1) OVER (PARTITION BY "id" ORDER BY "committedAt") AS "until" FROM points, bounds
      ), daily AS (
        SELECT "from" + step AS "day", "score", "scores" FROM spans, generate_series(0, "until" - "from" - 1) AS step
      )
      SELECT to_char(b."first" + n, 'YYYY-MM-DD') AS "day", round(avg(d."score"))::int AS "score", count(d."score")::int AS "repositories",
        ARRAY[${scoreMeans}] AS "scores"
      FROM bounds b CROSS JOIN generate_series(0, ${days - 1}::int) AS n LEFT JOIN daily d ON d."day" = b."first" + n
      GROUP BY b."first", n ORDER BY n`;
    return rows.map(({ day, score, repositories, scores }) => ({
      day,
      score,
      repositories,
      factors: scoresOf(scores),
    }));
  });
}
