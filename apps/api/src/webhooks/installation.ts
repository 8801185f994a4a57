import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import type { Intent, UpsertInstallation } from './intent.ts';
import { Account, GitHubId, installationOf, mentionedRepositoryFacts, RepositoryMention, timeOf } from './payload.ts';

export const InstallationPayload = z.object({
  id: GitHubId,
  account: Account,
  repository_selection: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  suspended_at: z.union([z.string(), z.number()]).nullish(),
});

/** The installation with its permissions and its choice of repositories. */
export function describedInstallation(installation: z.infer<typeof InstallationPayload>): UpsertInstallation {
  const known = installationOf(installation.id, installation.account);
  return {
    ...known,
    installation: {
      ...known.installation,
      ...(installation.repository_selection === undefined
        ? {}
        : { repositorySelection: installation.repository_selection }),
      ...(installation.permissions === undefined ? {} : { permissions: installation.permissions }),
    },
  };
}

/** The App was installed, uninstalled, suspended, resumed, or given other permissions. */
export const installation = defineWebhook({
  event: 'installation',
  actions: ['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted'],
  schema: z.object({
    action: z.string(),
    installation: InstallationPayload,
    repositories: z.array(RepositoryMention).nullish(),
  }),
  translate({ action, installation, repositories }, { receivedAt }): Intent[] {
    const upsert = describedInstallation(installation);
    const installationId = installation.id;
    switch (action) {
      case 'created':
        return [
          upsert,
          {
            kind: 'upsert-repositories',
            repositories: (repositories ?? []).map((mention) => mentionedRepositoryFacts(installationId, mention)),
          },
          { kind: 'sync-installation', installationId },
        ];
      case 'deleted':
        return [upsert, { kind: 'delete-installation', installationId }];
      case 'suspend':
        return [
          upsert,
          { kind: 'suspend-installation', installationId, at: timeOf(installation.suspended_at) ?? receivedAt },
        ];
      case 'unsuspend':
        return [
          upsert,
          { kind: 'suspend-installation', installationId, at: null },
          { kind: 'sync-installation', installationId },
        ];
      default:
        return [upsert];
    }
  },
});
