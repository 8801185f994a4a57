import {
  completeCheckRun,
  createCheckRun,
  fetchArchive,
  findMergeBase,
  findOpenCheckRun,
  getBranchHead,
  listInstallationRepositories,
  upsertPullRequestComment,
} from '@twelvefold/github';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rotatedKeys, startTestGitHub, type TestGitHub, type TestRepository } from './start-test-github.ts';

let github: TestGitHub;

beforeAll(async () => {
  github = await startTestGitHub();
});
afterAll(() => github.close());
afterEach(() => {
  // A token for a repository that is gone is refused with 422, by GitHub too.
  const broken = github.fake
    .contractViolations()
    .filter((violation) => !violation.startsWith('apps/create-installation-access-token request: refused with 422'));
  expect(broken).toEqual([]);
});

const signal = new AbortController().signal;

async function fetchAll(repository: TestRepository, sha = repository.sha, app = github.app): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of fetchArchive(app, { ...repository, sha, signal })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('fetchArchive', () => {
  it('streams the archive of the commit', async () => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });

    expect((await fetchAll(repository)).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it('follows a renamed repository', async () => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    await github.fake.renameRepository({ owner: 'acme', repo: repository.name, name: `${repository.name}-renamed` });

    expect((await fetchAll(repository)).length).toBeGreaterThan(100);
  });

  it.each([
    [
      'a repository that is gone',
      'RepositoryGone',
      (it: TestRepository) => github.fake.deleteRepository({ owner: it.owner, repo: it.name }),
    ],
    ['a commit that is gone', 'CommitGone', () => Promise.resolve()],
  ])('tells %s', async (_, name, spoil) => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    await spoil(repository);

    // GitHub refuses a token for a repository that it does not have.
    const names = name === 'RepositoryGone' ? ['RepositoryGone', 'RepositoryForbidden'] : [name];
    await expect(fetchAll(repository, 'a'.repeat(40))).rejects.toSatisfy((error: Error) => names.includes(error.name));
  });

  it('tells an empty repository', async () => {
    const repository = await github.makeRepository(null);

    await expect(fetchAll(repository, 'a'.repeat(40))).rejects.toMatchObject({ name: 'RepositoryEmpty' });
  });

  it.each([
    [403, { message: 'Resource not accessible by integration' }, {}, 'RepositoryForbidden'],
    [502, '<html>Bad Gateway</html>', {}, 'TransientGitHubError'],
    [429, { message: 'API rate limit exceeded' }, { 'retry-after': '60' }, 'RateLimited'],
  ])('tells a %i from the others', async (status, body, headers, name) => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    github.fake.script({ path: /\/tarball\//, times: 1, respond: { status, body, headers } });

    await expect(fetchAll(repository)).rejects.toMatchObject({ name });
  });

  it('tells a connection that breaks', async () => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    github.fake.script({ path: /legacy\.tar\.gz/, times: 1, respond: 'reset' });

    await expect(fetchAll(repository)).rejects.toMatchObject({ name: 'TransientGitHubError' });
  });

  it('replaces a token that GitHub no longer accepts', async () => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    await fetchAll(repository);
    github.fake.script({
      path: /\/tarball\//,
      times: 1,
      respond: { status: 401, body: { message: 'Bad credentials' } },
    });

    expect((await fetchAll(repository)).length).toBeGreaterThan(100);
  });

  it('tells a suspended installation', async () => {
    const other = await startTestGitHub();
    const repository = await other.makeRepository({ 'README.md': '# Hello\n' });
    await other.fake.suspend({ account: 'acme' });

    await expect(fetchAll(repository, repository.sha, other.app)).rejects.toMatchObject({
      name: 'InstallationSuspended',
    });
    await other.close();
  });

  it('finds the private key that GitHub knows while one replaces the other', async () => {
    const other = await startTestGitHub({ privateKeys: rotatedKeys });
    const repository = await other.makeRepository({ 'README.md': '# Hello\n' });

    expect((await fetchAll(repository, repository.sha, other.app)).length).toBeGreaterThan(100);
    await other.close();
  });
});

describe('reading repositories', () => {
  it('lists every page of an installation', async () => {
    const other = await startTestGitHub();
    for (let index = 0; index < 101; index++) await other.makeRepository(null);

    expect(await listInstallationRepositories(other.app, other.installationId)).toHaveLength(101);
    await other.close();
  });

  it('reads the head of the default branch, and tells an empty repository', async () => {
    const repository = await github.makeRepository({ a: 'b' });
    const empty = await github.makeRepository(null);

    expect(await getBranchHead(github.app, repository, 'main')).toMatchObject({
      sha: repository.sha,
      message: 'Begin',
    });
    await expect(getBranchHead(github.app, empty, 'main')).rejects.toMatchObject({ name: 'RepositoryEmpty' });
  });

  it('finds where a branch left its base', async () => {
    const repository = await github.makeRepository({ a: 'b' });
    const place = { owner: 'acme', repo: repository.name, message: 'More' };
    const head = await github.fake.commit({ ...place, branch: 'feature', from: 'main', files: { c: 'd' } });
    const main = await github.fake.commit({ ...place, branch: 'main', files: { e: 'f' } });

    expect((await findMergeBase(github.app, repository, main.sha, head.sha)).sha).toBe(repository.sha);
  });
});

