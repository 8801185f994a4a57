import type { Scope } from '../scope.ts';

export interface InstallationFacts {
  id: bigint;
  accountId: bigint;
  accountLogin: string;
  accountType: string;
  accountAvatarUrl?: string;
  repositorySelection?: string;
  permissions?: Record<string, string>;
}

/**
 * Stores what GitHub tells of an installation; an absent field leaves what is stored. An installation that was deleted stays so: GitHub never uses its id
 * again, and webhooks arrive in any order.
 */
export async function upsertInstallation(scope: Scope, installation: InstallationFacts): Promise<void> {
  const { id, accountId, accountLogin, accountType, accountAvatarUrl, repositorySelection, permissions } = installation;
  const avatar = accountAvatarUrl ?? null;
  const selection = repositorySelection ?? null;
  const granted = permissions ? JSON.stringify(permissions) : null;
  await scope.run(
    (transaction) => transaction.$executeRaw`
      INSERT INTO "Installation" AS stored
        ("id", "accountId", "accountLogin", "accountType", "accountAvatarUrl", "repositorySelection", "permissions", "updatedAt")
      VALUES (${id}, ${accountId}, ${accountLogin}, ${accountType},
        coalesce(${avatar}, ''), coalesce(${selection}, 'all'), coalesce(${granted}::jsonb, '{}'), now())
      ON CONFLICT ("id") DO UPDATE SET
        "accountId" = EXCLUDED."accountId",
        "accountLogin" = EXCLUDED."accountLogin",
        "accountType" = EXCLUDED."accountType",
        "accountAvatarUrl" = coalesce(${avatar}, stored."accountAvatarUrl"),
        "repositorySelection" = coalesce(${selection}, stored."repositorySelection"),
        "permissions" = coalesce(${granted}::jsonb, stored."permissions"),
        "updatedAt" = now()`,
  );
}
