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

const dayMs = 86_400_000;

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
    const last = startOfDay(new Date());
    const first = new Date(last.getTime() - (days - 1) * dayMs);
    const end = new Date(last.getTime() + dayMs);
    // Each repository's points of the window and the one before it, as spans of days since the first.
    const rows = await transaction.$queryRaw<
      { day: number; score: number | null; repositories: number; scores: number[] }[]
    >`
      WITH daily AS (
        SELECT span."from" + step AS "day", span."score", span."scores"
        FROM "Repository" r CROSS JOIN LATERAL (
          SELECT point."score", point."scores", point."day" AS "from", lag(point."day", 1, ${days}::int) OVER (ORDER BY point."committedAt" DESC) AS "until"
          FROM (
            (SELECT "score", "scores", "committedAt", floor(extract(epoch FROM "committedAt" - ${first}::timestamptz) / 86400)::int AS "day"
            FROM "TrendPoint" WHERE "repositoryId" = r."id" AND "committedAt" >= ${first}::timestamptz AND "committedAt" < ${end}::timestamptz)
            UNION ALL
            (SELECT "score", "scores", "committedAt", 0 FROM "TrendPoint"
            WHERE "repositoryId" = r."id" AND "committedAt" < ${first}::timestamptz ORDER BY "committedAt" DESC LIMIT 1)
          ) point
        ) span CROSS JOIN LATERAL generate_series(0, span."until" - span."from" - 1) AS step
        WHERE r."installationId" = ${organization.installationId} AND r."removedAt" IS NULL
      )
      SELECT n AS "day", round(avg(d."score"))::int AS "score", count(d."score")::int AS "repositories", ARRAY[${scoreMeans}] AS "scores"
      FROM generate_series(0, ${days - 1}::int) AS n LEFT JOIN daily d ON d."day" = n
      GROUP BY n ORDER BY n`;
    return rows.map(({ day, score, repositories, scores }) => ({
      day: new Date(first.getTime() + day * dayMs).toISOString().slice(0, 10),
      score,
      repositories,
      factors: scoresOf(scores),
    }));
  });
}

function startOfDay(time: Date): Date {
  return new Date(Math.floor(time.getTime() / dayMs) * dayMs);
}
