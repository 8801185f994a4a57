import type { Scope } from '../scope.ts';

/** The App may no longer read these: closes access to them and ends their unfinished audits. */
export async function removeRepositories(scope: Scope, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await scope.run(async (transaction) => {
    await transaction.$executeRaw`
      UPDATE "Repository" SET "removedAt" = coalesce("removedAt", now()), "updatedAt" = now() WHERE "id" = ANY (${[...ids]}::bigint[])`;
    await transaction.$executeRaw`
      UPDATE "Audit" SET "state" = 'superseded', "reason" = 'The repository was removed from the installation.', "finishedAt" = now()
      WHERE "repositoryId" = ANY (${[...ids]}::bigint[]) AND "state" IN ('queued', 'running')`;
    await transaction.$executeRaw`
      UPDATE "Outbox" SET "doneAt" = now(), "lastError" = 'the repository was removed from the installation'
      WHERE "repositoryId" = ANY (${[...ids]}::bigint[]) AND "doneAt" IS NULL`;
  });
}
