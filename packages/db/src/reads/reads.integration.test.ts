import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueAudit } from '../intake/queue-audit.ts';
import { removeRepositories } from '../intake/remove-repositories.ts';
import { upsertRepository } from '../intake/upsert-repositories.ts';
import { asSystem, asViewer } from '../scope.ts';
import { audited, install, pushOf } from '../test/samples.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { auditPage } from './audit-page.ts';
import { failingRepositories } from './failing-repositories.ts';
import { organizationOverview } from './organization-overview.ts';
import { organizationTrend } from './organization-trend.ts';
import { organizations } from './organizations.ts';
import { repositoryOverview } from './repository-overview.ts';
import { repositoryTrend } from './repository-trend.ts';

let test$: TestDatabase;
beforeAll(async () => {
  test$ = await createTestDatabase();
  const scope = system();
  await install(scope, 1n, 'Acme', [10n, 11n, 12n, 13n]);
  // Repository 10: 50 ten days ago, 60 two days ago, 80 today, and a commit that waits. 11: 40 forty days ago. 12: nothing. 13: removed.
  await audited(scope, pushOf(1n, 10n, 1, daysAgo(10)), { score: 50 });
  await audited(scope, pushOf(1n, 10n, 2, daysAgo(2)), { score: 60 });
  await audited(scope, pushOf(1n, 10n, 3, daysAgo(0)), { score: 80, findings: 3 });
  await queueAudit(scope, pushOf(1n, 10n, 4, new Date()));
  await audited(scope, pushOf(1n, 11n, 1, daysAgo(40)), { score: 40, findings: 1 });
  await audited(scope, pushOf(1n, 13n, 1, daysAgo(1)), { score: 1 });
  await removeRepositories(scope, [13n]);
});
afterAll(() => test$.close());

const system = () => asSystem(test$.database);
/** At the very start of the UTC day, so that it belongs to that day whenever the test runs. */
function daysAgo(days: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days));
}
const elevenOf = (score: number) => [null, ...Array(11).fill(score)];

test('organisations are listed with the repositories that the viewer may see', async () => {
  const viewer = asViewer(test$.database, { installationIds: [1n], repositoryIds: [10n, 13n] });

  expect(await organizations(system())).toMatchObject([
    { installationId: 1n, login: 'Acme', suspended: false, repositories: 3 },
  ]);
  expect(await organizations(viewer)).toMatchObject([{ repositories: 1 }]);
});

test('the heat map shows the worst first, what goes on, and the movement of a week', async () => {
  const overview = await organizationOverview(system(), 'aCME');

  expect(overview).toMatchObject({
    organization: { login: 'Acme', repositories: 3 },
    score: 60,
    coverage: 0.9,
    factors: elevenOf(60),
  });
  expect(overview?.repositories.map(({ id, score, weekChange }) => [id, score, weekChange])).toEqual([
    [11n, 40, 0],
    [10n, 80, 30],
    [12n, null, null],
  ]);
  expect(overview?.repositories[1]).toMatchObject({
    audit: { state: 'succeeded' },
    activity: { state: 'queued' },
    factors: elevenOf(80),
  });
  expect(overview?.repositories[2]).toMatchObject({
    audit: null,
    activity: null,
    grade: null,
    factors: Array(12).fill(null),
  });
});

test('the means of an organisation are over what the viewer may see', async () => {
  const viewer = asViewer(test$.database, { installationIds: [1n], repositoryIds: [11n] });

  expect(await organizationOverview(viewer, 'acme')).toMatchObject({ score: 40, repositories: [{ id: 11n }] });
  expect((await organizationTrend(viewer, 'acme', 2))?.map(({ score }) => score)).toEqual([40, 40]);
});

test('an organisation that the viewer can not see is as one that is not there', async () => {
  const viewer = asViewer(test$.database, { installationIds: [2n], repositoryIds: [] });

  expect(await organizationOverview(viewer, 'acme')).toBeNull();
  expect(await organizationTrend(viewer, 'acme', 30)).toBeNull();
  expect(await organizationOverview(system(), 'nobody')).toBeNull();
});

