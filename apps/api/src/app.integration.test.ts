import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from './testing/create-test-database.ts';
import { samplePayloads } from './testing/sample-payloads.ts';
import { startTestApp, type TestApp } from './testing/start-test-app.ts';
import { watchEvents } from './testing/watch-events.ts';

let web: TestApp;
let withoutRedis: TestApp;
beforeAll(async () => {
  web = await startTestApp();
  // Port 1 refuses: a Redis that has never been there.
  withoutRedis = await startTestApp({ redisUrl: 'redis://127.0.0.1:1' });
});
afterAll(async () => {
  await web?.close();
  await withoutRedis?.close();
});

test('with all its parts the process is ready', async () => {
  const answer = await web.app.inject('/readyz');

  expect(answer.json()).toEqual({ ready: true, parts: { database: 'ok', migrations: 'ok', redis: 'ok' } });
  expect(answer.statusCode).toBe(200);
  expect((await web.app.inject('/livez')).statusCode).toBe(200);
});

test('without Redis the process lives, is not ready, and says why', async () => {
  const answer = await withoutRedis.app.inject('/readyz');

  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    ready: false,
    parts: { database: 'ok', migrations: 'ok', redis: 'does not answer' },
  });
  expect((await withoutRedis.app.inject('/livez')).statusCode).toBe(200);
  expect((await withoutRedis.app.inject('/metrics')).statusCode).toBe(200);
});

test('without Redis a webhook is stored and answered within a second', async () => {
  const started = performance.now();

  const answer = await withoutRedis.deliver('push', samplePayloads.push);

  expect(answer.statusCode).toBe(202);
  expect(performance.now() - started).toBeLessThan(1_000);
  const audits = await readRows(withoutRedis.databaseUrl, 'SELECT "state"::text FROM "Audit"');
  expect(audits).toEqual([{ state: 'queued' }]);
});

test('without Redis people sign in and read', async () => {
  const cookie = await withoutRedis.signIn('alma');

  const answer = await withoutRedis.app.inject({ url: '/api/v1/organizations', headers: { cookie } });

  expect(answer.statusCode).toBe(200);
});

test('migrations that have not run are named as the reason', async () => {
  await readRows(withoutRedis.databaseUrl, 'DELETE FROM "_prisma_migrations"');

  const { parts } = (await withoutRedis.app.inject('/readyz')).json();

  expect(parts.migrations).toMatch(/^\d+ pending: run the release step$/);
});

test('the API documents itself, every route with its answers', async () => {
  const document = (await web.app.inject('/api/v1/openapi.json')).json();

  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/audits/{id}',
    '/api/v1/audits/{id}/rerun',
    '/api/v1/events',
    '/api/v1/organizations',
    '/api/v1/organizations/{login}',
    '/api/v1/organizations/{login}/trend',
    '/api/v1/repositories/{owner}/{name}',
    '/api/v1/repositories/{owner}/{name}/audits',
    '/api/v1/repositories/{owner}/{name}/trend',
    '/api/v1/rules',
    '/api/v1/rules/{factor}/{rule}',
    '/api/v1/session',
  ]);
  expect(document.paths['/api/v1/session'].get.responses['200'].content['application/json'].schema).toBeDefined();
});

test('the page of the API loads nothing from outside', async () => {
  const page = await web.app.inject({ url: '/api/docs/', headers: { accept: 'text/html' } });

  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('swagger-ui');
  expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test('the catalogue of rules is public: 12 factors and 89 rules', async () => {
  const { factors, rules } = (await web.app.inject('/api/v1/rules')).json();
  const detail = await web.app.inject(`/api/v1/rules/${rules[0].id}`);
  const missing = await web.app.inject('/api/v1/rules/config/no-such-rule');

  expect(factors).toHaveLength(12);
  expect(rules).toHaveLength(89);
  expect(detail.json()).toMatchObject({ id: rules[0].id, failing: [] });
  expect(missing.statusCode).toBe(404);
});

test('pages are kept to this site by their headers', async () => {
  const { headers } = await web.app.inject('/');

  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('http');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['/api/v1/nothing', 404],
  ['/api/v1/audits/not-a-uuid', 400],
  ['/api/v1/repositories/acme/shop/trend?days=0', 400],
])('%s is answered by a problem that says what to do', async (url, status) => {
  const cookie = await web.signIn('alma');

  const answer = await web.app.inject({ url, headers: { cookie } });

  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toEqual({ code: expect.stringMatching(/^[a-z-]+$/), message: expect.stringMatching(/\.$/) });
});

test('too many sign-ins from one address are slowed down', async () => {
  const answers = [];
  for (let count = 0; count < 31; count += 1)
    answers.push(await web.app.inject({ url: '/auth/sign-in', remoteAddress: '192.0.2.7' }));

  expect(answers.at(29)?.statusCode).toBe(302);
  expect(answers.at(30)?.statusCode).toBe(429);
  expect(answers.at(30)?.json()).toMatchObject({ code: 'too-many-requests' });
});

test('live streams stand without Redis, and end when the server stops', async () => {
  const cookie = await withoutRedis.signIn('alma');
  const address = await withoutRedis.app.listen({ host: '127.0.0.1', port: 0 });
  const stream = await watchEvents(address, cookie);

  await withoutRedis.app.close();

  await expect(stream.ended()).resolves.toBeUndefined();
});
