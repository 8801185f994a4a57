import { z } from 'zod';
import { classifyGitHubError } from './classify-github-error.ts';
import type { GitHubApp } from './github-app.ts';
import { TransientGitHubError, UserTokenRefused } from './github-errors.ts';

export interface UserTokens {
  accessToken: string;
  /** Null where the App has expiring user tokens switched off. */
  accessExpiresAt: Date | null;
  /** Good for one use: GitHub answers with the next one. Serialise refreshes. */
  refreshToken: string | null;
  refreshExpiresAt: Date | null;
}

const TokenAnswer = z.union([
  z.object({
    access_token: z.string().min(1),
    expires_in: z.coerce.number().optional(),
    refresh_token: z.string().optional(),
    refresh_token_expires_in: z.coerce.number().optional(),
  }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
]);

const answerTimeoutMs = 10_000;

/** Where to send the browser. `codeChallenge` is the base64url SHA-256 of the code verifier (PKCE, S256). */
export function authorizeUrl(
  app: GitHubApp,
  { state, codeChallenge, redirectUri }: { state: string; codeChallenge: string; redirectUri: string },
): string {
  const url = new URL(`${app.options.webUrl}/login/oauth/authorize`);
  url.searchParams.set('client_id', app.options.clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('state', state);
  url.searchParams.set('code_challenge', codeChallenge);
  url.searchParams.set('code_challenge_method', 'S256');
  return url.href;
}

/** Trades the code for tokens. Throws UserTokenRefused when the code is wrong, used or late, TransientGitHubError when GitHub is not well. */
export function exchangeCode(
  app: GitHubApp,
  { code, codeVerifier, redirectUri }: { code: string; codeVerifier: string; redirectUri: string },
): Promise<UserTokens> {
  return requestTokens(app, { code, code_verifier: codeVerifier, redirect_uri: redirectUri });
}

/** Trades the refresh token for new tokens; the old pair is void afterwards. Throws as `exchangeCode` does. */
export function refreshToken(app: GitHubApp, token: string): Promise<UserTokens> {
  return requestTokens(app, { grant_type: 'refresh_token', refresh_token: token });
}

async function requestTokens(app: GitHubApp, parameters: Record<string, string>): Promise<UserTokens> {
  const answer = TokenAnswer.safeParse(await postForTokens(app, parameters));
  if (!answer.success)
    throw new TransientGitHubError('GitHub answered something else than tokens.', { cause: answer.error });
  // GitHub answers 200 with an error in the body.
  if ('error' in answer.data)
    throw new UserTokenRefused(`GitHub refused the sign-in (${answer.data.error}): sign in again.`);
  const { access_token, expires_in, refresh_token, refresh_token_expires_in } = answer.data;
  return {
    accessToken: access_token,
    accessExpiresAt: inSeconds(expires_in),
    refreshToken: refresh_token ?? null,
    refreshExpiresAt: inSeconds(refresh_token_expires_in),
  };
}

async function postForTokens({ options }: GitHubApp, parameters: Record<string, string>): Promise<unknown> {
  const doing = 'signing in';
  try {
    const response = await fetch(`${options.webUrl}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': options.userAgent },
      body: JSON.stringify({ client_id: options.clientId, client_secret: options.clientSecret, ...parameters }),
      redirect: 'error',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (response.status >= 500 || response.status === 429) {
      throw new TransientGitHubError(`GitHub answered ${response.status} while ${doing}.`);
    }
    return await response.json();
  } catch (error) {
    throw classifyGitHubError(error, doing);
  }
}

function inSeconds(seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(Date.now() + seconds * 1000);
}
