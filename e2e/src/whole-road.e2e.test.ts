import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations, launchBrowser, photograph } from './browser.ts';
import { eventually, type System, sample, startSystem } from './system.ts';

const owner = 'acme';
const shop = sample('django-shop');
const author = { login: 'ada', name: 'Ada Byron', email: 'ada@acme.example' };
let system: System;
let browser: Browser;
let page: Page;
const heads: string[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
  const { github } = system;
  for (const [login, name] of [
    ['ada', 'Ada Byron'],
    ['grace', 'Grace Murray'],
  ] as const)
    await github.createUser({ login, name });
  await github.createOrganization({
    login: owner,
    name: 'Acme Works',
    members: [
      { login: 'ada', role: 'admin' },
      { login: 'grace', role: 'member' },
    ],
  });
  for (const name of ['django-shop', 'handbook', 'sandbox']) {
    const { description, language, pushes } = sample(name);
    await github.createRepository({ owner, name, description, ...(language ? { language } : {}) });
    const [first] = pushes;
    if (first) {
      const date = new Date(Date.now() - first.daysAgo * 86_400_000);
      const { message, files } = first;
      heads.push((await github.commit({ owner, repo: name, branch: 'main', message, author, date, files })).sha);
    }
  }
  await github.installApp({ account: owner, repositories: 'all', by: 'ada' });
  page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
});

afterAll(async () => {
  await browser?.close();
  await system?.close();
});

/** The newest check run of a commit, once it has its conclusion. */
function concluded(repo: string, sha: string) {
  return eventually(`the check run of ${repo}@${sha} is completed`, () => {
    const run = system.github.checkRuns({ owner, repo, sha }).at(-1);
    return run?.status === 'completed' ? run : null;
  });
}

async function push(index: number): Promise<string> {
  const next = shop.pushes[index];
  if (!next) throw new Error(`the sample has no push ${index}`);
  const date = new Date(Date.now() - next.daysAgo * 86_400_000);
  const { sha } = await system.github.commit({
    owner,
    repo: shop.name,
    branch: 'main',
    message: next.message,
    author,
    date,
    files: next.files,
  });
  return sha;
}

test('installing the App is all of the set-up: each repository gets its first audit', async () => {
  const run = await concluded(shop.name, heads[0] ?? '');

  expect(run.name).toBe('Twelvefold');
  expect(run.conclusion).not.toBe('success');
  expect(run.annotations.length).toBeGreaterThan(0);
});

test('signing in with GitHub leads to the heat map of the organisation', async () => {
  await page.goto(system.url);
  await photograph(page, 'sign-in');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
  await page.getByRole('button', { name: /Ada Byron/ }).click();

  await page.getByRole('region', { name: /heat map/i }).waitFor();
  await page
    .getByRole('link', { name: /django-shop/ })
    .first()
    .waitFor();
  expect(new URL(page.url()).pathname).toBe(`/orgs/${owner}`);
  expect(await page.getByRole('columnheader').count()).toBeGreaterThanOrEqual(14);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a push is audited while the repository is open, and the page moves without being loaded again', async () => {
  await page.goto(`${system.url}/repos/${owner}/${shop.name}`);
  await page
    .getByText(heads[0]?.slice(0, 7) ?? '')
    .first()
    .waitFor();
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));

  const sha = await push(1);

  await page.getByText(sha.slice(0, 7)).first().waitFor({ timeout: 30_000 });
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  await concluded(shop.name, sha);
  heads.push(sha);
});

test('each further push is a point of twelve trends', async () => {
  for (const index of [2, 3, 4]) {
    const sha = await push(index);
    await concluded(shop.name, sha);
    heads.push(sha);
  }
  await page.goto(`${system.url}/repos/${owner}/${shop.name}?days=365`);

  await page.getByRole('heading', { name: 'Trends' }).waitFor();
  for (const factor of ['Codebase', 'Dependencies', 'Config', 'Logs', 'Admin processes']) {
    await page.getByText(factor).filter({ visible: true }).first().waitFor();
  }
  const answer = await page.request.get(`${system.url}/api/v1/repositories/${owner}/${shop.name}/trend?days=365`);
  const { points } = (await answer.json()) as { points: { score: number | null }[] };
  expect(points).toHaveLength(5);
  expect(points.at(-1)?.score ?? 0).toBeGreaterThan((points[0]?.score ?? 100) + 25);
  await photograph(page, 'repository');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.goto(`${system.url}/orgs/${owner}`);
  await page.getByRole('region', { name: /heat map/i }).waitFor();
  await photograph(page, 'organization');
});

