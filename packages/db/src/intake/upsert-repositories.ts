import type { Scope } from '../scope.ts';

export interface RepositoryFacts {
  /** GitHub's; names change, ids do not. */
  id: bigint;
  installationId: bigint;
  owner: string;
  name: string;
  private: boolean;
  archived?: boolean;
  defaultBranch?: string;
  language?: string | null;
  htmlUrl?: string;
  pushedAt?: Date | null;
}

/** Stores what GitHub tells of a repository; an absent field leaves what is stored. One that was removed is open again. Covers renames and transfers. */
export async function upsertRepository(scope: Scope, repository: RepositoryFacts): Promise<void> {
  await upsertRepositories(scope, [repository]);
}

/** The same for many, in one statement. */
export async function upsertRepositories(scope: Scope, repositories: readonly RepositoryFacts[]): Promise<void> {
  // ON CONFLICT can touch a row once only; the last word counts.
  const rows = [...new Map(repositories.map((repository) => [repository.id, repository])).values()];
  if (rows.length === 0) return;
  const column = <T>(pick: (row: RepositoryFacts) => T): T[] => rows.map(pick);
  await scope.run(
    (transaction) => transaction.$executeRaw`
      WITH given AS (
        SELECT * FROM unnest(
          ${column((row) => row.id)}::bigint[], ${column((row) => row.installationId)}::bigint[], ${column((row) => row.owner)}::text[],
          ${column((row) => row.name)}::text[], ${column((row) => row.private)}::boolean[], ${column((row) => row.archived ?? null)}::boolean[],
          ${column((row) => row.defaultBranch ?? null)}::text[], ${column((row) => row.language ?? null)}::text[],
          ${column((row) => row.htmlUrl ?? null)}::text[], ${column((row) => row.pushedAt?.toISOString() ?? null)}::timestamptz[]
        ) AS given("id", "installationId", "owner", "name", "private", "archived", "defaultBranch", "language", "htmlUrl", "pushedAt")
      ), changed AS (
        UPDATE "Repository" AS stored SET
          "installationId" = given."installationId", "owner" = given."owner", "name" = given."name", "private" = given."private",
          "archived" = coalesce(given."archived", stored."archived"),
          "defaultBranch" = coalesce(given."defaultBranch", stored."defaultBranch"),
          "language" = coalesce(given."language", stored."language"),
          "htmlUrl" = coalesce(given."htmlUrl", stored."htmlUrl"),
          "pushedAt" = coalesce(given."pushedAt", stored."pushedAt"),
          "removedAt" = NULL, "updatedAt" = now()
        FROM given WHERE stored."id" = given."id" RETURNING stored."id"
      )
      INSERT INTO "Repository"
        ("id", "installationId", "owner", "name", "private", "archived", "defaultBranch", "language", "htmlUrl", "pushedAt", "updatedAt")
      SELECT "id", "installationId", "owner", "name", "private", coalesce("archived", false), coalesce("defaultBranch", 'main'),
        "language", coalesce("htmlUrl", ''), "pushedAt", now()
      FROM given WHERE "id" NOT IN (SELECT "id" FROM changed)
      ON CONFLICT ("id") DO NOTHING`,
  );
}
