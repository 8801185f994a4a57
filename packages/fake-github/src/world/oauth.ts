import { createHash } from 'node:crypto';
import { newOAuthCode, newRefreshToken, newUserToken, sameSecret } from '../auth/tokens.ts';
import { simpleUser } from '../shapes/account-shapes.ts';
import type { Account, UserToken } from '../state/state.ts';
import { nowIso, type World } from './world.ts';

const CODE_LIFETIME_MS = 10 * 60_000;
const ACCESS_SECONDS = 28_800;
const REFRESH_SECONDS = 15_897_600;

/** RFC 8252: on a loopback address the port is whatever the program got. */
function isLoopback(url: URL): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}

/** Host (and port) must be those of a registered address, and the path below it. */
export function isAllowedCallback(world: World, redirectUri: string): boolean {
  const wanted = URL.parse(redirectUri);
  if (!wanted) return false;
  return world.app.callbackUrls.some((registered) => {
    const allowed = URL.parse(registered);
    if (!allowed || allowed.protocol !== wanted.protocol || allowed.hostname !== wanted.hostname) return false;
    if (allowed.port !== wanted.port && !isLoopback(allowed)) return false;
    const below = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
    return wanted.pathname === allowed.pathname || wanted.pathname.startsWith(below);
  });
}

export interface AuthorizeInput {
  account: Account;
  redirectUri: string;
  /** S256 challenge of PKCE; null when the App does not use it. */
  challenge: string | null;
}

/** A person agreed: the code that the browser carries back to the App. */
export function issueCode(world: World, input: AuthorizeInput): string {
  const code = newOAuthCode();
  const expiresAt = new Date(Date.now() + CODE_LIFETIME_MS).toISOString();
  world.state.oauthCodes = world.state.oauthCodes.filter((it) => new Date(it.expiresAt) > new Date());
  world.state.oauthCodes.push({
    code,
    accountId: input.account.id,
    redirectUri: input.redirectUri,
    challenge: input.challenge,
    expiresAt,
  });
  world.changed();
  return code;
}

export type TokenAnswer = Record<string, string | number>;

function failed(error: string, description: string): TokenAnswer {
  return { error, error_description: description, error_uri: 'https://docs.github.com/apps' };
}

function grant(world: World, accountId: number): TokenAnswer {
  const now = Date.now();
  const token: UserToken = {
    accessToken: newUserToken(),
    refreshToken: newRefreshToken(),
    accountId,
    createdAt: nowIso(),
    expiresAt: new Date(now + ACCESS_SECONDS * 1000).toISOString(),
    refreshExpiresAt: new Date(now + REFRESH_SECONDS * 1000).toISOString(),
  };
  world.state.userTokens = world.state.userTokens.filter((it) => new Date(it.refreshExpiresAt) > new Date());
  world.state.userTokens.push(token);
  world.changed();
  return {
    access_token: token.accessToken,
    expires_in: ACCESS_SECONDS,
    refresh_token: token.refreshToken,
    refresh_token_expires_in: REFRESH_SECONDS,
    token_type: 'bearer',
    scope: '',
  };
}

function exchangeCode(world: World, form: Record<string, string>): TokenAnswer {
  const bad = failed('bad_verification_code', 'The code passed is incorrect or expired.');
  const known = world.state.oauthCodes.find((it) => it.code === form.code);
  if (!known) return bad;
  // A code is good once, whatever comes of it.
  world.state.oauthCodes = world.state.oauthCodes.filter((it) => it !== known);
  world.changed();
  if (new Date(known.expiresAt) <= new Date()) return bad;
  if (form.redirect_uri && form.redirect_uri !== known.redirectUri) {
    return failed(
      'redirect_uri_mismatch',
      'The redirect_uri MUST match the registered callback URL for this application.',
    );
  }
  if (known.challenge !== null) {
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    if (!sameSecret(challenge, known.challenge)) return bad;
  }
  return grant(world, known.accountId);
}

function refresh(world: World, form: Record<string, string>): TokenAnswer {
  const known = world.state.userTokens.find((it) => it.refreshToken === form.refresh_token);
  if (!known || new Date(known.refreshExpiresAt) <= new Date()) {
    return failed('bad_refresh_token', 'The refresh token passed is incorrect or expired.');
  }
  // Rotation: the old pair ends with its use.
  world.state.userTokens = world.state.userTokens.filter((it) => it !== known);
  return grant(world, known.accountId);
}

/** POST /login/oauth/access_token. GitHub answers mistakes with status 200 and an `error`. */
export function answerTokenRequest(world: World, form: Record<string, string>): TokenAnswer {
  const isClient =
    form.client_id === world.app.clientId && sameSecret(form.client_secret ?? '', world.app.clientSecret);
  if (!isClient)
    return failed('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.');
  if (form.grant_type === 'refresh_token') return refresh(world, form);
  return exchangeCode(world, form);
}

/** The person takes the App's right to act for them back; the App hears of it. */
export function revokeAuthorization(world: World, account: Account): void {
  world.state.userTokens = world.state.userTokens.filter((it) => it.accountId !== account.id);
  world.changed();
  world.emit({
    name: 'github_app_authorization',
    action: 'revoked',
    repository: null,
    installation: null,
    payload: { action: 'revoked', sender: simpleUser(world, account) },
  });
}
