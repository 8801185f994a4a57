import {
  asSystem,
  asViewer,
  createSession,
  databaseRoleBypassesRowSecurity,
  deleteSession,
  findSession,
  openInstallations,
  type Scope,
  saveUser,
  saveVisible,
} from '@twelvefold/db';
import { UserTokenRefused, type UserTokens, userClient } from '@twelvefold/github';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem-error.ts';
import { type Cookies, sessionLifetimeMs } from './cookies.ts';
import { createRowSecurityGuard } from './create-row-security-guard.ts';
import { createSeal } from './create-seal.ts';
import { createVisibility } from './create-visibility.ts';
import { createSessionToken, hashOfToken } from './session-token.ts';

export interface SignedInUser {
  login: string;
  name: string;
  avatarUrl: string;
}

/** Who asks, and the part of the database that GitHub lets them see. */
export interface Viewer {
  user: SignedInUser;
  repositoryIds: ReadonlySet<string>;
  scope: Scope;
}

export interface Sessions {
  /** Signs a browser in: stores who it is and gives it a new cookie. */
  start(request: FastifyRequest, reply: FastifyReply, tokens: UserTokens): Promise<void>;
  /** The signed-in user by our own records, without asking GitHub; null when nobody is. */
  user(request: FastifyRequest): Promise<SignedInUser | null>;
  /** The viewer, with what GitHub let them see at most a minute ago; null when nobody is signed in. */
  viewer(request: FastifyRequest): Promise<Viewer | null>;
  /** The viewer; throws a ProblemError (401) when nobody is signed in. */
  requireViewer(request: FastifyRequest): Promise<Viewer>;
  /** Has GitHub asked again at the next request, as something was installed just now. */
  forgetVisible(request: FastifyRequest): Promise<void>;
  end(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function createSessions(deps: Deps, cookies: Cookies): Sessions {
  const { database, github, environment, now } = deps;
  const system = asSystem(database);
  const seal = createSeal(environment.SESSION_SECRET);
  const visibility = createVisibility(deps, seal);
  const requireRowSecurity = createRowSecurityGuard(() => databaseRoleBypassesRowSecurity(database));

  function tokenHash(request: FastifyRequest): string | null {
    const token = cookies.session.read(request);
    return token === null ? null : hashOfToken(token);
  }

  async function currentSession(request: FastifyRequest) {
    const hash = tokenHash(request);
    const session = hash === null ? null : await findSession(system, hash);
    return session && session.expiresAt > now() ? session : null;
  }

  async function viewer(request: FastifyRequest): Promise<Viewer | null> {
    const session = await currentSession(request);
    if (session) await requireRowSecurity();
    const visible = session && (await visibility.of(session));
    if (!session || !visible) return null;
    // Suspended or uninstalled since GitHub was asked: its repositories are closed at once, not when the minute is over.
    const installationIds = visible.map(({ installationId }) => installationId);
    const open = new Set(await openInstallations(system, installationIds));
    const repositoryIds = visible
      .filter(({ installationId }) => open.has(installationId))
      .flatMap((it) => it.repositoryIds);
    return {
      user: session.user,
      repositoryIds: new Set(repositoryIds.map(String)),
      scope: asViewer(database, { installationIds, repositoryIds }),
    };
  }

  return {
    async start(request, reply, tokens) {
      const previous = tokenHash(request);
      if (previous !== null) await deleteSession(system, previous);
      const user = await userClient(github, tokens.accessToken).getUser();
      const token = createSessionToken();
      const hash = hashOfToken(token);
      await saveUser(system, user);
      await createSession(system, {
        tokenHash: hash,
        userId: user.id,
        sealedAccessToken: seal.seal(tokens.accessToken, hash),
        sealedRefreshToken: tokens.refreshToken === null ? null : seal.seal(tokens.refreshToken, hash),
        accessExpiresAt: tokens.accessExpiresAt,
        expiresAt: new Date(now().getTime() + sessionLifetimeMs),
      });
      cookies.session.write(reply, token);
    },
    async user(request) {
      return (await currentSession(request))?.user ?? null;
    },
    async viewer(request) {
      try {
        return await viewer(request);
      } catch (error) {
        if (error instanceof UserTokenRefused) {
          const hash = tokenHash(request);
          if (hash !== null) await deleteSession(system, hash);
          return null;
        }
        throw error;
      }
    },
    async requireViewer(request) {
      const found = await this.viewer(request);
      if (found) return found;
      throw new ProblemError(401, 'signed-out', 'Sign in with GitHub to see this: open /auth/sign-in.');
    },
    async forgetVisible(request) {
      const hash = tokenHash(request);
      if (hash !== null) await saveVisible(system, hash, null);
    },
    async end(request, reply) {
      const hash = tokenHash(request);
      if (hash !== null) await deleteSession(system, hash);
      cookies.session.clear(reply);
    },
  };
}
