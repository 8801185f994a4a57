import type { OutboxKind } from '../outbox/open-outbox.ts';
import type { Scope } from '../scope.ts';

export interface OutboxToEnqueue {
  outboxId: string;
  auditId: string;
  kind: OutboxKind;
}

/** Rows of the outbox that are due, that Redis has not been given for `olderThanMs`, and that nobody has worked on for as long. Oldest first. */
export async function outboxToEnqueue(
  scope: Scope,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<OutboxToEnqueue[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<OutboxToEnqueue[]>`
      SELECT "id"::text AS "outboxId", "auditId"::text, "kind" FROM "Outbox"
      WHERE "doneAt" IS NULL AND "availableAt" <= now()
        AND greatest("enqueuedAt", "claimedAt", "createdAt") <= now() - ${olderThanMs} * interval '1 millisecond'
      ORDER BY "availableAt" LIMIT ${limit}`,
  );
}
