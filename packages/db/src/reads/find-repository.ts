import type { Transaction } from '../scope.ts';
import type { RepositoryRow } from './audit-rows.ts';

/** Internal: a repository by its name, whatever the case; after a rename the one that bears it now. */
export async function findRepository(
  transaction: Transaction,
  owner: string,
  name: string,
): Promise<(RepositoryRow & { latestAuditId: string | null }) | null> {
  const rows = await transaction.$queryRaw<(RepositoryRow & { latestAuditId: string | null })[]>`
    SELECT "id", "owner", "name", "private", "archived", "language", "defaultBranch", "htmlUrl", "latestAuditId"::text
    FROM "Repository" WHERE lower("owner") = lower(${owner}) AND lower("name") = lower(${name}) AND "removedAt" IS NULL
    ORDER BY "updatedAt" DESC LIMIT 1`;
  return rows[0] ?? null;
}
