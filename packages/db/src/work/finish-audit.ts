import { closeProgress, openOutbox } from '../outbox/open-outbox.ts';
import type { Scope, Transaction } from '../scope.ts';
import { storableText } from '../storable.ts';

export interface AuditEnd {
  auditId: string;
  /** The fencing token; null to end an audit that nobody has claimed, or whoever has. */
  attempt: number | null;
  state: 'failed' | 'superseded' | 'quarantined';
  /** For people: what happened and what to do. */
  reason: string;
}

/** What of the outbox became due with the end of an audit; null for a merge base, of which GitHub hears nothing. */
export interface AuditEnded {
  outboxId: string | null;
}

/** Ends an audit without a report. Null when the claim was lost or it had ended already. */
export async function finishAudit(
  scope: Scope,
  { auditId, attempt, state, reason }: AuditEnd,
): Promise<AuditEnded | null> {
  return await scope.run(async (transaction) => {
    const rows = await transaction.$queryRaw<EndedRow[]>`
      UPDATE "Audit" SET "state" = ${state}::"AuditState", "reason" = ${storableText(reason)}, "finishedAt" = now(),
        "durationMs" = (extract(epoch FROM now() - "startedAt") * 1000)::int
      WHERE "id" = ${auditId}::uuid
        AND ((${attempt}::int IS NULL AND "state" IN ('queued', 'running')) OR ("attempt" = ${attempt}::int AND "state" = 'running'))
      RETURNING "repositoryId", "kind"::text`;
    return rows[0] ? await announceEnd(transaction, auditId, rows[0]) : null;
  });
}

export interface EndedRow {
  repositoryId: bigint;
  kind: string;
}

/** Internal: what follows for the outbox from the end of an audit. */
export async function announceEnd(
  transaction: Transaction,
  auditId: string,
  { repositoryId, kind }: EndedRow,
): Promise<AuditEnded> {
  if (kind === 'base') return { outboxId: null };
  await closeProgress(transaction, [auditId]);
  const [outboxId = null] = await openOutbox(transaction, 'publish', [{ auditId, repositoryId }]);
  return { outboxId };
}
