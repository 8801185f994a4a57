import type { Scope } from '../scope.ts';

/** Ids of the audits of a commit that GitHub shows (pushes and pull requests). */
export async function auditsOfCommit(scope: Scope, repositoryId: bigint, commitSha: string): Promise<string[]> {
  const audits = await scope.run((transaction) =>
    transaction.audit.findMany({
      where: { repositoryId, commitSha, kind: { not: 'base' } },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
  );
  return audits.map(({ id }) => id);
}
