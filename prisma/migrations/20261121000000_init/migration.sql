-- CreateEnum
CREATE TYPE "AuditState" AS ENUM ('queued', 'running', 'succeeded', 'partial', 'failed', 'superseded', 'quarantined');

-- CreateEnum
CREATE TYPE "AuditKind" AS ENUM ('push', 'pull_request', 'base');

-- CreateTable
CREATE TABLE "Installation" (
    "id" BIGINT NOT NULL,
    "accountId" BIGINT NOT NULL,
    "accountLogin" TEXT NOT NULL,
    "accountType" TEXT NOT NULL,
    "accountAvatarUrl" TEXT NOT NULL DEFAULT '',
    "repositorySelection" TEXT NOT NULL DEFAULT 'all',
    "permissions" JSONB NOT NULL DEFAULT '{}',
    "suspendedAt" TIMESTAMPTZ,
    "deletedAt" TIMESTAMPTZ,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Repository" (
    "id" BIGINT NOT NULL,
    "installationId" BIGINT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL DEFAULT true,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "defaultBranch" TEXT NOT NULL DEFAULT 'main',
    "language" TEXT,
    "htmlUrl" TEXT NOT NULL DEFAULT '',
    "pushedAt" TIMESTAMPTZ,
    "removedAt" TIMESTAMPTZ,
    "latestAuditId" UUID,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "Repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "guid" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "installationId" BIGINT,
    "repositoryId" BIGINT,
    "outcome" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("guid")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" UUID NOT NULL,
    "installationId" BIGINT NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "commitSha" TEXT NOT NULL,
    "kind" "AuditKind" NOT NULL,
    "ref" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "authorLogin" TEXT NOT NULL DEFAULT '',
    "pullNumber" INTEGER,
    "baseSha" TEXT,
    "state" "AuditState" NOT NULL DEFAULT 'queued',
    "reason" TEXT NOT NULL DEFAULT '',
    "priority" INTEGER NOT NULL DEFAULT 5,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "claimedAt" TIMESTAMPTZ,
    "heartbeatAt" TIMESTAMPTZ,
    "queuedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enqueuedAt" TIMESTAMPTZ,
    "notBefore" TIMESTAMPTZ,
    "startedAt" TIMESTAMPTZ,
    "finishedAt" TIMESTAMPTZ,
    "committedAt" TIMESTAMPTZ NOT NULL,
    "durationMs" INTEGER,
    "score" INTEGER,
    "grade" TEXT,
    "coverage" DOUBLE PRECISION,
    "scores" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[],
    "rulesVersion" TEXT,
    "scoreVersion" INTEGER,
    "configHash" TEXT,
    "summary" JSONB,
    "checkRunId" BIGINT,

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FactorScore" (
    "auditId" UUID NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "factor" TEXT NOT NULL,
    "score" INTEGER,
    "passed" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "notApplicable" INTEGER NOT NULL,

    CONSTRAINT "FactorScore_pkey" PRIMARY KEY ("auditId","factor")
);

-- CreateTable
CREATE TABLE "RuleResult" (
    "auditId" UUID NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "factor" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "remediation" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "RuleResult_pkey" PRIMARY KEY ("auditId","ruleId")
);

-- CreateTable
CREATE TABLE "Finding" (
    "auditId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "startLine" INTEGER NOT NULL,
    "endLine" INTEGER NOT NULL,
    "snippet" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "component" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("auditId","position")
);

-- CreateTable
CREATE TABLE "TrendPoint" (
    "auditId" UUID NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "committedAt" TIMESTAMPTZ NOT NULL,
    "commitSha" TEXT NOT NULL,
    "score" INTEGER,
    "grade" TEXT,
    "coverage" DOUBLE PRECISION NOT NULL,
    "scores" SMALLINT[],
    "rulesVersion" TEXT NOT NULL,
    "scoreVersion" INTEGER NOT NULL,
    "configHash" TEXT NOT NULL,

    CONSTRAINT "TrendPoint_pkey" PRIMARY KEY ("auditId")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" UUID NOT NULL,
    "auditId" UUID NOT NULL,
    "repositoryId" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "availableAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enqueuedAt" TIMESTAMPTZ,
    "claimedAt" TIMESTAMPTZ,
    "claim" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "doneAt" TIMESTAMPTZ,
    "lastError" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PullRequestComment" (
    "repositoryId" BIGINT NOT NULL,
    "pullNumber" INTEGER NOT NULL,
    "commentId" BIGINT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "PullRequestComment_pkey" PRIMARY KEY ("repositoryId","pullNumber")
);

