import type { Scope } from '../scope.ts';

export interface OrganizationRow {
  installationId: bigint;
  login: string;
  type: string;
  avatarUrl: string;
  suspended: boolean;
  /** That the scope may see. */
  repositories: number;
}

/** The accounts that the App is installed on, by login. */
export async function organizations(scope: Scope): Promise<OrganizationRow[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<OrganizationRow[]>`
      SELECT i."id" AS "installationId", i."accountLogin" AS "login", i."accountType" AS "type", i."accountAvatarUrl" AS "avatarUrl",
        i."suspendedAt" IS NOT NULL AS "suspended", count(r."id")::int AS "repositories"
      FROM "Installation" i LEFT JOIN "Repository" r ON r."installationId" = i."id" AND r."removedAt" IS NULL
      WHERE i."deletedAt" IS NULL GROUP BY i."id" ORDER BY lower(i."accountLogin")`,
  );
}
