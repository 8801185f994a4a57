import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../scope.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { purgeExpired } from '../upkeep/purge.ts';
import { saveUser } from './save-user.ts';
import { createSession, deleteSession, findSession, saveVisible, updateSessionTokens } from './sessions.ts';
import { withSessionLock } from './with-session-lock.ts';

let test$: TestDatabase;
beforeAll(async () => {
  test$ = await createTestDatabase();
  await saveUser(system(), { id: 1n, login: 'old', name: '', avatarUrl: '' });
});
afterAll(() => test$.close());

const system = () => asSystem(test$.database);
const tokens = { sealedAccessToken: 'a', sealedRefreshToken: 'r', accessExpiresAt: new Date(0) };

async function start(tokenHash: string, expiresAt = new Date(Date.now() + 60_000)) {
  await createSession(system(), { tokenHash, userId: 1n, expiresAt, ...tokens });
}

test('a session is found with its user as GitHub named them last', async () => {
  await start('found');
  await saveUser(system(), { id: 1n, login: 'new', name: 'N', avatarUrl: 'x' });

  const session = await findSession(system(), 'found');

  expect(session).toMatchObject({
    tokenHash: 'found',
    ...tokens,
    visible: null,
    visibleAt: null,
    user: { id: 1n, login: 'new', name: 'N' },
  });
});

test('what a user may see is kept with ids beyond what a JSON number holds, and can be forgotten', async () => {
  await start('visible');
  const visible = [{ installationId: 2n ** 60n + 1n, repositoryIds: [1n, 2n ** 62n + 1n] }];
  const at = new Date();

  await saveVisible(system(), 'visible', { visible, at });
  const kept = await findSession(system(), 'visible');
  await saveVisible(system(), 'visible', null);
  const forgotten = await findSession(system(), 'visible');

  expect(kept).toMatchObject({ visible, visibleAt: at });
  expect(forgotten).toMatchObject({ visible: null, visibleAt: null });
});

test('of five requests with an old token one refreshes it, and the others find the new one', async () => {
  await start('locked');
  let refreshed = 0;

  const seen = await Promise.all(
    Array.from({ length: 5 }, () =>
      withSessionLock(system(), 'locked', async (session, tx) => {
        if (session.sealedAccessToken === 'a') {
          refreshed += 1;
          await updateSessionTokens(tx, 'locked', { ...tokens, sealedAccessToken: 'b' });
          return 'b';
        }
        return session.sealedAccessToken;
      }),
    ),
  );

  expect(refreshed).toBe(1);
  expect(seen).toEqual(Array(5).fill('b'));
});

test('a session that has ended or was signed out is not found, and is purged', async () => {
  await start('ended', new Date(Date.now() - 1_000));
  await start('out');
  await deleteSession(system(), 'out');

  expect(await findSession(system(), 'ended')).toBeNull();
  expect(await findSession(system(), 'out')).toBeNull();
  expect(await withSessionLock(system(), 'ended', async () => 'in')).toBeNull();
  expect(await purgeExpired(system())).toEqual({ sessions: 1, deliveries: 0 });
});
