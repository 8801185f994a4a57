import type { Octokit } from '@octokit/core';
import { classifyGitHubError } from './classify-github-error.ts';
import type { GitHubApp } from './github-app.ts';
import { InstallationSuspended, RateLimited, RepositoryForbidden, type RequestRefused } from './github-errors.ts';

/** One repository, as GitHub's API names it and as tokens are scoped to it. */
export interface RepositoryTarget {
  installationId: bigint;
  repositoryId: bigint;
  owner: string;
  name: string;
}

type Permissions = Record<string, 'read' | 'write'>;

/** To read code, and nothing else. */
export const readContents: Permissions = { contents: 'read', metadata: 'read' };
/** To write check runs. */
export const writeChecks: Permissions = { checks: 'write', metadata: 'read' };
/** To write the one comment. */
export const writePullRequests: Permissions = { pull_requests: 'write', metadata: 'read' };

export interface TokenScope {
  installationId: bigint;
  /** Null: all repositories of the installation. */
  repositoryId: bigint | null;
  permissions: Permissions;
}

/**
 * A token of the installation, scoped to what is about to be done; kept until a minute before it expires.
 * Throws InstallationSuspended, RepositoryForbidden (uninstalled, repository not selected, permission not granted), RateLimited, TransientGitHubError.
 */
export async function installationToken(app: GitHubApp, scope: TokenScope, { refresh = false } = {}): Promise<string> {
  const options = {
    type: 'installation' as const,
    installationId: Number(scope.installationId),
    permissions: scope.permissions,
    refresh,
    ...(scope.repositoryId === null ? {} : { repositoryIds: [Number(scope.repositoryId)] }),
  };
  return asApp(app, 'asking for access to the installation', async (octokit) => {
    const { token } = (await octokit.auth(options)) as { token: string };
    return token;
  }).catch((error: unknown) => {
    throw refusalOfToken(error);
  });
}

/** Runs `work` as the App itself; where GitHub refuses the key, the next of the keys is tried and kept. */
export async function asApp<T>(app: GitHubApp, doing: string, work: (octokit: Octokit) => Promise<T>): Promise<T> {
  const { apps } = app;
  for (let tried = 1; ; tried++) {
    const current = apps[app.currentApp % apps.length];
    if (current === undefined) throw new Error('A GitHub App needs a private key: set GITHUB_PRIVATE_KEY.');
    try {
      return await work(current.octokit);
    } catch (error) {
      if (!isUnauthorized(error) || tried >= apps.length) throw classifyGitHubError(error, doing);
      app.currentApp = (app.currentApp + 1) % apps.length;
    }
  }
}

/** Runs `work` with a token of that scope. A token that GitHub no longer accepts (revoked, clock set back) is replaced once. */
export async function withInstallation<T>(
  app: GitHubApp,
  scope: TokenScope,
  doing: string,
  work: (octokit: Octokit, token: string) => Promise<T>,
): Promise<T> {
  const client = (token: string) => app.client(String(scope.installationId), token);
  try {
    const token = await installationToken(app, scope);
    try {
      return await work(client(token), token);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      const fresh = await installationToken(app, scope, { refresh: true });
      return await work(client(fresh), fresh);
    }
  } catch (error) {
    throw classifyGitHubError(error, doing);
  }
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401;
}

/** What 403, 404 and 422 mean when they are the answer to asking for a token. */
function refusalOfToken(error: unknown): unknown {
  if (error instanceof InstallationSuspended || error instanceof RateLimited || !(error instanceof Error)) return error;
  const status = (error as Partial<RequestRefused>).status;
  if (error.name === 'RepositoryGone') {
    return new RepositoryForbidden('The App is no longer installed there. Install it again to go on.', {
      cause: error,
    });
  }
  if (status === 422) {
    return new RepositoryForbidden(
      'The installation does not cover this repository, or has not been granted a permission. Review it in the settings of the App.',
      { cause: error },
    );
  }
  return error;
}
