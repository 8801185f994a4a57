import {
  asSystem,
  type StoredSession,
  saveVisible,
  updateSessionTokens,
  type VisibleInstallation,
  withSessionLock,
} from '@twelvefold/db';
import { GitHubError, refreshToken, UserTokenRefused, userClient } from '@twelvefold/github';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem-error.ts';
import type { Seal } from './create-seal.ts';

/** How long GitHub's answer is believed. Who loses access on GitHub loses it here within this time. */
const visibleForMs = 60_000;
/** A token that ends this soon is replaced first, so that it does not end between two requests. */
const refreshBeforeMs = 60_000;

/** What GitHub lets a session's user see. */
export interface Visibility {
  /** Null when the session is over. Throws UserTokenRefused when GitHub ends it, a ProblemError (503) when GitHub does not answer. */
  of(session: StoredSession): Promise<VisibleInstallation[] | null>;
}

export function createVisibility(
  { database, github, now }: Pick<Deps, 'database' | 'github' | 'now'>,
  seal: Seal,
): Visibility {
  const system = asSystem(database);
  /** A page asks several things at once: GitHub is asked once. */
  const asking = new Map<string, Promise<VisibleInstallation[] | null>>();

  async function ask(session: StoredSession): Promise<VisibleInstallation[] | null> {
    const token = await accessToken(session);
    if (token === null) return null;
    const client = userClient(github, token);
    const askedAt = now();
    const visible = await Promise.all(
      (await client.listUserInstallations()).map(async ({ id, suspended }) => {
        const repositories = suspended ? [] : await client.listUserInstallationRepositories(id);
        return { installationId: id, repositoryIds: repositories.map((repository) => repository.id) };
      }),
    );
    await saveVisible(system, session.tokenHash, { visible, at: askedAt });
    return visible;
  }

  /** A token that is good for a while. Refresh tokens work once, so the row is locked while GitHub answers; who waited for the lock finds the new one. */
  async function accessToken(session: StoredSession): Promise<string | null> {
    if (!endsSoon(session)) return seal.open(session.sealedAccessToken, session.tokenHash);
    return await withSessionLock(system, session.tokenHash, async (locked, tx) => {
      if (!endsSoon(locked)) return seal.open(locked.sealedAccessToken, locked.tokenHash);
      const refresh =
        locked.sealedRefreshToken === null ? null : seal.open(locked.sealedRefreshToken, locked.tokenHash);
      if (refresh === null) throw new UserTokenRefused('The sign-in has ended: sign in again.');
      const tokens = await refreshToken(github, refresh);
      await updateSessionTokens(tx, locked.tokenHash, {
        sealedAccessToken: seal.seal(tokens.accessToken, locked.tokenHash),
        sealedRefreshToken: tokens.refreshToken === null ? null : seal.seal(tokens.refreshToken, locked.tokenHash),
        accessExpiresAt: tokens.accessExpiresAt,
      });
      return tokens.accessToken;
    });
  }

  function endsSoon({ accessExpiresAt }: StoredSession): boolean {
    return accessExpiresAt !== null && accessExpiresAt.getTime() - now().getTime() < refreshBeforeMs;
  }

  return {
    async of(session) {
      const { tokenHash, visible, visibleAt } = session;
      if (visible && visibleAt && now().getTime() - visibleAt.getTime() < visibleForMs) return visible;
      const known = asking.get(tokenHash);
      if (known) return await known;
      const question = ask(session)
        .catch(tellOutage)
        .finally(() => asking.delete(tokenHash));
      asking.set(tokenHash, question);
      return await question;
    },
  };
}

function tellOutage(cause: unknown): never {
  if (!(cause instanceof GitHubError) || cause instanceof UserTokenRefused) throw cause;
  throw new ProblemError(
    503,
    'github-unavailable',
    'GitHub does not answer, so what you may see is not known. Try again in a minute.',
    { cause },
  );
}
