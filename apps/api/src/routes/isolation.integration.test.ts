import { asSystem, claimAudit, queueAudit, upsertInstallation, upsertRepositories } from '@twelvefold/db';
import { publishAuditEvent } from '@twelvefold/queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, testOrigin } from '../testing/start-test-app.ts';
import { watchEvents } from '../testing/watch-events.ts';

interface Tenant {
  login: string;
  organization: string;
  installationId: bigint;
  repositoryId: bigint;
  auditId: string;
  cookie: string;
}

let web: TestApp;
let alma: Tenant;
let bruno: Tenant;
beforeAll(async () => {
  web = await startTestApp();
  alma = await createTenant('alma', 'acme');
  bruno = await createTenant('bruno', 'bolt');
});
afterAll(() => web?.close());

/** An organisation with the App, one private repository with one audit, and its admin signed in. */
async function createTenant(login: string, organization: string): Promise<Tenant> {
  const system = asSystem(web.deps.database);
  const repository = await web.github.createRepository({ owner: organization, name: 'shop', private: true });
  const { sha } = await web.github.commit({
    owner: organization,
    repo: 'shop',
    branch: 'main',
    message: 'Begin',
    files: { 'a.txt': 'a' },
  });
  const installed = await web.github.installApp({ account: organization, repositories: 'all', by: login });
  const [installationId, repositoryId] = [BigInt(installed.installationId), BigInt(repository.id)];
  await upsertInstallation(system, {
    id: installationId,
    accountId: 1n,
    accountLogin: organization,
    accountType: 'Organization',
  });
  await upsertRepositories(system, [
    { id: repositoryId, installationId, owner: organization, name: 'shop', private: true, htmlUrl: repository.url },
  ]);
  const audit = {
    installationId,
    repositoryId,
    commitSha: sha,
    kind: 'push',
    ref: 'main',
    committedAt: new Date(),
  } as const;
  const { auditId } = await queueAudit(system, audit);
  return { login, organization, installationId, repositoryId, auditId, cookie: await web.signIn(login) };
}

const get = (url: string, cookie: string) => web.app.inject({ url, headers: { cookie } });
const rerun = (auditId: string, cookie: string, origin = testOrigin) =>
  web.app.inject({ method: 'POST', url: `/api/v1/audits/${auditId}/rerun`, headers: { cookie, origin } });

const pagesOf = ({ organization, auditId }: Tenant) => [
  `/api/v1/organizations/${organization}`,
  `/api/v1/organizations/${organization}/trend?days=30`,
  `/api/v1/repositories/${organization}/shop`,
  `/api/v1/repositories/${organization}/shop/trend?days=30`,
  `/api/v1/repositories/${organization}/shop/audits`,
  `/api/v1/audits/${auditId}`,
];

test('who may see an organisation sees all of it, and is told to keep no copy', async () => {
  for (const url of pagesOf(alma)) {
    const answer = await get(url, alma.cookie);
    expect([url, answer.statusCode]).toEqual([url, 200]);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
});

test('who may not see it is told that it is not there', async () => {
  for (const url of pagesOf(alma)) {
    const answer = await get(url, bruno.cookie);
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.json()).toMatchObject({ code: 'not-found' });
  }
  expect((await rerun(alma.auditId, bruno.cookie)).statusCode).toBe(404);
});

test('who is not signed in is asked to sign in', async () => {
  for (const url of ['/api/v1/organizations', '/api/v1/events', ...pagesOf(alma)]) {
    expect([url, (await get(url, '')).statusCode]).toEqual([url, 401]);
  }
  expect((await rerun(alma.auditId, '')).statusCode).toBe(401);
});

test('lists hold what the viewer may see and nothing else', async () => {
  const logins = async (cookie: string) =>
    (await get('/api/v1/organizations', cookie)).json().organizations.map(({ login }: { login: string }) => login);

  expect(await logins(alma.cookie)).toEqual(['acme']);
  expect(await logins(bruno.cookie)).toEqual(['bolt']);
});

test('names are found whatever their case', async () => {
  expect((await get('/api/v1/repositories/ACME/Shop', alma.cookie)).statusCode).toBe(200);
});

test('live events reach those who may see the audit and nobody else', async () => {
  const address = await web.app.listen({ host: '127.0.0.1', port: 0 });
  const [almaSees, brunoSees] = await Promise.all([
    watchEvents(address, alma.cookie),
    watchEvents(address, bruno.cookie),
  ]);
  const event = (tenant: Tenant) => ({
    auditId: tenant.auditId,
    repositoryId: tenant.repositoryId.toString(),
    state: 'running',
    phase: 'judging',
    percent: 50,
  });

  await publishAuditEvent(web.deps.redis, event(alma));
  await publishAuditEvent(web.deps.redis, event(bruno));

  expect(await almaSees.next()).toEqual(event(alma));
  expect(await brunoSees.next()).toEqual(event(bruno));
  await Promise.all([almaSees.stop(), brunoSees.stop()]);
});

test('an audit that has ended is run again, one that waits or runs stays as it is', async () => {
  const waiting = await rerun(alma.auditId, alma.cookie);
  await claimAudit(asSystem(web.deps.database), alma.auditId, { staleAfterMs: 60_000 });
  const running = await rerun(alma.auditId, alma.cookie);
  const foreign = await rerun(alma.auditId, alma.cookie, 'https://evil.example');

  expect([waiting.statusCode, waiting.json().state]).toEqual([202, 'queued']);
  expect([running.statusCode, running.json().state]).toEqual([202, 'running']);
  expect(foreign.statusCode).toBe(403);
});

test('who loses access on GitHub loses it here within a minute', async () => {
  await web.github.removeRepositories({ account: 'bolt', repositories: ['shop'] }).catch(() => undefined);
  await web.github.deleteRepository({ owner: 'bolt', repo: 'shop' });

  web.clock.aheadMs = 61_000;
  const answer = await get(`/api/v1/audits/${bruno.auditId}`, bruno.cookie);
  web.clock.aheadMs = 0;

  expect(answer.statusCode).toBe(404);
});

test('a suspended installation is closed at once and says so; an uninstalled one is gone', async () => {
  await get('/api/v1/organizations', alma.cookie);
  const account = { login: 'acme', id: 1, type: 'Organization' };
  const installation = { id: Number(alma.installationId), account };

  await web.deliver('installation', { action: 'suspend', installation });
  const suspended = (await get('/api/v1/organizations', alma.cookie)).json();
  const closed = await get(`/api/v1/audits/${alma.auditId}`, alma.cookie);
  await web.deliver('installation', { action: 'unsuspend', installation });
  const open = await get(`/api/v1/audits/${alma.auditId}`, alma.cookie);
  await web.deliver('installation', { action: 'deleted', installation });
  const gone = (await get('/api/v1/organizations', alma.cookie)).json();

  expect(suspended.organizations).toMatchObject([{ login: 'acme', suspended: true, repositories: 0 }]);
  expect(closed.statusCode).toBe(404);
  expect(open.statusCode).toBe(200);
  expect(gone.organizations).toEqual([]);
});
