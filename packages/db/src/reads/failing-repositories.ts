import type { Scope } from '../scope.ts';

export interface FailingRepositoryRow {
  owner: string;
  name: string;
  auditId: string;
  findings: number;
  message: string;
}

/** Where a rule fails in the newest audit of the default branch, most findings first. */
export async function failingRepositories(scope: Scope, ruleId: string): Promise<FailingRepositoryRow[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<FailingRepositoryRow[]>`
      SELECT r."owner", r."name", r."latestAuditId"::text AS "auditId", result."message",
        (SELECT count(*)::int FROM "Finding" f WHERE f."auditId" = r."latestAuditId" AND f."ruleId" = ${ruleId}) AS "findings"
      FROM "Repository" r JOIN "RuleResult" result ON result."auditId" = r."latestAuditId" AND result."ruleId" = ${ruleId}
      WHERE r."removedAt" IS NULL AND result."verdict" = 'fail'
      ORDER BY "findings" DESC, lower(r."owner"), lower(r."name")`,
  );
}
