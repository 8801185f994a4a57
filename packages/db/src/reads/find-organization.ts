import type { Transaction } from '../scope.ts';
import type { OrganizationRow } from './organizations.ts';

/** Internal: the installation on an account, whatever the case of its login; `repositories` is left to the caller. */
export async function findOrganization(
  transaction: Transaction,
  login: string,
): Promise<Omit<OrganizationRow, 'repositories'> | null> {
  const rows = await transaction.$queryRaw<Omit<OrganizationRow, 'repositories'>[]>`
    SELECT "id" AS "installationId", "accountLogin" AS "login", "accountType" AS "type", "accountAvatarUrl" AS "avatarUrl",
      "suspendedAt" IS NOT NULL AS "suspended"
    FROM "Installation" WHERE lower("accountLogin") = lower(${login}) AND "deletedAt" IS NULL ORDER BY "id" DESC LIMIT 1`;
  return rows[0] ?? null;
}
