import { z } from 'zod';
import { classifyGitHubError } from './classify-github-error.ts';
import type { GitHubApp } from './github-app.ts';
import { UserTokenRefused } from './github-errors.ts';
import { pageSize, readPages } from './paginate.ts';
import { type GitHubRepository, RepositoriesPage } from './repository-answer.ts';

const UserAnswer = z
  .object({ id: z.coerce.bigint(), login: z.string(), name: z.string().nullish(), avatar_url: z.string().optional() })
  .transform(({ id, login, name, avatar_url }) => ({ id, login, name: name ?? '', avatarUrl: avatar_url ?? '' }));
export type GitHubUser = z.infer<typeof UserAnswer>;

const InstallationAnswer = z
  .object({
    id: z.coerce.bigint(),
    account: z.object({
      id: z.coerce.bigint(),
      login: z.string().optional(),
      // Enterprises have a slug and no login.
      slug: z.string().optional(),
      type: z.string().optional(),
      avatar_url: z.string().optional(),
    }),
    suspended_at: z.string().nullish(),
  })
  .transform(({ id, account, suspended_at }) => ({
    id,
    accountId: account.id,
    accountLogin: account.login ?? account.slug ?? '',
    accountType: account.type ?? 'Organization',
    accountAvatarUrl: account.avatar_url ?? '',
    suspended: typeof suspended_at === 'string',
  }));
export type GitHubInstallation = z.infer<typeof InstallationAnswer>;

const InstallationsPage = z
  .object({ installations: z.array(InstallationAnswer) })
  .transform((page) => page.installations);

export interface UserClient {
  getUser(): Promise<GitHubUser>;
  /** Installations of this App that the user may see. Never trust an installation id from anywhere else. */
  listUserInstallations(): Promise<GitHubInstallation[]>;
  /** Repositories of an installation that the user may see. */
  listUserInstallationRepositories(installationId: bigint): Promise<GitHubRepository[]>;
}

/** GitHub as a signed-in user sees it. Throws UserTokenRefused on 401: refresh the token, or have them sign in again. */
export function userClient(app: GitHubApp, token: string): UserClient {
  const octokit = app.client('users', token);

  async function ask<T>(doing: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof Error && 'status' in error && error.status === 401) {
        throw new UserTokenRefused('GitHub no longer accepts this sign-in: sign in again.', { cause: error });
      }
      throw classifyGitHubError(error, doing);
    }
  }

  return {
    getUser: () => ask('reading the user', async () => UserAnswer.parse((await octokit.request('GET /user')).data)),
    listUserInstallations: () =>
      ask('listing installations', () =>
        readPages(InstallationsPage, (page) =>
          octokit.request('GET /user/installations', { per_page: pageSize, page }),
        ),
      ),
    listUserInstallationRepositories: (installationId) =>
      ask('listing repositories', () =>
        readPages(RepositoriesPage, (page) =>
          octokit.request('GET /user/installations/{installation_id}/repositories', {
            installation_id: Number(installationId),
            per_page: pageSize,
            page,
          }),
        ),
      ),
  };
}
