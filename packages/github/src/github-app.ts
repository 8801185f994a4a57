import { App } from '@octokit/app';
import type { Octokit } from '@octokit/core';
import { createOctokitClass, type GitHubLogger, octokitLog } from './octokit-class.ts';

export interface GitHubAppOptions {
  /** The numeric id, or the client id: GitHub takes either as issuer. */
  appId: string;
  /** PEM, PKCS#1 or PKCS#8. Several while one replaces the other: the first that GitHub accepts is used. */
  privateKeys: readonly string[];
  webhookSecrets: readonly string[];
  clientId: string;
  clientSecret: string;
  /** https://api.github.com, or https://HOST/api/v3. No slash at the end. */
  apiUrl: string;
  /** https://github.com, or https://HOST. */
  webUrl: string;
  userAgent: string;
  logger: GitHubLogger;
}

/** What the functions of this package need; made once for each process. */
export interface GitHubApp {
  readonly options: GitHubAppOptions;
  /** A client that speaks as the App itself (JWT), one for each private key. */
  readonly apps: readonly App[];
  /** Which of `apps` GitHub accepted last. */
  currentApp: number;
  /** A client with no credentials of its own, which shares throttling under `id`. */
  client(id: string, token?: string): Octokit;
}

/** Makes the App's clients; asks nothing of GitHub yet. Throws when there is no private key. */
export function createGitHubApp(options: GitHubAppOptions): GitHubApp {
  if (options.privateKeys.length === 0) throw new Error('A GitHub App needs a private key: set GITHUB_PRIVATE_KEY.');
  const { OctokitClass, throttleOptions } = createOctokitClass(options);
  const log = octokitLog(options.logger);
  return {
    options,
    apps: options.privateKeys.map(
      (privateKey) => new App({ appId: options.appId, privateKey, Octokit: OctokitClass, log }),
    ),
    currentApp: 0,
    client: (id, token) => new OctokitClass({ auth: token, log, throttle: throttleOptions(id) }),
  };
}
