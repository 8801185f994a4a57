import type { Scope } from '../scope.ts';

export interface AuditToEnqueue {
  auditId: string;
  installationId: bigint;
  priority: number;
}

/** Audits that are queued and due, and that Redis has not been given for `olderThanMs`: it was away, or has lost them. Most urgent first. */
export async function queuedAuditsToEnqueue(
  scope: Scope,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<AuditToEnqueue[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<AuditToEnqueue[]>`
      SELECT "id"::text AS "auditId", "installationId", "priority" FROM "Audit"
      WHERE "state" = 'queued' AND ("notBefore" IS NULL OR "notBefore" <= now())
        AND coalesce("enqueuedAt", "queuedAt") <= now() - ${olderThanMs} * interval '1 millisecond'
      ORDER BY "priority", "queuedAt" LIMIT ${limit}`,
  );
}

/** Audits whose worker has given no sign for `staleAfterMs`: they are to be enqueued, so that somebody claims them. */
export async function staleAudits(
  scope: Scope,
  { staleAfterMs, limit }: { staleAfterMs: number; limit: number },
): Promise<AuditToEnqueue[]> {
  return await scope.run(
    (transaction) => transaction.$queryRaw<AuditToEnqueue[]>`
      SELECT "id"::text AS "auditId", "installationId", "priority" FROM "Audit"
      WHERE "state" = 'running' AND "heartbeatAt" < now() - ${staleAfterMs} * interval '1 millisecond'
      ORDER BY "heartbeatAt" LIMIT ${limit}`,
  );
}
