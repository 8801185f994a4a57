import type { Grade } from '@twelvefold/rules/report';
import type { Scope } from '../scope.ts';
import { scoresOf } from './audit-rows.ts';
import { findRepository } from './find-repository.ts';

export interface TrendPointRow {
  auditId: string;
  commitSha: string;
  committedAt: Date;
  score: number | null;
  grade: Grade | null;
  coverage: number;
  factors: (number | null)[];
  rulesVersion: string;
  scoreVersion: number;
  configHash: string;
}

/** The audits of the default branch of the last `days` days, oldest first; null when the scope can not see a repository of this name. */
export async function repositoryTrend(
  scope: Scope,
  owner: string,
  name: string,
  days: number,
): Promise<TrendPointRow[] | null> {
  return await scope.run(async (transaction) => {
    const repository = await findRepository(transaction, owner, name);
    if (!repository) return null;
    const points = await transaction.$queryRaw<(Omit<TrendPointRow, 'factors'> & { scores: number[] })[]>`
      SELECT "auditId"::text, "commitSha", "committedAt", "score", "grade", "coverage", "scores", "rulesVersion", "scoreVersion", "configHash"
      FROM "TrendPoint" WHERE "repositoryId" = ${repository.id} AND "committedAt" >= now() - ${days}::int * interval '1 day'
      ORDER BY "committedAt", "auditId"`;
    return points.map(({ scores, ...point }) => ({ ...point, factors: scoresOf(scores) }));
  });
}
