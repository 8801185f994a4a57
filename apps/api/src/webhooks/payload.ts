import { z } from 'zod';
import type { RepositoryFacts, UpsertInstallation } from './intent.ts';

/** GitHub's numeric id. */
export const GitHubId = z.number().int().positive().transform(BigInt);

export const CommitSha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);

/** An organisation or a user. An enterprise has a slug and no login. */
export const Account = z
  .object({
    id: GitHubId,
    login: z.string().min(1).optional(),
    slug: z.string().min(1).optional(),
    type: z.string().default('Organization'),
    avatar_url: z.string().default(''),
  })
  .transform((account, context) => {
    const login = account.login ?? account.slug;
    if (login !== undefined) return { id: account.id, login, type: account.type, avatarUrl: account.avatar_url };
    context.addIssue({ code: 'custom', message: 'an account needs a login or a slug' });
    return z.NEVER;
  });
type Account = z.infer<typeof Account>;

/** Events of repositories name the installation by its id only; hooks that are no App's do not name it at all. */
export const InstallationReference = z.object({ id: GitHubId }).nullish();

/** A repository as repository events carry it. `pushed_at` is a number of seconds in push events and a text in others. */
export const RepositoryPayload = z.object({
  id: GitHubId,
  name: z.string().min(1),
  owner: Account,
  private: z.boolean(),
  archived: z.boolean().optional(),
  default_branch: z.string().min(1),
  language: z.string().nullish(),
  html_url: z.string().optional(),
  pushed_at: z.union([z.number(), z.string()]).nullish(),
});
export type RepositoryPayload = z.infer<typeof RepositoryPayload>;

/** A repository as installation events carry it: no default branch, no owner but in its full name. */
export const RepositoryMention = z.object({
  id: GitHubId,
  full_name: z.string().regex(/^[^/]+\/[^/]+$/),
  private: z.boolean(),
});
export type RepositoryMention = z.infer<typeof RepositoryMention>;

/** The installation as far as an account tells, with no word on its permissions. */
export function installationOf(installationId: bigint, account: Account): UpsertInstallation {
  return {
    kind: 'upsert-installation',
    installation: {
      id: installationId,
      accountId: account.id,
      accountLogin: account.login,
      accountType: account.type,
      accountAvatarUrl: account.avatarUrl,
    },
  };
}

export function repositoryFacts(installationId: bigint, repository: RepositoryPayload): RepositoryFacts {
  const pushedAt = timeOf(repository.pushed_at);
  return {
    id: repository.id,
    installationId,
    owner: repository.owner.login,
    name: repository.name,
    private: repository.private,
    defaultBranch: repository.default_branch,
    ...(repository.archived === undefined ? {} : { archived: repository.archived }),
    ...(repository.language === undefined ? {} : { language: repository.language }),
    ...(repository.html_url === undefined ? {} : { htmlUrl: repository.html_url }),
    ...(pushedAt === null ? {} : { pushedAt }),
  };
}

export function mentionedRepositoryFacts(installationId: bigint, mention: RepositoryMention): RepositoryFacts {
  const slash = mention.full_name.indexOf('/');
  return {
    id: mention.id,
    installationId,
    owner: mention.full_name.slice(0, slash),
    name: mention.full_name.slice(slash + 1),
    private: mention.private,
  };
}

/** A time as GitHub writes it: ISO 8601, or whole seconds since 1970. Null when there is none. */
export function timeOf(value: string | number | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const time = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(time.getTime()) ? null : time;
}
