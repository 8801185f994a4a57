import { z } from 'zod';
import { defineWebhook } from './define-webhook.ts';
import { firstLine } from './first-line.ts';
import type { Intent } from './intent.ts';
import {
  CommitSha,
  InstallationReference,
  installationOf,
  RepositoryPayload,
  repositoryFacts,
  timeOf,
} from './payload.ts';
import { auditPriorities } from './priorities.ts';

/** Commits were pushed. Only the default branch is audited; tags, deleted branches and other branches are not. */
export const push = defineWebhook({
  event: 'push',
  actions: null,
  schema: z.object({
    ref: z.string(),
    after: CommitSha,
    deleted: z.boolean().default(false),
    head_commit: z
      .object({
        message: z.string().default(''),
        timestamp: z.string().optional(),
        author: z.object({ username: z.string().optional(), name: z.string().nullish() }).nullish(),
      })
      .nullish(),
    repository: RepositoryPayload,
    installation: InstallationReference,
  }),
  translate({ ref, after, deleted, head_commit: commit, repository, installation }, { receivedAt }): Intent[] {
    if (!installation || deleted || /^0+$/.test(after) || ref !== `refs/heads/${repository.default_branch}`) return [];
    return [
      installationOf(installation.id, repository.owner),
      { kind: 'upsert-repositories', repositories: [repositoryFacts(installation.id, repository)] },
      {
        kind: 'queue-audit',
        audit: {
          installationId: installation.id,
          repositoryId: repository.id,
          commitSha: after,
          kind: 'push',
          ref: repository.default_branch,
          message: firstLine(commit?.message ?? ''),
          authorLogin: commit?.author?.username ?? commit?.author?.name ?? '',
          pullNumber: null,
          baseSha: null,
          committedAt: timeOf(commit?.timestamp) ?? timeOf(repository.pushed_at) ?? receivedAt,
          priority: auditPriorities.push,
        },
      },
    ];
  },
});
