import type { Scope } from '../scope.ts';

/** Deletes installations and repositories that ended before `olderThan`, with all that belongs to them. Answers with how many of each. */
export async function purgeDeletedInstallations(
  scope: Scope,
  olderThan: Date,
): Promise<{ installations: number; repositories: number }> {
  return await scope.run(async (transaction) => {
    await transaction.$executeRaw`
      DELETE FROM "AuditLog" USING "Installation" i
      WHERE i."id" = "AuditLog"."installationId" AND i."deletedAt" < ${olderThan}::timestamptz`;
    const repositories =
      await transaction.$executeRaw`DELETE FROM "Repository" WHERE "removedAt" < ${olderThan}::timestamptz`;
    const installations =
      await transaction.$executeRaw`DELETE FROM "Installation" WHERE "deletedAt" < ${olderThan}::timestamptz`;
    return { installations, repositories };
  });
}

/** Deletes sessions that have ended, and deliveries older than 90 days: GitHub itself offers a redelivery for three. */
export async function purgeExpired(scope: Scope): Promise<{ sessions: number; deliveries: number }> {
  return await scope.run(async (transaction) => ({
    sessions: await transaction.$executeRaw`DELETE FROM "Session" WHERE "expiresAt" < now()`,
    deliveries: await transaction.$executeRaw`DELETE FROM "Delivery" WHERE "receivedAt" < now() - interval '90 days'`,
  }));
}
