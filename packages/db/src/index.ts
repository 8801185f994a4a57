export {
  closeDatabase,
  createDatabase,
  type Database,
  type DatabaseOptions,
  databaseRoleBypassesRowSecurity,
  pingDatabase,
} from './database.ts';
export { auditsOfCommit } from './intake/audits-of-commit.ts';
export { deleteInstallation } from './intake/delete-installation.ts';
export { type AuditRequest, type QueuedAudit, queueAudit } from './intake/queue-audit.ts';
export { type DeliveryOutcome, type ReceivedDelivery, receiveDelivery } from './intake/receive-delivery.ts';
export { removeRepositories } from './intake/remove-repositories.ts';
export { requeueAudit } from './intake/requeue-audit.ts';
export { setRepositoryArchived } from './intake/set-repository-archived.ts';
export { suspendInstallation } from './intake/suspend-installation.ts';
export { type InstallationFacts, upsertInstallation } from './intake/upsert-installation.ts';
export { type RepositoryFacts, upsertRepositories, upsertRepository } from './intake/upsert-repositories.ts';
export { migrate } from './migrate/migrate.ts';
export { type AuditForPublishing, auditForPublishing } from './outbox/audit-for-publishing.ts';
export { claimOutbox, type OutboxItem } from './outbox/claim-outbox.ts';
export { findComment, type StoredComment, saveComment } from './outbox/comments.ts';
export { completeOutbox } from './outbox/complete-outbox.ts';
export type { OutboxKind } from './outbox/open-outbox.ts';
export { postponeOutbox } from './outbox/postpone-outbox.ts';
export { setCheckRunId } from './outbox/set-check-run-id.ts';
export { auditDetail } from './reads/audit-detail.ts';
export { type AuditPageRows, auditPage } from './reads/audit-page.ts';
export type {
  AuditKind,
  AuditState,
  AuditSummaryRow,
  FactorScoreRow,
  FindingRow,
  ReportSummary,
  RepositoryRow,
  RuleResultRow,
} from './reads/audit-rows.ts';
export { type FailingRepositoryRow, failingRepositories } from './reads/failing-repositories.ts';
export type { PreviousAudit, WholeAudit } from './reads/load-audit.ts';
export { type HeatMapRow, type OrganizationOverviewRow, organizationOverview } from './reads/organization-overview.ts';
export { type OrganizationTrendPoint, organizationTrend } from './reads/organization-trend.ts';
export { type OrganizationRow, organizations } from './reads/organizations.ts';
export { type RepositoryOverviewRow, repositoryOverview } from './reads/repository-overview.ts';
export { repositoryTrend, type TrendPointRow } from './reads/repository-trend.ts';
export { asSystem, asViewer, type Scope, type ViewerRights } from './scope.ts';
export { saveUser, type UserFacts } from './sessions/save-user.ts';
export {
  createSession,
  deleteSession,
  findSession,
  type NewSession,
  type SessionTokens,
  saveVisible,
  updateSessionTokens,
} from './sessions/sessions.ts';
export type { StoredSession, VisibleInstallation } from './sessions/stored-session.ts';
export { withSessionLock } from './sessions/with-session-lock.ts';
export { type AuditToEnqueue, queuedAuditsToEnqueue, staleAudits } from './upkeep/audits-to-enqueue.ts';
export { type InstalledRepository, installationRepositories } from './upkeep/installation-repositories.ts';
export { findInstallation, type InstallationRow, openInstallations } from './upkeep/installations.ts';
export { markEnqueued } from './upkeep/mark-enqueued.ts';
export { type OutboxToEnqueue, outboxToEnqueue } from './upkeep/outbox-to-enqueue.ts';
export { pendingMigrations } from './upkeep/pending-migrations.ts';
export { purgeDeletedInstallations, purgeExpired } from './upkeep/purge.ts';
export { storedDeliveries } from './upkeep/stored-deliveries.ts';
export { type Claim, claimAudit } from './work/claim-audit.ts';
export { type AuditEnd, type AuditEnded, finishAudit } from './work/finish-audit.ts';
export { heartbeatAudit } from './work/heartbeat-audit.ts';
export { type MergeBaseAudit, mergeBaseAudits, setMergeBase } from './work/merge-base.ts';
export { type AuditRelease, releaseAudit } from './work/release-audit.ts';
export { type FinishedReport, saveReport } from './work/save-report.ts';
