import type { Scope } from '../scope.ts';

/** Notes the merge base that a pull request's audit is compared with: the payload tells only the tip of the base branch. */
export async function setMergeBase(scope: Scope, auditId: string, commitSha: string): Promise<void> {
  await scope.run(
    (transaction) => transaction.$executeRaw`UPDATE "Audit" SET "baseSha" = ${commitSha} WHERE "id" = ${auditId}::uuid`,
  );
}

/** Id of an audit of this commit that a pull request can be compared with; null when there is none yet. */
export async function finishedAuditOfCommit(
  scope: Scope,
  repositoryId: bigint,
  commitSha: string,
): Promise<string | null> {
  const audit = await scope.run((transaction) =>
    transaction.audit.findFirst({
      where: { repositoryId, commitSha, kind: { in: ['push', 'base'] }, state: 'succeeded' },
      orderBy: { id: 'desc' },
      select: { id: true },
    }),
  );
  return audit?.id ?? null;
}
