import type { Scope } from '../scope.ts';

/** Notes that Redis has these audits or rows of the outbox (ids of both kinds are unique, so they may be mixed). */
export async function markEnqueued(scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await scope.run(
    (transaction) => transaction.$executeRaw`
      WITH outbox AS (UPDATE "Outbox" SET "enqueuedAt" = now() WHERE "id" = ANY (${[...ids]}::uuid[]))
      UPDATE "Audit" SET "enqueuedAt" = now() WHERE "id" = ANY (${[...ids]}::uuid[])`,
  );
}
