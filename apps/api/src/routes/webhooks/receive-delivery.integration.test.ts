import { asSystem, findInstallation } from '@twelvefold/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from '../../testing/create-test-database.ts';
import { sampleInstallation, samplePayloads, sampleSha } from '../../testing/sample-payloads.ts';
import { startTestApp, type TestApp } from '../../testing/start-test-app.ts';

let web: TestApp;
beforeAll(async () => {
  web = await startTestApp();
});
afterAll(() => web?.close());

const stored = (guid: string) =>
  readRows<{ outcome: string }>(web.databaseUrl, `SELECT "outcome" FROM "Delivery" WHERE "guid" = '${guid}'`);
const audits = (repositoryId: number) =>
  readRows<{ id: string; state: string; commitSha: string; kind: string }>(
    web.databaseUrl,
    `SELECT "id"::text, "state"::text, "commitSha", "kind"::text FROM "Audit" WHERE "repositoryId" = ${repositoryId} ORDER BY "id"`,
  );
/** A push to a repository that nobody has heard of, in an installation that nobody has heard of. */
const pushTo = (id: number, change: object = {}) => ({
  ...samplePayloads.push,
  repository: { ...samplePayloads.push.repository, id },
  installation: { id: id + 1 },
  ...change,
});

test.each([
  ['a wrong one', `sha256=${'0'.repeat(64)}`],
  ['none', undefined],
  ['nonsense', 'sha256=xyz'],
])('with %s for a signature a delivery is refused and nothing is stored', async (_what, signature) => {
  const guid = `forged-${_what.replaceAll(' ', '-')}`;

  const answer = await web.deliver('push', pushTo(100), {
    'x-hub-signature-256': signature,
    'x-github-delivery': guid,
  });

  expect(answer.statusCode).toBe(401);
  expect(answer.json().message).toContain('GITHUB_WEBHOOK_SECRET');
  expect(await stored(guid)).toEqual([]);
  expect(await audits(100)).toEqual([]);
});

test('a push before its installation is known stores both, queues an audit and enqueues it', async () => {
  const answer = await web.deliver('push', pushTo(200), { 'x-github-delivery': 'push-200' });

  expect(answer.statusCode).toBe(202);
  expect(await stored('push-200')).toEqual([{ outcome: 'handled' }]);
  const [audit] = await audits(200);
  expect(audit).toMatchObject({ state: 'queued', commitSha: sampleSha, kind: 'push' });
  expect(await findInstallation(asSystem(web.deps.database), 201n)).toMatchObject({ accountLogin: 'acme' });
  const jobs = await web.deps.queues.audit.getJobs(['waiting', 'prioritized']);
  expect(jobs.map(({ data }) => data)).toContainEqual({ v: 1, auditId: audit?.id });
  const outbox = await readRows<{ id: string }>(
    web.databaseUrl,
    `SELECT "id"::text FROM "Outbox" WHERE "auditId" = '${audit?.id}'`,
  );
  const announcements = await web.deps.queues.publish.getJobs(['waiting', 'prioritized']);
  expect(announcements.map(({ data }) => data)).toContainEqual({ v: 1, outboxId: outbox[0]?.id });
});

test('a delivery that comes twice, also at the same time, has its effect once', async () => {
  const send = () => web.deliver('push', pushTo(300), { 'x-github-delivery': 'push-300' });

  const answers = await Promise.all([send(), send(), send()]);
  const again = await send();

  expect([...answers, again].map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202]);
  expect(again.json()).toEqual({ outcome: 'duplicate' });
  expect(await audits(300)).toHaveLength(1);
});

test('a commit that is pushed again under another delivery has one audit', async () => {
  await web.deliver('push', pushTo(400));
  await web.deliver('push', pushTo(400));

  expect(await audits(400)).toHaveLength(1);
});

test.each([
  ['an unknown event', 'sponsorship', { action: 'created' }, 'unknown-event'],
  ['a known event of an unknown shape', 'push', { ref: 'refs/heads/main' }, 'unknown-shape'],
  ['JSON that is no object', 'push', 'null', 'unknown-shape'],
  ['a push of a tag', 'push', pushTo(500, { ref: 'refs/tags/v1' }), 'ignored'],
  ['a closed pull request', 'pull_request', { ...samplePayloads.pullRequest, action: 'closed' }, 'ignored'],
])('%s is accepted, stored and counted', async (what, event, payload, outcome) => {
  const guid = what.replaceAll(' ', '-');

  const answer = await web.deliver(event, payload, { 'x-github-delivery': guid });

  expect(answer.statusCode).toBe(202);
  expect(await stored(guid)).toEqual([{ outcome }]);
  const metrics = await web.app.inject('/metrics');
  const label = outcome === 'unknown-event' ? 'unknown' : event;
  expect(metrics.body).toMatch(
    new RegExp(`twelvefold_deliveries_total\\{event="${label}",outcome="${outcome}",process="web"\\} [1-9]`),
  );
});

