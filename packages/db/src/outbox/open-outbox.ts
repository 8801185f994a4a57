import { newId } from '../new-id.ts';
import type { Transaction } from '../scope.ts';

export type OutboxKind = 'check-queued' | 'check-running' | 'publish';

export interface OutboxTarget {
  auditId: string;
  repositoryId: bigint;
}

/**
 * Internal: makes one row of the outbox due for each audit, new or anew, in the transaction that makes it true. Answers with the rows' ids.
 * A publisher that is at work for the version before keeps its claim, so that two never write to GitHub at once; it does not close the row.
 */
export async function openOutbox(
  transaction: Transaction,
  kind: OutboxKind,
  targets: readonly OutboxTarget[],
): Promise<string[]> {
  if (targets.length === 0) return [];
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO "Outbox" AS stored ("id", "auditId", "repositoryId", "kind")
    SELECT given."id", given."auditId", given."repositoryId", ${kind}
    FROM unnest(${targets.map(() => newId())}::uuid[], ${targets.map(({ auditId }) => auditId)}::uuid[],
      ${targets.map(({ repositoryId }) => repositoryId)}::bigint[]) AS given("id", "auditId", "repositoryId")
    ON CONFLICT ("auditId", "kind") DO UPDATE SET
      "doneAt" = NULL, "attempts" = 0, "availableAt" = now(), "enqueuedAt" = NULL, "lastError" = '', "version" = stored."version" + 1
    RETURNING stored."id"::text`;
  return rows.map(({ id }) => id);
}

/** Internal: an audit that has ended has nothing more to say about waiting or running. Whoever is saying so right now ends it himself. */
export async function closeProgress(transaction: Transaction, auditIds: readonly string[]): Promise<void> {
  if (auditIds.length === 0) return;
  await transaction.$executeRaw`
    UPDATE "Outbox" SET "doneAt" = now(), "lastError" = 'overtaken by the end of the audit'
    WHERE "auditId" = ANY (${[...auditIds]}::uuid[]) AND "kind" <> 'publish' AND "doneAt" IS NULL AND "claimedAt" IS NULL`;
}
