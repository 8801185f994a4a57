import type { Scope } from '../scope.ts';

/** An audit that the caller may work on until its heartbeat goes stale. */
export interface Claim {
  auditId: string;
  /** Fencing token: give it back with every write. */
  attempt: number;
  failures: number;
  commitSha: string;
  kind: 'push' | 'pull_request' | 'base';
  ref: string;
  pullNumber: number | null;
  baseSha: string | null;
  committedAt: Date;
  checkRunId: bigint | null;
  repository: {
    id: bigint;
    owner: string;
    name: string;
    defaultBranch: string;
    private: boolean;
    archived: boolean;
    removedAt: Date | null;
  };
  installation: { id: bigint; accountLogin: string; suspendedAt: Date | null; deletedAt: Date | null };
}

type Row = Omit<Claim, 'repository' | 'installation'> & {
  repositoryId: bigint;
  owner: string;
  name: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
  removedAt: Date | null;
  installationId: bigint;
  accountLogin: string;
  suspendedAt: Date | null;
  deletedAt: Date | null;
};

/**
 * Takes an audit that is queued and due, or whose worker has given no sign for `staleAfterMs`. Null when there is nothing to take: it has ended, waits, or
 * somebody else has it. Of several callers one gets it.
 */
export async function claimAudit(
  scope: Scope,
  auditId: string,
  { staleAfterMs }: { staleAfterMs: number },
): Promise<Claim | null> {
  const rows = await scope.run(
    (transaction) => transaction.$queryRaw<Row[]>`
      WITH claimed AS (
        UPDATE "Audit" SET "state" = 'running', "attempt" = "attempt" + 1, "claimedAt" = now(), "heartbeatAt" = now(), "startedAt" = now(), "notBefore" = NULL
        WHERE "id" = ${auditId}::uuid AND (
          ("state" = 'queued' AND ("notBefore" IS NULL OR "notBefore" <= now()))
          OR ("state" = 'running' AND "heartbeatAt" < now() - ${staleAfterMs} * interval '1 millisecond'))
        RETURNING *
      )
      SELECT a."id"::text AS "auditId", a."attempt", a."failures", a."commitSha", a."kind"::text, a."ref", a."pullNumber", a."baseSha", a."committedAt", a."checkRunId",
        r."id" AS "repositoryId", r."owner", r."name", r."defaultBranch", r."private", r."archived", r."removedAt",
        i."id" AS "installationId", i."accountLogin", i."suspendedAt", i."deletedAt"
      FROM claimed a JOIN "Repository" r ON r."id" = a."repositoryId" JOIN "Installation" i ON i."id" = r."installationId"`,
  );
  const row = rows[0];
  if (!row) return null;
  const {
    repositoryId,
    owner,
    name,
    defaultBranch,
    private: isPrivate,
    archived,
    removedAt,
    ...withInstallation
  } = row;
  const { installationId, accountLogin, suspendedAt, deletedAt, ...audit } = withInstallation;
  return {
    ...audit,
    repository: { id: repositoryId, owner, name, defaultBranch, private: isPrivate, archived, removedAt },
    installation: { id: installationId, accountLogin, suspendedAt, deletedAt },
  };
}
