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

/**
 * A pull request has a new head. Forks and drafts are audited too: a fork's repository lies outside the installation, so nothing is asked of `head.repo`
 * (null once the fork is deleted) and the base repository fetches the head by its SHA.
 */
export const pullRequest = defineWebhook({
  event: 'pull_request',
  actions: ['opened', 'synchronize', 'reopened'],
  schema: z.object({
    number: z.number().int().positive(),
    pull_request: z.object({
      title: z.string().default(''),
      user: z.object({ login: z.string() }).nullish(),
      head: z.object({ sha: CommitSha }),
      base: z.object({ sha: CommitSha }),
      updated_at: z.union([z.string(), z.number()]).nullish(),
    }),
    repository: RepositoryPayload,
    installation: InstallationReference,
  }),
  translate({ number, pull_request: pull, repository, installation }, { receivedAt }): Intent[] {
    if (!installation) return [];
    return [
      installationOf(installation.id, repository.owner),
      { kind: 'upsert-repositories', repositories: [repositoryFacts(installation.id, repository)] },
      {
        kind: 'queue-audit',
        audit: {
          installationId: installation.id,
          repositoryId: repository.id,
          commitSha: pull.head.sha,
          kind: 'pull_request',
          ref: `refs/pull/${number}/head`,
          message: firstLine(pull.title),
          authorLogin: pull.user?.login ?? '',
          pullNumber: number,
          baseSha: pull.base.sha,
          // The payload does not tell when the head was committed; the pull request changed when it was pushed.
          committedAt: timeOf(pull.updated_at) ?? receivedAt,
          priority: auditPriorities.pullRequest,
        },
      },
    ];
  },
});
