import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import type { Intent } from './intent.ts';
import { CommitSha, InstallationReference, installationOf, RepositoryPayload, repositoryFacts } from './payload.ts';

const AuditId = z.uuid();

/** "Re-run" or the button "Re-audit" of our check run, whose `external_id` is the audit's id. */
export const checkRun = defineWebhook({
  event: 'check_run',
  actions: ['rerequested', 'requested_action'],
  schema: z.object({
    action: z.string(),
    check_run: z.object({ external_id: z.string().nullish(), head_sha: CommitSha }),
    requested_action: z.object({ identifier: z.string() }).nullish(),
    repository: RepositoryPayload,
    installation: InstallationReference,
  }),
  translate(payload): Intent[] {
    const { repository, installation } = payload;
    if (!installation) return [];
    if (payload.action === 'requested_action' && payload.requested_action?.identifier !== 'reaudit') return [];
    const auditId = AuditId.safeParse(payload.check_run.external_id);
    const commit = { repositoryId: repository.id, commitSha: payload.check_run.head_sha };
    return [
      installationOf(installation.id, repository.owner),
      { kind: 'upsert-repositories', repositories: [repositoryFacts(installation.id, repository)] },
      auditId.success ? { kind: 'rerun-audit', ...commit, auditId: auditId.data } : { kind: 'rerun-commit', ...commit },
    ];
  },
});
