import type { Scope } from '../scope.ts';

export interface StoredComment {
  repositoryId: bigint;
  pullNumber: number;
  commentId: bigint;
  /** Of the text as it stands on GitHub: nothing is written when nothing has changed. */
  bodyHash: string;
}

/** Remembers the one comment of a pull request. */
export async function saveComment(
  scope: Scope,
  { repositoryId, pullNumber, commentId, bodyHash }: StoredComment,
): Promise<void> {
  await scope.run(
    (transaction) => transaction.$executeRaw`
      INSERT INTO "PullRequestComment" ("repositoryId", "pullNumber", "commentId", "bodyHash", "updatedAt")
      VALUES (${repositoryId}, ${pullNumber}::int, ${commentId}, ${bodyHash}, now())
      ON CONFLICT ("repositoryId", "pullNumber") DO UPDATE SET
        "commentId" = EXCLUDED."commentId", "bodyHash" = EXCLUDED."bodyHash", "updatedAt" = now()`,
  );
}

export async function findComment(
  scope: Scope,
  repositoryId: bigint,
  pullNumber: number,
): Promise<StoredComment | null> {
  return await scope.run((transaction) =>
    transaction.pullRequestComment.findUnique({
      where: { repositoryId_pullNumber: { repositoryId, pullNumber } },
      select: { repositoryId: true, pullNumber: true, commentId: true, bodyHash: true },
    }),
  );
}
