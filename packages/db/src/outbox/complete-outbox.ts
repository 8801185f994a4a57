import type { Scope } from '../scope.ts';
import type { OutboxItem } from './claim-outbox.ts';

/** GitHub has been told. False when there is more to tell since (the row stays due), or the claim was lost. */
export async function completeOutbox(
  scope: Scope,
  { id, claim, version }: Pick<OutboxItem, 'id' | 'claim' | 'version'>,
): Promise<boolean> {
  const rows = await scope.run(
    (transaction) => transaction.$queryRaw<{ done: boolean }[]>`
      UPDATE "Outbox" SET "claimedAt" = NULL, "lastError" = '', "doneAt" = CASE WHEN "version" = ${version}::int THEN now() ELSE "doneAt" END
      WHERE "id" = ${id}::uuid AND "claim" = ${claim}::int
      RETURNING "version" = ${version}::int AS done`,
  );
  return rows[0]?.done ?? false;
}