describe('check runs', () => {
  const output = (annotations: number) => ({
    title: 'Score 71 (C)',
    summary: 'summary',
    text: '',
    conclusion: 'neutral' as const,
    actions: [{ label: 'Re-audit', description: 'Audit this commit again', identifier: 'reaudit' }],
    annotations: Array.from({ length: annotations }, (_, index) => ({
      path: 'README.md',
      start_line: index + 1,
      end_line: index + 1,
      annotation_level: 'notice' as const,
      title: `finding ${index}`,
      message: 'message',
    })),
  });

  async function makeCheckRun() {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    const target = {
      ...repository,
      externalId: crypto.randomUUID(),
      detailsUrl: 'https://twelvefold.example/audits/1',
    };
    const id = await createCheckRun(github.app, target, { status: 'queued', title: 'Queued', summary: 'It waits.' });
    const stored = () =>
      github.fake.checkRuns({ owner: 'acme', repo: repository.name }).find((run) => BigInt(run.id) === id);
    return { target, id, stored };
  }

  it('sends every annotation, fifty at a time', async () => {
    const { target, id, stored } = await makeCheckRun();
    await completeCheckRun(github.app, target, id, output(120), { repeated: false });

    expect(stored()).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(stored()?.annotations.map(({ title }) => title)).toEqual(output(120).annotations.map(({ title }) => title));
  });

  it('goes on where an earlier try broke off, without sending an annotation twice', async () => {
    const { target, id, stored } = await makeCheckRun();
    await completeCheckRun(github.app, target, id, output(50), { repeated: false });
    await completeCheckRun(github.app, target, id, output(70), { repeated: true });

    expect(stored()?.annotations).toHaveLength(70);
  });

  it('finds the check run of an audit that is not completed, and no other', async () => {
    const { target, id } = await makeCheckRun();
    expect(await findOpenCheckRun(github.app, target)).toBe(id);
    expect(await findOpenCheckRun(github.app, { ...target, externalId: 'another' })).toBeNull();

    await completeCheckRun(github.app, target, id, output(0), { repeated: false });
    expect(await findOpenCheckRun(github.app, target)).toBeNull();
  });

  it('never repeats a write whose answer was lost', async () => {
    const repository = await github.makeRepository({ 'README.md': '# Hello\n' });
    const target = { ...repository, externalId: 'x', detailsUrl: 'https://twelvefold.example/audits/1' };
    github.fake.script({ method: 'POST', path: /\/check-runs$/, times: 1, respond: { status: 502 } });

    await expect(
      createCheckRun(github.app, target, { status: 'queued', title: 'a', summary: 'b' }),
    ).rejects.toMatchObject({
      name: 'TransientGitHubError',
    });
    expect(github.fake.checkRuns({ owner: 'acme', repo: repository.name })).toEqual([]);
  });
});

describe('upsertPullRequestComment', () => {
  async function makePull() {
    const repository = await github.makeRepository({ a: 'b' });
    const place = { owner: 'acme', repo: repository.name };
    await github.fake.commit({ ...place, branch: 'feature', from: 'main', message: 'More', files: { c: 'd' } });
    const { number } = await github.fake.openPullRequest({
      ...place,
      head: 'feature',
      base: 'main',
      title: 'More',
      author: 'alma',
    });
    return {
      target: { ...repository, pullNumber: number },
      comments: () => github.fake.comments({ ...place, number }),
    };
  }
  const body = (text: string) => `<!-- twelvefold:comment -->\n${text}`;

  it('edits its comment in place', async () => {
    const { target, comments } = await makePull();
    const commentId = await upsertPullRequestComment(github.app, target, { commentId: null, body: body('one') });
    await upsertPullRequestComment(github.app, target, { commentId, body: body('two') });

    expect(comments().map((comment) => comment.body)).toEqual([body('two')]);
  });

  it('finds its comment again when its id was lost, and leaves a copy by somebody else alone', async () => {
    const { target, comments } = await makePull();
    await github.fake.comment({
      owner: 'acme',
      repo: target.name,
      number: target.pullNumber,
      body: body('copy'),
      author: 'alma',
    });
    await upsertPullRequestComment(github.app, target, { commentId: null, body: body('one') });
    await upsertPullRequestComment(github.app, target, { commentId: null, body: body('two') });

    expect(comments().map((comment) => comment.body)).toEqual([body('copy'), body('two')]);
  });

  it('writes a new one when somebody deleted it', async () => {
    const { target, comments } = await makePull();
    await upsertPullRequestComment(github.app, target, { commentId: 999_999n, body: body('one') });

    expect(comments()).toHaveLength(1);
  });
});
