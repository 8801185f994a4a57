import type { Scope } from '../scope.ts';
import { storableText } from '../storable.ts';
import { announceEnd } from './finish-audit.ts';

export interface AuditRelease {
  auditId: string;
  attempt: number;
  /** For people: what kept it from being done. */
  reason: string;
  notBefore: Date;
  /** False where the audit is not to blame: a rate limit, GitHub or the worker going down. */
  countFailure?: boolean;
}

/** A repository that fails this often is set aside, so that it does not keep workers busy for ever. */
const failuresMax = 3;

/** Gives an audit back to be tried again later; quarantines it at its third failure. Null when the claim was lost. */
export async function releaseAudit(
  scope: Scope,
  { auditId, attempt, reason, notBefore, countFailure = true }: AuditRelease,
): Promise<{ state: 'queued' | 'quarantined'; outboxId: string | null } | null> {
  const failure = countFailure ? 1 : 0;
  return await scope.run(async (transaction) => {
    const rows = await transaction.$queryRaw<{ state: 'queued' | 'quarantined'; repositoryId: bigint; kind: string }[]>`
      UPDATE "Audit" SET
        "failures" = "failures" + ${failure}::int,
        "state" = CASE WHEN "failures" + ${failure}::int >= ${failuresMax}::int THEN 'quarantined' ELSE 'queued' END::"AuditState",
        "finishedAt" = CASE WHEN "failures" + ${failure}::int >= ${failuresMax}::int THEN now() END,
        "reason" = ${storableText(reason)}, "notBefore" = ${notBefore}::timestamptz, "enqueuedAt" = NULL, "claimedAt" = NULL, "heartbeatAt" = NULL
      WHERE "id" = ${auditId}::uuid AND "attempt" = ${attempt}::int AND "state" = 'running'
      RETURNING "state"::text, "repositoryId", "kind"::text`;
    const audit = rows[0];
    if (!audit) return null;
    if (audit.state === 'queued') return { state: 'queued', outboxId: null };
    return { state: 'quarantined', ...(await announceEnd(transaction, auditId, audit)) };
  });
}