test.each([
  ['malformed JSON', '{"ref":', {}, 'invalid-json'],
  ['a form instead of JSON', 'payload=%7B%7D', { 'content-type': 'application/x-www-form-urlencoded' }, 'invalid-json'],
  ['no body', '', {}, 'invalid-json'],
  ['no delivery id', '{}', { 'x-github-delivery': undefined }, 'invalid-delivery'],
  ['no event', '{}', { 'x-github-event': undefined }, 'invalid-delivery'],
])('%s is answered 400 and says what to do', async (_what, body, headers, code) => {
  const answer = await web.deliver('push', body, headers);

  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code, message: expect.any(String) });
});

test('a delivery of 25 MB is taken, a larger one is not', async () => {
  const large = JSON.stringify({ action: 'created', text: 'x'.repeat(25 * 1024 * 1024) });

  const answer = await web.deliver('sponsorship', large);
  const larger = await web.deliver('sponsorship', `${large}${' '.repeat(2 * 1024 * 1024)}`);

  expect(answer.statusCode).toBe(202);
  expect(larger.statusCode).toBe(413);
});

test('text that PostgreSQL can not store does not lose a delivery', async () => {
  const payload = pushTo(600, {
    head_commit: { message: 'nul \u0000, half a pair \ud800, 🎉', timestamp: '2026-01-01T00:00:00Z' },
  });

  const answer = await web.deliver('push', payload);

  expect(answer.statusCode).toBe(202);
  expect(await audits(600)).toHaveLength(1);
});

test('an installation is stored with its repositories, and its sync is enqueued', async () => {
  const payload = { ...samplePayloads.installationCreated, installation: { ...sampleInstallation, id: 700 } };

  await web.deliver('installation', payload);

  const jobs = await web.deps.queues.sync.getJobs(['waiting', 'prioritized']);
  expect(jobs.map(({ data }) => data)).toContainEqual({ v: 1, installationId: '700' });
  const repositories = await readRows(web.databaseUrl, `SELECT "name" FROM "Repository" WHERE "installationId" = 700`);
  expect(repositories).toEqual([{ name: 'shop' }]);
});

test('a push that arrives after the uninstallation does not open it again', async () => {
  await web.deliver('installation', { action: 'deleted', installation: { ...sampleInstallation, id: 801 } });

  await web.deliver('push', pushTo(800));

  expect(await findInstallation(asSystem(web.deps.database), 801n)).toMatchObject({ deletedAt: expect.any(Date) });
});

test('a re-run on GitHub queues an audit that has ended again, and only in its own repository', async () => {
  await web.deliver('push', pushTo(900));
  const [audit] = await audits(900);
  const end = () =>
    readRows(web.databaseUrl, `UPDATE "Audit" SET "state" = 'failed', "finishedAt" = now() WHERE "repositoryId" = 900`);
  await end();
  const rerun = (repositoryId: number) => ({
    ...samplePayloads.checkRun,
    repository: { ...samplePayloads.checkRun.repository, id: repositoryId },
    installation: { id: repositoryId + 1 },
    check_run: { head_sha: sampleSha, external_id: audit?.id },
  });

  await web.deliver('check_run', rerun(950));
  const elsewhere = await audits(900);
  await web.deliver('check_run', rerun(900));
  const here = await audits(900);
  await end();
  await web.deliver('check_suite', { ...rerun(900), check_suite: { head_sha: sampleSha } });
  const suite = await audits(900);

  expect(elsewhere[0]?.state).toBe('failed');
  expect(here[0]?.state).toBe('queued');
  expect(suite[0]?.state).toBe('queued');
});

test('what GitHub sends is understood, in reverse order too', async () => {
  const { github } = web;
  const repository = await github.createRepository({ owner: 'acme', name: 'blog', private: true });
  const place = { owner: 'acme', repo: 'blog' };
  await github.commit({ ...place, branch: 'main', message: 'Begin', files: { 'a.txt': 'a' } });
  const { installationId } = await github.installApp({ account: 'acme', repositories: 'all', by: 'alma' });
  const { sha } = await github.commit({ ...place, branch: 'main', message: 'Go on', files: { 'a.txt': 'b' } });
  await github.commit({ ...place, branch: 'feature', message: 'Try', files: { 'a.txt': 'c' } });
  await github.openPullRequest({ ...place, head: 'feature', base: 'main', title: 'Try', author: 'alma' });
  await github.renameRepository({ ...place, name: 'journal' });
  await github.settled();
  const sent = github.deliveries();

  const answers: string[] = [];
  for (const { event, payload } of sent.toReversed()) answers.push((await web.deliver(event, payload)).json().outcome);

  const outcomes = Object.groupBy(sent.toReversed(), (_delivery, index) => answers[index] ?? 'none');
  expect(outcomes['unknown-shape']).toBeUndefined();
  expect(new Set(outcomes.handled?.map(({ event }) => event))).toEqual(
    new Set(['installation', 'push', 'pull_request', 'repository']),
  );
  const kinds = (await audits(repository.id)).map(({ kind, commitSha }) => [kind, commitSha === sha]);
  expect(kinds).toContainEqual(['push', true]);
  expect(kinds).toContainEqual(['pull_request', false]);
  expect(await findInstallation(asSystem(web.deps.database), BigInt(installationId))).toMatchObject({
    accountLogin: 'acme',
    deletedAt: null,
  });
});
