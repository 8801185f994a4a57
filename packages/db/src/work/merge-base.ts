import type { AuditState } from '../reads/audit-rows.ts';
import type { Scope } from '../scope.ts';

/** Notes the merge base that a pull request's audit is compared with: the payload tells only the tip of the base branch. */
export async function setMergeBase(scope: Scope, auditId: string, commitSha: string): Promise<void> {
  await scope.run(
    (transaction) => transaction.$executeRaw`UPDATE "Audit" SET "baseSha" = ${commitSha} WHERE "id" = ${auditId}::uuid`,
  );
}

export interface MergeBaseAudit {
  id: string;
  state: AuditState;
  reason: string;
}

/** Audits of a commit that a pull request can be compared with, the most useful first: those with a score, then those that may yet have one. */
export async function mergeBaseAudits(
  scope: Scope,
  repositoryId: bigint,
  commitSha: string,
): Promise<MergeBaseAudit[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<MergeBaseAudit[]>`
      SELECT "id"::text, "state"::text, "reason" FROM "Audit"
      WHERE "repositoryId" = ${repositoryId} AND "commitSha" = ${commitSha} AND "kind" IN ('push', 'base')
      ORDER BY "state" = 'succeeded' DESC, "state" IN ('queued', 'running') DESC, "id" DESC`,
  );
}