test('an audit shows each verdict with its evidence, linked to the repository at that commit', async () => {
  const answer = await page.request.get(`${system.url}/api/v1/repositories/${owner}/${shop.name}/audits`);
  const { audits } = (await answer.json()) as { audits: { id: string; commitSha: string }[] };
  const oldest = audits.find((audit) => audit.commitSha === heads[0]);
  await page.goto(`${system.url}/audits/${oldest?.id}?rule=config/no-hardcoded-debug`);

  const link = page.getByRole('link', { name: /shop\/settings\.py/ }).first();
  await link.waitFor();
  const href = (await link.getAttribute('href')) ?? '';
  expect(href).toContain(`/blob/${heads[0]}/shop/settings.py#L`);
  const source = await page.request.get(href.split('#')[0] ?? '');
  expect(source.status()).toBe(200);
  await photograph(page, 'audit');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.goto(`${system.url}/rules/config/no-hardcoded-debug`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await photograph(page, 'rule');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a pull request that breaks factors gets a check run with annotations on its lines, and one comment; a further push edits it', async () => {
  const { github } = system;
  const branch = shop.branches.find(({ name }) => name.startsWith('break/'));
  if (!branch) throw new Error('the sample has no branch that breaks factors');
  const place = { owner, repo: shop.name };
  await github.commit({
    ...place,
    branch: branch.name,
    from: 'main',
    message: branch.message,
    author,
    files: branch.files,
    announce: false,
  });
  await page.goto(`${github.url}/${owner}/${shop.name}`);
  await page
    .getByRole('button', { name: /open pull request/i })
    .first()
    .click();
  await page.waitForURL(/\/pull\/\d+/);
  const number = Number(new URL(page.url()).pathname.split('/').at(-1));
  const pull = github.pullRequest({ ...place, number });

  const run = await concluded(shop.name, pull?.headSha ?? '');

  expect(run.conclusion).toBe('failure');
  expect(run.annotations.some((annotation) => annotation.path === 'shop/settings.py')).toBe(true);
  const [comment, ...others] = await eventually('the comment is there', () => {
    const comments = github.comments({ ...place, number });
    return comments.length > 0 ? comments : null;
  });
  expect(others).toEqual([]);
  await page.reload();
  await page.getByText('Twelvefold').first().waitFor();
  await photograph(page, 'github-pull-request');

  const { sha } = await github.commit({
    ...place,
    branch: branch.name,
    message: 'Print it too',
    author,
    files: { 'orders/extra.py': 'DEBUG = True\n' },
  });
  await concluded(shop.name, sha);
  expect(github.comments({ ...place, number }).map(({ id }) => id)).toEqual([comment?.id]);
});

test('re-run on GitHub audits again and concludes again', async () => {
  const { github } = system;
  const head = heads.at(-1) ?? '';
  const before = await concluded(shop.name, head);
  const requestsBefore = github.requests().length;

  await github.rerequestCheckRun({ owner, repo: shop.name, checkRunId: before.id, by: 'ada' });

  await eventually('the archive is fetched again', () =>
    github
      .requests()
      .slice(requestsBefore)
      .some(({ path }) => path.includes('/tarball/'))
      ? true
      : null,
  );
  const after = await concluded(shop.name, head);
  expect(after.conclusion).toBe(before.conclusion);
});

test('documents have no score and say why; an empty repository ends with its reason', async () => {
  const answer = await page.request.get(`${system.url}/api/v1/organizations/${owner}`);
  const { repositories } = (await answer.json()) as {
    repositories: { name: string; score: number | null; activity: { state: string; reason: string } | null }[];
  };

  expect(repositories.find(({ name }) => name === 'handbook')?.score).toBeNull();
  const sandbox = repositories.find(({ name }) => name === 'sandbox');
  expect(sandbox?.score).toBeNull();
  expect(sandbox?.activity?.reason ?? '').toMatch(/empty/i);
});

test('everything sent to GitHub, and all it answered, keeps to its OpenAPI document', () => {
  expect(system.github.contractViolations()).toEqual([]);
});
