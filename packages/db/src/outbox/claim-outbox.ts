import type { Scope } from '../scope.ts';
import type { OutboxKind } from './open-outbox.ts';

/** Something to tell GitHub, held by the caller until it goes stale. */
export interface OutboxItem {
  id: string;
  auditId: string;
  repositoryId: bigint;
  kind: OutboxKind;
  /** Tries so far, this one included. */
  attempts: number;
  /** Fencing token. */
  claim: number;
  /** What the work is done for; the row may have become due anew meanwhile. */
  version: number;
}

/**
 * Takes a row of the outbox that is due: the one named, or with null the one that has waited longest. Null when there is none to take. Rows of one audit are
 * worked on one after the other, so that two publishers never make two check runs.
 */
export async function claimOutbox(
  scope: Scope,
  outboxId: string | null,
  { staleAfterMs }: { staleAfterMs: number },
): Promise<OutboxItem | null> {
  return await scope.run(async (transaction) => {
    // The audit's row is the lock; the second statement then sees what its last holder has done. A named row is waited for, an unnamed one passed by.
    const candidates = outboxId
      ? await transaction.$queryRaw<{ id: string }[]>`
          SELECT o."id"::text FROM "Outbox" o JOIN "Audit" a ON a."id" = o."auditId" WHERE o."id" = ${outboxId}::uuid FOR NO KEY UPDATE OF a`
      : await transaction.$queryRaw<{ id: string }[]>`
          SELECT o."id"::text FROM "Outbox" o JOIN "Audit" a ON a."id" = o."auditId"
          WHERE o."doneAt" IS NULL AND o."availableAt" <= now()
            AND (o."claimedAt" IS NULL OR o."claimedAt" < now() - ${staleAfterMs} * interval '1 millisecond')
          ORDER BY o."availableAt", o."id" LIMIT 1 FOR NO KEY UPDATE OF a SKIP LOCKED`;
    const candidate = candidates[0];
    if (!candidate) return null;
    const rows = await transaction.$queryRaw<OutboxItem[]>`
      UPDATE "Outbox" AS o SET "claimedAt" = now(), "claim" = "claim" + 1, "attempts" = "attempts" + 1
      WHERE o."id" = ${candidate.id}::uuid AND o."doneAt" IS NULL AND o."availableAt" <= now() AND NOT EXISTS (
        SELECT FROM "Outbox" held WHERE held."auditId" = o."auditId" AND held."doneAt" IS NULL
          AND held."claimedAt" >= now() - ${staleAfterMs} * interval '1 millisecond')
      RETURNING o."id"::text, o."auditId"::text, o."repositoryId", o."kind", o."attempts", o."claim", o."version"`;
    return rows[0] ?? null;
  });
}
