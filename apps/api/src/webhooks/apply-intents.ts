import {
  auditsOfCommit,
  deleteInstallation,
  queueAudit,
  removeRepositories,
  requeueAudit,
  type Scope,
  suspendInstallation,
  upsertInstallation,
  upsertRepositories,
} from '@twelvefold/db';
import type { JobsToEnqueue } from '../enqueue-jobs.ts';
import type { Intent } from './intent.ts';

/** Carries out intents in the transaction of their delivery. Each is safe to repeat, and safe in any order. Answers what to enqueue after the commit. */
export async function applyIntents(tx: Scope, intents: readonly Intent[]): Promise<JobsToEnqueue> {
  const jobs: JobsToEnqueue = { audits: [], outboxIds: [], syncs: [] };
  for (const intent of intents) await applyIntent(tx, intent, jobs);
  return jobs;
}

async function applyIntent(tx: Scope, intent: Intent, jobs: JobsToEnqueue): Promise<void> {
  switch (intent.kind) {
    case 'upsert-installation':
      return upsertInstallation(tx, intent.installation);
    case 'suspend-installation':
      await suspendInstallation(tx, intent.installationId, intent.at);
      return;
    case 'delete-installation':
      return deleteInstallation(tx, intent.installationId);
    case 'upsert-repositories':
      return upsertRepositories(tx, intent.repositories);
    case 'remove-repositories':
      return removeRepositories(tx, intent.repositoryIds);
    case 'queue-audit': {
      const { auditId, created, outboxIds } = await queueAudit(tx, intent.audit);
      if (created) jobs.audits.push({ auditId, priority: intent.audit.priority });
      jobs.outboxIds.push(...outboxIds);
      return;
    }
    case 'rerun-commit':
      for (const auditId of await auditsOfCommit(tx, intent.repositoryId, intent.commitSha))
        await rerun(tx, auditId, jobs);
      return;
    case 'rerun-audit': {
      // The id comes from a check run's external_id, which anybody with write access to some repository can set.
      const known = await auditsOfCommit(tx, intent.repositoryId, intent.commitSha);
      if (known.includes(intent.auditId)) await rerun(tx, intent.auditId, jobs);
      return;
    }
    case 'sync-installation':
      jobs.syncs.push(intent.installationId);
  }
}

async function rerun(tx: Scope, auditId: string, jobs: JobsToEnqueue): Promise<void> {
  const requeued = await requeueAudit(tx, auditId);
  if (!requeued) return;
  jobs.audits.push({ auditId });
  jobs.outboxIds.push(...requeued.outboxIds);
}
