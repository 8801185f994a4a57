import { type Scope, within } from '../scope.ts';
import { loadSession, type StoredSession } from './stored-session.ts';

/**
 * Runs `work` while no other process may change the session: refresh tokens work once, so of two requests the second finds the new ones. `session` is read
 * after the lock is got; what `work` writes through `tx` is committed with it. Null when the session has ended. `work` has 20 s.
 */
export async function withSessionLock<T>(
  scope: Scope,
  tokenHash: string,
  work: (session: StoredSession, tx: Scope) => Promise<T>,
): Promise<T | null> {
  return await scope.run(async (transaction) => {
    await transaction.$queryRaw`SELECT FROM "Session" WHERE "tokenHash" = ${tokenHash} FOR UPDATE`;
    const session = await loadSession(transaction, tokenHash);
    return session ? await work(session, within(transaction)) : null;
  });
}
