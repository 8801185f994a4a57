import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import { describedInstallation, InstallationPayload } from './installation.ts';
import type { Intent } from './intent.ts';
import { GitHubId, mentionedRepositoryFacts, RepositoryMention } from './payload.ts';

/** Repositories were added to an installation or taken from it. */
export const installationRepositories = defineWebhook({
  event: 'installation_repositories',
  actions: ['added', 'removed'],
  schema: z.object({
    action: z.string(),
    installation: InstallationPayload,
    repositories_added: z.array(RepositoryMention).default([]),
    repositories_removed: z.array(z.object({ id: GitHubId })).default([]),
  }),
  translate(payload): Intent[] {
    const installationId = payload.installation.id;
    const upsert = describedInstallation(payload.installation);
    if (payload.action === 'removed') {
      return [upsert, { kind: 'remove-repositories', repositoryIds: payload.repositories_removed.map(({ id }) => id) }];
    }
    return [
      upsert,
      {
        kind: 'upsert-repositories',
        repositories: payload.repositories_added.map((mention) => mentionedRepositoryFacts(installationId, mention)),
      },
      { kind: 'sync-installation', installationId },
    ];
  },
});
