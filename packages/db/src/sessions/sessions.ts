import type { Scope } from '../scope.ts';
import { loadSession, type StoredSession, toStored, type VisibleInstallation } from './stored-session.ts';

export interface NewSession extends SessionTokens {
  /** SHA-256 of the cookie's token. */
  tokenHash: string;
  userId: bigint;
  expiresAt: Date;
}

/** GitHub's tokens, sealed by the caller. */
export interface SessionTokens {
  sealedAccessToken: string;
  sealedRefreshToken: string | null;
  accessExpiresAt: Date | null;
}

export async function createSession(scope: Scope, session: NewSession): Promise<void> {
  await scope.run((transaction) => transaction.session.create({ data: session, select: { tokenHash: true } }));
}

/** Null when there is no such session, or it has ended. */
export async function findSession(scope: Scope, tokenHash: string): Promise<StoredSession | null> {
  return await scope.run((transaction) => loadSession(transaction, tokenHash));
}

export async function updateSessionTokens(scope: Scope, tokenHash: string, tokens: SessionTokens): Promise<void> {
  const { sealedAccessToken, sealedRefreshToken, accessExpiresAt } = tokens;
  await scope.run((transaction) =>
    transaction.session.updateMany({
      where: { tokenHash },
      data: { sealedAccessToken, sealedRefreshToken, accessExpiresAt },
    }),
  );
}

/** Remembers what GitHub lets the user see; null makes the next request ask again. */
export async function saveVisible(
  scope: Scope,
  tokenHash: string,
  answer: { visible: readonly VisibleInstallation[]; at: Date } | null,
): Promise<void> {
  const visible = answer ? toStored(answer.visible) : null;
  const at = answer?.at ?? null;
  await scope.run(
    (transaction) => transaction.$executeRaw`
      UPDATE "Session" SET "visible" = ${visible}::jsonb, "visibleAt" = ${at}::timestamptz WHERE "tokenHash" = ${tokenHash}`,
  );
}

export async function deleteSession(scope: Scope, tokenHash: string): Promise<void> {
  await scope.run((transaction) => transaction.session.deleteMany({ where: { tokenHash } }));
}
