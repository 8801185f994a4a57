import { openOutbox } from '../outbox/open-outbox.ts';
import type { Scope } from '../scope.ts';

/**
 * Runs an audit that has ended once more (re-run on GitHub or the dashboard). Null when there is none with this id, or it has not ended. The attempt counts
 * on, as it is the fencing token. Takes a system scope: whether the user may is asked before.
 */
export async function requeueAudit(scope: Scope, auditId: string): Promise<{ outboxIds: string[] } | null> {
  return await scope.run(async (transaction) => {
    const rows = await transaction.$queryRaw<{ repositoryId: bigint; kind: string }[]>`
      UPDATE "Audit" SET "state" = 'queued', "reason" = '', "failures" = 0, "queuedAt" = now(), "enqueuedAt" = NULL, "notBefore" = NULL,
        "claimedAt" = NULL, "heartbeatAt" = NULL, "startedAt" = NULL, "finishedAt" = NULL,
        -- A completed check run keeps its annotations for ever: the new run gets one of its own, which replaces it on GitHub.
        "checkRunId" = NULL
      WHERE "id" = ${auditId}::uuid AND "state" NOT IN ('queued', 'running')
      RETURNING "repositoryId", "kind"::text`;
    const audit = rows[0];
    if (!audit) return null;
    if (audit.kind === 'base') return { outboxIds: [] };
    return {
      outboxIds: await openOutbox(transaction, 'check-queued', [{ auditId, repositoryId: audit.repositoryId }]),
    };
  });
}
