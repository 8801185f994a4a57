import type { Scope } from '../scope.ts';

/** False when the repository is not stored. */
export async function setRepositoryArchived(scope: Scope, id: bigint, archived: boolean): Promise<boolean> {
  const changed = await scope.run(
    (transaction) => transaction.$executeRaw`
      UPDATE "Repository" SET "archived" = ${archived}, "updatedAt" = now() WHERE "id" = ${id}`,
  );
  return changed > 0;
}