-- CreateTable
CREATE TABLE "User" (
    "id" BIGINT NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "avatarUrl" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "userId" BIGINT NOT NULL,
    "sealedAccessToken" TEXT NOT NULL,
    "sealedRefreshToken" TEXT,
    "accessExpiresAt" TIMESTAMPTZ,
    "visible" JSONB,
    "visibleAt" TIMESTAMPTZ,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" UUID NOT NULL,
    "installationId" BIGINT,
    "repositoryId" BIGINT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Repository_installationId_idx" ON "Repository"("installationId");

-- CreateIndex
CREATE INDEX "Delivery_receivedAt_idx" ON "Delivery"("receivedAt");

-- CreateIndex
CREATE INDEX "Audit_repositoryId_id_idx" ON "Audit"("repositoryId", "id" DESC);

-- CreateIndex
CREATE INDEX "Audit_repositoryId_committedAt_idx" ON "Audit"("repositoryId", "committedAt" DESC);

-- CreateIndex
CREATE INDEX "Audit_state_queuedAt_idx" ON "Audit"("state", "queuedAt");

-- CreateIndex
CREATE INDEX "Audit_installationId_idx" ON "Audit"("installationId");

-- CreateIndex
CREATE UNIQUE INDEX "Audit_repositoryId_commitSha_kind_key" ON "Audit"("repositoryId", "commitSha", "kind");

-- CreateIndex
CREATE INDEX "Outbox_doneAt_availableAt_idx" ON "Outbox"("doneAt", "availableAt");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_auditId_kind_key" ON "Outbox"("auditId", "kind");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "AuditLog_installationId_at_idx" ON "AuditLog"("installationId", "at");

-- AddForeignKey
ALTER TABLE "Repository" ADD CONSTRAINT "Repository_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Audit" ADD CONSTRAINT "Audit_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Audit" ADD CONSTRAINT "Audit_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorScore" ADD CONSTRAINT "FactorScore_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleResult" ADD CONSTRAINT "RuleResult_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrendPoint" ADD CONSTRAINT "TrendPoint_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrendPoint" ADD CONSTRAINT "TrendPoint_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "Audit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PullRequestComment" ADD CONSTRAINT "PullRequestComment_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on: what the schema language has no words for.

-- GitHub's names do not tell upper from lower case.
CREATE INDEX "Installation_accountLogin_lower_idx" ON "Installation"(lower("accountLogin"));
CREATE INDEX "Repository_owner_name_lower_idx" ON "Repository"(lower("owner"), lower("name"));

-- Trends are read from the index alone, where the points of a repository lie side by side; in the table they lie as they came in.
CREATE INDEX "TrendPoint_repositoryId_committedAt_covering_idx" ON "TrendPoint"("repositoryId", "committedAt" DESC) INCLUDE ("score", "scores");

-- Row-level security. Every transaction says who it works for with set_config('twelvefold.…', …, true): the role "system" (webhooks, worker) reads and
-- writes all; the role "viewer" reads the rows of the installations and repositories that GitHub lets the signed-in user see, and writes nothing; nothing
-- said, no rows. FORCE binds the owner of the tables too, which is whom the application signs in as. The sub-selects are evaluated once a statement, and
-- the lists become hash tables, so that the cost of a row does not grow with what a viewer may see.

ALTER TABLE "Installation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Installation" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Installation" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "Installation" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "id" IN (SELECT unnest(nullif(current_setting('twelvefold.installations', true), '')::bigint[]))
);

ALTER TABLE "Repository" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Repository" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Repository" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "Repository" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "id" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "Audit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Audit" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Audit" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "Audit" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "FactorScore" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "FactorScore" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "FactorScore" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "FactorScore" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "RuleResult" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "RuleResult" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "RuleResult" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "RuleResult" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "Finding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Finding" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Finding" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "Finding" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "TrendPoint" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "TrendPoint" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "TrendPoint" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "TrendPoint" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "Outbox" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Outbox" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Outbox" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "Outbox" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "PullRequestComment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "PullRequestComment" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "PullRequestComment" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "PullRequestComment" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[]))
);

ALTER TABLE "AuditLog" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "AuditLog" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "AuditLog" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
CREATE POLICY "viewer" ON "AuditLog" FOR SELECT USING (
  (SELECT current_setting('twelvefold.role', true)) = 'viewer'
  AND "installationId" IN (SELECT unnest(nullif(current_setting('twelvefold.installations', true), '')::bigint[]))
  AND ("repositoryId" IS NULL OR "repositoryId" IN (SELECT unnest(nullif(current_setting('twelvefold.repositories', true), '')::bigint[])))
);

-- Nobody's to see.

ALTER TABLE "Delivery" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Delivery" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Delivery" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');

ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "User" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "User" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');

ALTER TABLE "Session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Session" FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "Session" USING ((SELECT current_setting('twelvefold.role', true)) = 'system');
