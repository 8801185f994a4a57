import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import type { Intent } from './intent.ts';
import { InstallationReference, installationOf, RepositoryPayload, repositoryFacts } from './payload.ts';

/**
 * A repository changed its name, owner, visibility, default branch or state. The row keeps its id, so all of them are one upsert.
 * A transfer reaches only the new owner's installation; GitHub documents that `deleted` reaches no App, and costs nothing to obey.
 */
export const repository = defineWebhook({
  event: 'repository',
  actions: ['renamed', 'transferred', 'archived', 'unarchived', 'edited', 'privatized', 'publicized', 'deleted'],
  schema: z.object({ action: z.string(), repository: RepositoryPayload, installation: InstallationReference }),
  translate({ action, repository, installation }): Intent[] {
    if (action === 'deleted') return [{ kind: 'remove-repositories', repositoryIds: [repository.id] }];
    if (!installation) return [];
    return [
      installationOf(installation.id, repository.owner),
      { kind: 'upsert-repositories', repositories: [repositoryFacts(installation.id, repository)] },
    ];
  },
});
