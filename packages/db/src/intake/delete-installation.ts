import type { Scope } from '../scope.ts';

/**
 * The App was uninstalled: marks the installation, closes access to its repositories and ends its unfinished audits. The rows themselves go with
 * purgeDeletedInstallations. An installation that is not stored yet is noted as deleted, as its other webhooks may come later.
 */
export async function deleteInstallation(scope: Scope, id: bigint): Promise<void> {
  await scope.run(async (transaction) => {
    await transaction.$executeRaw`
      INSERT INTO "Installation" AS stored ("id", "accountId", "accountLogin", "accountType", "deletedAt", "updatedAt")
      VALUES (${id}, 0, '', '', now(), now())
      ON CONFLICT ("id") DO UPDATE SET "deletedAt" = coalesce(stored."deletedAt", now()), "updatedAt" = now()`;
    await transaction.$executeRaw`
      UPDATE "Repository" SET "removedAt" = coalesce("removedAt", now()), "updatedAt" = now() WHERE "installationId" = ${id}`;
    await transaction.$executeRaw`
      UPDATE "Audit" SET "state" = 'superseded', "reason" = 'The App was uninstalled.', "finishedAt" = now()
      WHERE "installationId" = ${id} AND "state" IN ('queued', 'running')`;
    await transaction.$executeRaw`
      UPDATE "Outbox" SET "doneAt" = now(), "lastError" = 'the App was uninstalled'
      FROM "Audit" WHERE "Audit"."id" = "Outbox"."auditId" AND "Audit"."installationId" = ${id} AND "Outbox"."doneAt" IS NULL`;
  });
}
