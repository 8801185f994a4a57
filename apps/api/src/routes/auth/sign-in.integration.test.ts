import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from '../../testing/create-test-database.ts';
import { authorize, cookieOf, startTestApp, type TestApp, testOrigin } from '../../testing/start-test-app.ts';

let web: TestApp;
beforeAll(async () => {
  web = await startTestApp();
});
afterAll(() => web?.close());

const session = async (cookie: string) =>
  (await web.app.inject({ url: '/api/v1/session', headers: { cookie } })).json();
const pathOf = (address: string) => address.slice(testOrigin.length);

test('signing in goes to GitHub with PKCE, comes back, and leads to where it began', async () => {
  const begun = await web.app.inject({ url: '/auth/sign-in?return=/acme/shop' });
  const asked = new URL(String(begun.headers.location));
  const back = await authorize(web.github, asked.href, 'alma');
  const finished = await web.app.inject({ url: pathOf(back), headers: { cookie: cookieOf(begun) } });

  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  expect(finished.statusCode).toBe(302);
  expect(finished.headers.location).toBe('/acme/shop');
  expect(await session(cookieOf(finished))).toMatchObject({ user: { login: 'alma' } });
});

test('nobody is signed in without a cookie, and the answer says where to sign in', async () => {
  expect(await session('')).toEqual({
    user: null,
    signInUrl: '/auth/sign-in',
    installUrl: `${web.github.url}/github-apps/twelvefold/installations/new`,
  });
});

test('the session cookie is kept from scripts and from other sites', async () => {
  const begun = await web.app.inject({ url: '/auth/sign-in' });
  const back = await authorize(web.github, String(begun.headers.location), 'alma');
  const finished = await web.app.inject({ url: pathOf(back), headers: { cookie: cookieOf(begun) } });

  const cookie = finished.cookies.find(({ name }) => name === 'twelvefold-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test("neither the cookie's token nor GitHub's tokens can be read in the database", async () => {
  const cookie = await web.signIn('alma');
  const token = decodeURIComponent(cookie).split('=').slice(1).join('=').split('.')[0] ?? '';

  const text = JSON.stringify(await readRows(web.databaseUrl, 'SELECT * FROM "Session"'));

  expect(token.length).toBeGreaterThan(40);
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/gh[ur]_/);
});

test('a callback is refused without the cookie of the sign-in, with the state of another, and a second time', async () => {
  const begun = await web.app.inject({ url: '/auth/sign-in' });
  const other = await web.app.inject({ url: '/auth/sign-in' });
  const back = pathOf(await authorize(web.github, String(begun.headers.location), 'alma'));

  const noCookie = await web.app.inject({ url: back });
  const wrongState = await web.app.inject({ url: back, headers: { cookie: cookieOf(other) } });
  const first = await web.app.inject({ url: back, headers: { cookie: cookieOf(begun) } });
  const second = await web.app.inject({ url: back, headers: { cookie: cookieOf(begun) } });

  expect([noCookie, wrongState, first, second].map(({ statusCode }) => statusCode)).toEqual([400, 400, 302, 502]);
  expect(noCookie.body).toContain('/auth/sign-in');
});

test('a sign-in that takes longer than ten minutes is refused', async () => {
  const begun = await web.app.inject({ url: '/auth/sign-in' });
  const back = pathOf(await authorize(web.github, String(begun.headers.location), 'alma'));

  web.clock.aheadMs = 11 * 60_000;
  const late = await web.app.inject({ url: back, headers: { cookie: cookieOf(begun) } });
  web.clock.aheadMs = 0;

  expect(late.statusCode).toBe(400);
});

test('a changed cookie signs nobody in', async () => {
  const cookie = await web.signIn('alma');

  expect((await session(cookie.replace(/=(?<first>.)/, '=X'))).user).toBeNull();
  expect((await session('twelvefold-session=forged')).user).toBeNull();
});

test('signing out ends the session for good, and only from our own pages', async () => {
  const cookie = await web.signIn('alma');
  const signOut = (origin: string) =>
    web.app.inject({ method: 'POST', url: '/auth/sign-out', headers: { cookie, origin } });

  const foreign = await signOut('https://evil.example');
  const stillIn = await session(cookie);
  const own = await signOut(testOrigin);

  expect(foreign.statusCode).toBe(403);
  expect(stillIn.user).toMatchObject({ login: 'alma' });
  expect(own.statusCode).toBe(204);
  expect((await session(cookie)).user).toBeNull();
});

test('an access token that ends is replaced once, however many requests find it ending', async () => {
  const cookie = await web.signIn('alma');
  const list = () => web.app.inject({ url: '/api/v1/organizations', headers: { cookie } });
  await readRows(
    web.databaseUrl,
    `UPDATE "Session" SET "accessExpiresAt" = now() + interval '5 seconds', "visibleAt" = NULL`,
  );
  const before = await readRows<{ sealed: string }>(
    web.databaseUrl,
    'SELECT "sealedRefreshToken" AS "sealed" FROM "Session"',
  );

  const answers = await Promise.all([list(), list(), list()]);
  const again = await list();

  expect([...answers, again].map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  const after = await readRows<{ sealed: string }>(
    web.databaseUrl,
    'SELECT "sealedRefreshToken" AS "sealed" FROM "Session"',
  );
  const replaced = after.filter(({ sealed }) => !before.some((row) => row.sealed === sealed));
  expect(replaced).toHaveLength(1);
});

test('who takes their authorization back on GitHub is signed out here', async () => {
  const cookie = await web.signIn('bruno');
  await web.github.revokeAuthorization({ login: 'bruno' });

  const answer = await web.app.inject({ url: '/api/v1/organizations', headers: { cookie } });

  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ code: 'signed-out', message: expect.stringContaining('/auth/sign-in') });
  expect((await session(cookie)).user).toBeNull();
});

test("GitHub's setup address believes no installation id", async () => {
  const signedOut = await web.app.inject({ url: '/setup/installed?installation_id=1&setup_action=install' });
  const cookie = await web.signIn('alma');
  const signedIn = await web.app.inject({ url: '/setup/installed?installation_id=1', headers: { cookie } });

  expect(signedOut.headers.location).toBe('/auth/sign-in?return=/');
  expect(signedIn.headers.location).toBe('/');
});

test('codes and tokens of sign-ins are not logged', () => {
  const log = web.logged.join('');

  expect(log).toContain('/auth/callback');
  expect(log).not.toMatch(/code=(?!\[redacted\])[^"&]/);
  expect(log).not.toMatch(/gh[ur]_/);
});
