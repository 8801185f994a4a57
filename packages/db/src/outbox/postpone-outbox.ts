import type { Scope } from '../scope.ts';
import { storableText } from '../storable.ts';
import type { OutboxItem } from './claim-outbox.ts';

/** GitHub could not be told: it is due again at `availableAt`. False when the claim was lost. */
export async function postponeOutbox(
  scope: Scope,
  { id, claim }: Pick<OutboxItem, 'id' | 'claim'>,
  { availableAt, error }: { availableAt: Date; error: string },
): Promise<boolean> {
  const changed = await scope.run(
    (transaction) => transaction.$executeRaw`
      UPDATE "Outbox" SET "claimedAt" = NULL, "enqueuedAt" = NULL, "availableAt" = ${availableAt}::timestamptz, "lastError" = ${storableText(error).slice(0, 500)}
      WHERE "id" = ${id}::uuid AND "claim" = ${claim}::int`,
  );
  return changed > 0;
}
