import { newId } from '../new-id.ts';
import { closeProgress, openOutbox } from '../outbox/open-outbox.ts';
import type { Scope, Transaction } from '../scope.ts';
import { storableText } from '../storable.ts';

export interface AuditRequest {
  repositoryId: bigint;
  installationId: bigint;
  commitSha: string;
  kind: 'push' | 'pull_request' | 'base';
  /** A branch's name, or refs/pull/N/head. */
  ref: string;
  message?: string;
  authorLogin?: string;
  pullNumber?: number | null;
  baseSha?: string | null;
  /** Time axis of trends. */
  committedAt: Date;
  /** 1 is first. */
  priority?: number;
}

export interface QueuedAudit {
  auditId: string;
  /** False when this commit has an audit of this kind already; nothing has changed then. */
  created: boolean;
  /** Rows of the outbox that became due: the check run of this audit, and those of audits that it supersedes. */
  outboxIds: string[];
}

/**
 * Queues the audit of a commit, once per repository, commit and kind. Audits of older commits of the same branch or pull request that have not ended are
 * superseded. Throws when the repository is not stored.
 */
export async function queueAudit(scope: Scope, request: AuditRequest): Promise<QueuedAudit> {
  return await scope.run(async (transaction) => {
    const auditId = await insert(transaction, request);
    if (auditId === null) {
      const known = await transaction.audit.findUnique({
        where: {
          repositoryId_commitSha_kind: {
            repositoryId: request.repositoryId,
            commitSha: request.commitSha,
            kind: request.kind,
          },
        },
        select: { id: true },
      });
      if (!known) throw new Error(`Repository ${request.repositoryId} is not stored: upsert it before its audits.`);
      return { auditId: known.id, created: false, outboxIds: [] };
    }
    // A merge base is audited for comparison only: nobody waits for it on GitHub.
    if (request.kind === 'base') return { auditId, created: true, outboxIds: [] };
    const superseded = await supersedeOlder(transaction, auditId, request);
    const opened = await openOutbox(transaction, 'check-queued', [{ auditId, repositoryId: request.repositoryId }]);
    return { auditId, created: true, outboxIds: [...opened, ...superseded] };
  });
}

/** Locks the repository, so that of two commits at once one sees the other. Null when there was such an audit, or no such repository. */
async function insert(transaction: Transaction, request: AuditRequest): Promise<string | null> {
  const {
    repositoryId,
    installationId,
    commitSha,
    kind,
    pullNumber = null,
    baseSha = null,
    committedAt,
    priority = 5,
  } = request;
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO "Audit"
      ("id", "installationId", "repositoryId", "commitSha", "kind", "ref", "message", "authorLogin", "pullNumber", "baseSha", "committedAt", "priority")
    SELECT ${newId()}::uuid, ${installationId}, "id", ${commitSha}, ${kind}::"AuditKind", ${branchOf(request.ref)},
      ${storableText(request.message ?? '')}, ${storableText(request.authorLogin ?? '')}, ${pullNumber}::int, ${baseSha}::text,
      ${committedAt}::timestamptz, ${priority}::int
    FROM "Repository" WHERE "id" = ${repositoryId} FOR NO KEY UPDATE
    ON CONFLICT ("repositoryId", "commitSha", "kind") DO NOTHING
    RETURNING "id"::text`;
  return rows[0]?.id ?? null;
}

async function supersedeOlder(transaction: Transaction, auditId: string, request: AuditRequest): Promise<string[]> {
  const { repositoryId, kind, ref, pullNumber = null, committedAt, commitSha } = request;
  const older = await transaction.$queryRaw<{ id: string }[]>`
    UPDATE "Audit" SET "state" = 'superseded', "reason" = ${`Commit ${commitSha.slice(0, 7)} came after it.`}, "finishedAt" = now()
    WHERE "repositoryId" = ${repositoryId} AND "kind" = ${kind}::"AuditKind" AND "ref" = ${branchOf(ref)}
      AND "pullNumber" IS NOT DISTINCT FROM ${pullNumber}::int AND "state" IN ('queued', 'running')
      AND "committedAt" <= ${committedAt}::timestamptz AND "id" <> ${auditId}::uuid
    RETURNING "id"::text`;
  const ids = older.map(({ id }) => id);
  await closeProgress(transaction, ids);
  return await openOutbox(
    transaction,
    'publish',
    ids.map((id) => ({ auditId: id, repositoryId })),
  );
}

/** Pushes name their branch refs/heads/…; people and the repository's default branch do not. */
function branchOf(ref: string): string {
  return storableText(ref.replace(/^refs\/heads\//, ''));
}
