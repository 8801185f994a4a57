import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import type { Intent } from './intent.ts';
import { CommitSha, InstallationReference, installationOf, RepositoryPayload, repositoryFacts } from './payload.ts';

/** "Re-run all checks". `requested` is ignored: pushes and pull requests already say it, and say more. */
export const checkSuite = defineWebhook({
  event: 'check_suite',
  actions: ['rerequested'],
  schema: z.object({
    check_suite: z.object({ head_sha: CommitSha }),
    repository: RepositoryPayload,
    installation: InstallationReference,
  }),
  translate({ check_suite: suite, repository, installation }): Intent[] {
    if (!installation) return [];
    return [
      installationOf(installation.id, repository.owner),
      { kind: 'upsert-repositories', repositories: [repositoryFacts(installation.id, repository)] },
      { kind: 'rerun-commit', repositoryId: repository.id, commitSha: suite.head_sha },
    ];
  },
});
