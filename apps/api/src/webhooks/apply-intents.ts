import {
  auditsOfCommit,
  deleteInstallation,
  queueAudit,
  removeRepositories,
  requeueAudit,
  type Scope,
  suspendInstallation,
  upsertInstallation,
  upsertRepository,
} from '@twelvefold/db';
import type { Intent } from './intent.ts';

/** What to put into Redis once the transaction has committed. */
export interface JobsToEnqueue {
  audits: { auditId: string; priority: number | undefined }[];
  syncs: bigint[];
}

/** Carries out intents in the transaction of their delivery. Each is safe to repeat, and safe in any order. */
export async function applyIntents(tx: Scope, intents: readonly Intent[]): Promise<JobsToEnqueue> {
  const jobs: JobsToEnqueue = { audits: [], syncs: [] };
  for (const intent of intents) await applyIntent(tx, intent, jobs);
  return jobs;
}

async function applyIntent(tx: Scope, intent: Intent, jobs: JobsToEnqueue): Promise<void> {
  switch (intent.kind) {
    case 'upsert-installation':
      await upsertInstallation(tx, intent.installation);
      return;
    case 'suspend-installation':
      await suspendInstallation(tx, intent.installationId, intent.at);
      return;
    case 'delete-installation':
      await deleteInstallation(tx, intent.installationId);
      return;
    case 'upsert-repository':
      await upsertRepository(tx, intent.repository);
      return;
    case 'remove-repositories':
      await removeRepositories(tx, intent.repositoryIds);
      return;
    case 'queue-audit': {
      const { auditId } = await queueAudit(tx, intent.audit);
      jobs.audits.push({ auditId, priority: intent.audit.priority });
      return;
    }
    case 'rerun-audit':
      if (await requeueAudit(tx, intent.auditId)) jobs.audits.push({ auditId: intent.auditId, priority: undefined });
      return;
    case 'rerun-commit':
      for (const auditId of await auditsOfCommit(tx, intent.repositoryId, intent.commitSha)) {
        if (await requeueAudit(tx, auditId)) jobs.audits.push({ auditId, priority: undefined });
      }
      return;
    case 'sync-installation':
      jobs.syncs.push(intent.installationId);
  }
}
