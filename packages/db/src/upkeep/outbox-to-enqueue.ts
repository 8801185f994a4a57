import type { Scope } from '../scope.ts';

/** Ids of rows of the outbox that are due, that Redis has not been given for `olderThanMs`, and that nobody has worked on for as long. Oldest first. */
export async function outboxToEnqueue(
  scope: Scope,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<string[]> {
  const rows = await scope.run(
    (transaction) => transaction.$queryRaw<{ id: string }[]>`
      SELECT "id"::text FROM "Outbox"
      WHERE "doneAt" IS NULL AND "availableAt" <= now()
        AND greatest("enqueuedAt", "claimedAt", "createdAt") <= now() - ${olderThanMs} * interval '1 millisecond'
      ORDER BY "availableAt" LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}