test('the trend of an organisation carries each repository forward from its newest audit of the day or before', async () => {
  const points = await organizationTrend(system(), 'acme', 12);

  expect(points?.map(({ score, repositories }) => [score, repositories])).toEqual([
    [40, 1],
    ...Array(8).fill([45, 2]),
    ...Array(2).fill([50, 2]),
    [60, 2],
  ]);
  expect(points?.at(-1)).toMatchObject({ day: daysAgo(0).toISOString().slice(0, 10), factors: elevenOf(60) });
});

test('the last of several audits of a day counts', async () => {
  await install(system(), 3n, 'busy', [30n]);
  for (const [number, score] of [
    [1, 10],
    [2, 20],
    [3, 30],
  ] as const) {
    await audited(system(), pushOf(3n, 30n, number, new Date(daysAgo(1).getTime() + number * 1_000)), { score });
  }

  expect(
    (await organizationTrend(system(), 'busy', 3))?.map(({ score, repositories }) => [score, repositories]),
  ).toEqual([
    [null, 0],
    [30, 1],
    [30, 1],
  ]);
});

test('a repository is found by its name in any case and shows its newest audit, what waits and what to do', async () => {
  const overview = await repositoryOverview(system(), 'acme', 'REPOSITORY-10');

  expect(overview).toMatchObject({
    id: 10n,
    score: 80,
    grade: 'C',
    coverage: 0.9,
    factors: elevenOf(80),
    latest: { score: 80, kind: 'push', ref: 'main' },
    active: { state: 'queued' },
    improvements: [{ rule: 'config/no-secrets', points: 4.2 }],
  });
  expect(await repositoryOverview(system(), 'acme', 'repository-13')).toBeNull();
});

test('a repository that was never audited has nothing to show yet', async () => {
  expect(await repositoryOverview(system(), 'acme', 'repository-12')).toMatchObject({
    latest: null,
    active: null,
    score: null,
    improvements: [],
  });
});

test('after a rename the new name is found and the old one is free', async () => {
  await install(system(), 4n, 'moved', [40n]);
  await upsertRepository(system(), { id: 40n, installationId: 4n, owner: 'moved', name: 'new-name', private: true });

  expect(await repositoryOverview(system(), 'moved', 'repository-40')).toBeNull();
  expect((await repositoryOverview(system(), 'moved', 'new-name'))?.id).toBe(40n);
});

test('the trend of a repository is oldest first and reaches back as far as asked', async () => {
  const points = await repositoryTrend(system(), 'acme', 'repository-10', 30);

  expect(points?.map(({ score }) => score)).toEqual([50, 60, 80]);
  expect(await repositoryTrend(system(), 'acme', 'repository-10', 5)).toHaveLength(2);
  expect(await repositoryTrend(system(), 'acme', 'none', 5)).toBeNull();
});

test('pages of audits are newest first, complete and without repetition; a cursor that is none ends the list', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof auditPage>> = await auditPage(system(), 'acme', 'repository-10', {
      cursor,
      limit: 3,
    });
    seen.push(...(page?.audits.map(({ id }) => id) ?? []));
    cursor = page?.nextCursor ?? null;
  } while (cursor !== null);

  expect(seen).toHaveLength(4);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(await auditPage(system(), 'acme', 'repository-10', { cursor: "' OR 1", limit: 3 })).toEqual({
    audits: [],
    nextCursor: null,
  });
});

test('where a rule fails now, worst first, without removed repositories', async () => {
  const failing = await failingRepositories(system(), 'config/no-secrets');

  expect(failing.filter(({ owner }) => owner === 'Acme').map(({ name, findings }) => [name, findings])).toEqual([
    ['repository-10', 3],
    ['repository-11', 1],
  ]);
  expect(await failingRepositories(system(), 'logs/stdout')).toEqual([]);
});
