import { auditForPublishing, auditPage, claimAudit, repositoryTrend, requeueAudit } from '@twelvefold/db';
import { auditJob, enqueue, publishJob, syncJob } from '@twelvefold/queue';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Pipeline, startPipeline } from './test/start-pipeline.ts';
import type { TestRepository } from './test/start-test-github.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await startPipeline();
  pipeline.startWorkers();
});
afterAll(async () => {
  // A token for a repository that is gone is refused with 422, by GitHub too.
  const refused = 'apps/create-installation-access-token request: refused with 422';
  const broken = pipeline.github.fake.contractViolations().filter((violation) => !violation.startsWith(refused));
  await pipeline.close();
  expect(broken).toEqual([]);
});

/** A small Django app with a critical and a high finding. */
const sinful = {
  'manage.py': 'import django\n',
  'requirements.txt': 'Django==5.0\n',
  'app/settings.py': 'DEBUG = True\nPASSWORD = "hunter2"\n',
  Procfile: 'web: gunicorn app.wsgi\n',
};

describe('a push', () => {
  it('ends as a published check run with annotations, and as a point of the trend', async () => {
    const repository = await pipeline.makeRepository(sinful);
    const auditId = await pipeline.push(repository, repository.sha);
    const run = await pipeline.concluded(repository, auditId);
    const audit = await auditForPublishing(pipeline.scope, auditId);

    expect(audit?.state).toBe('succeeded');
    expect(run).toMatchObject({ conclusion: 'neutral', detailsUrl: `https://twelvefold.example/audits/${auditId}` });
    expect(run.title).toMatch(/^Score \d+ \([A-F]\): 2 findings$/);
    expect(run.annotations.map(({ path, startLine, level }) => [path, startLine, level])).toEqual([
      ['app/settings.py', 2, 'failure'],
      ['app/settings.py', 1, 'warning'],
    ]);
    expect(await repositoryTrend(pipeline.scope, 'acme', repository.name, 30)).toHaveLength(1);
  });

  it('is shown as queued before it is audited, by one check run that is then completed', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    const auditId = await pipeline.push(repository, repository.sha);
    await pipeline.concluded(repository, auditId);

    expect(pipeline.github.fake.checkRuns({ owner: 'acme', repo: repository.name })).toHaveLength(1);
  });

  it('is compared with the audit before it', async () => {
    const repository = await pipeline.makeRepository({ ...sinful, 'app/settings.py': 'import os\n' });
    await pipeline.concluded(repository, await pipeline.push(repository, repository.sha));
    const next = await pipeline.commit(repository, 'main', sinful);
    const run = await pipeline.concluded(repository, await pipeline.push(repository, next));

    expect(run.title).toMatch(/against the previous audit: 2 new findings$/);
    expect(run.conclusion).toBe('failure');
  });
});

describe('a pull request', () => {
  async function openFeature(repository: TestRepository, files: Record<string, string>): Promise<number> {
    await pipeline.commit(repository, 'feature', files);
    return pipeline.openPull(repository, 'feature');
  }

  it('answers for what it adds by its check run and one comment, which later pushes edit', async () => {
    const repository = await pipeline.makeRepository({ ...sinful, 'app/settings.py': 'import os\n' });
    const number = await openFeature(repository, sinful);
    const audit = async (files: Record<string, string>) => {
      const sha = await pipeline.commit(repository, 'feature', files);
      return pipeline.concluded(repository, await pipeline.pull(repository, sha, number));
    };
    const comment = (text: string) =>
      vi.waitFor(
        () => {
          const comments = pipeline.github.fake.comments({ owner: 'acme', repo: repository.name, number });
          expect(comments).toHaveLength(1);
          expect(comments[0]?.body).toContain(text);
          return comments[0]?.id;
        },
        { timeout: 10_000, interval: 25 },
      );

    const first = await audit({ 'app/more.py': 'MORE = 1\n' });
    expect(first.conclusion).toBe('failure');
    expect(first.title).toMatch(/against the merge base: 2 new findings$/);
    expect(first.annotations).toHaveLength(2);
    const id = await comment('2 new findings');

    const second = await audit({ 'app/settings.py': 'DEBUG = True\n' });
    expect(second.conclusion).toBe('neutral');
    expect(await comment('1 new finding')).toBe(id);

    const third = await audit({ 'app/settings.py': 'import os\n' });
    expect(third.conclusion).toBe('success');
    expect(await comment('nothing new')).toBe(id);
  });

  it('keeps silent when it changes nothing', async () => {
    const repository = await pipeline.makeRepository(sinful);
    const number = await openFeature(repository, { 'README.md': '# Hello\n' });
    const head = await pipeline.commit(repository, 'feature', { 'README.md': '# Hello again\n' });
    const run = await pipeline.concluded(repository, await pipeline.pull(repository, head, number));

    expect(run.conclusion).toBe('success');
    expect(run.title).toMatch(/nothing new/);
    expect(pipeline.github.fake.comments({ owner: 'acme', repo: repository.name, number })).toEqual([]);
  });
});

describe('a repository that can not be audited', () => {
  it('that is empty ends in a failed audit with its reason, never a score', async () => {
    const repository = await pipeline.makeRepository(null);
    await enqueue(pipeline.deps.queues, syncJob, { v: 1, installationId: repository.installationId.toString() });
    await vi.waitFor(
      async () => {
        const page = await auditPage(pipeline.scope, 'acme', repository.name, { cursor: null, limit: 5 });
        expect(page?.audits[0]).toMatchObject({ state: 'failed', score: null });
        expect(page?.audits[0]?.reason).toContain('empty');
      },
      { timeout: 20_000 },
    );
  });

  it('whose commit is gone says so on its check run', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    pipeline.github.fake.script({
      path: new RegExp(`/${repository.name}/tarball/`),
      times: 1,
      respond: { status: 404, body: { message: 'Not Found' } },
    });
    const run = await pipeline.concluded(repository, await pipeline.push(repository, repository.sha));

    expect(run).toMatchObject({ conclusion: 'neutral' });
    expect(run.title).toMatch(/^Not audited: The commit .* is no longer there/);
  });

  it('that is forbidden says so on its check run', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    pipeline.github.fake.script({
      path: new RegExp(`/${repository.name}/tarball/`),
      times: 1,
      respond: { status: 403, body: { message: 'Resource not accessible by integration' } },
    });
    const run = await pipeline.concluded(repository, await pipeline.push(repository, repository.sha));

    expect(run.title).toMatch(/^Not audited: GitHub forbids it/);
  });

  it('that is gone ends as failed with its reason', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    await pipeline.github.fake.deleteRepository({ owner: 'acme', repo: repository.name });
    const auditId = await pipeline.push(repository, repository.sha);

    await vi.waitFor(async () => expect(await pipeline.state(auditId)).toBe('failed'), { timeout: 20_000 });
    expect((await auditForPublishing(pipeline.scope, auditId))?.reason).not.toBe('');
  });

  it('whose archive is cut short is tried three times, and then fails with its reason', async () => {
    const repository = await pipeline.makeRepository(sinful);
    pipeline.github.fake.script({
      path: new RegExp(`/${repository.name}/legacy.tar.gz/`),
      times: 3,
      respond: 'truncate',
    });
    const auditId = await pipeline.push(repository, repository.sha);
    const run = await pipeline.concluded(repository, auditId);

    expect(run).toMatchObject({ conclusion: 'neutral' });
    expect(run.title).toMatch(/^Not audited: .*It was fetched 3 times/);
    expect((await auditForPublishing(pipeline.scope, auditId))?.score).toBeNull();
  });

  it('whose archive is cut short once is audited all the same', async () => {
    const repository = await pipeline.makeRepository(sinful);
    pipeline.github.fake.script({
      path: new RegExp(`/${repository.name}/legacy.tar.gz/`),
      times: 1,
      respond: 'truncate',
    });
    const auditId = await pipeline.push(repository, repository.sha);
    await pipeline.concluded(repository, auditId);

    expect(await pipeline.state(auditId)).toBe('succeeded');
  });
});

describe('GitHub', () => {
  it('is not asked again before its rate limit is over', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    pipeline.github.fake.script({
      path: new RegExp(`/${repository.name}/tarball/`),
      times: 1,
      respond: { status: 429, headers: { 'retry-after': '2' }, body: { message: 'slow down' } },
    });
    const auditId = await pipeline.push(repository, repository.sha);
    await pipeline.concluded(repository, auditId);
    const asked = pipeline.github.fake.requests().filter(({ path }) => path.includes(`/${repository.name}/tarball/`));

    expect(await pipeline.state(auditId)).toBe('succeeded');
    expect(asked).toHaveLength(2);
    expect((await auditForPublishing(pipeline.scope, auditId))?.attempt).toBe(2);
  });

  it('gets one check run though the answer to its creation is lost', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    pipeline.github.fake.script({
      method: 'POST',
      path: new RegExp(`/${repository.name}/check-runs$`),
      times: 2,
      respond: { status: 502 },
    });
    await pipeline.concluded(repository, await pipeline.push(repository, repository.sha));

    expect(pipeline.github.fake.checkRuns({ owner: 'acme', repo: repository.name })).toHaveLength(1);
  });
});

describe('a re-run', () => {
  it('gives the commit a new check run, with its annotations once', async () => {
    const repository = await pipeline.makeRepository(sinful);
    const auditId = await pipeline.push(repository, repository.sha);
    const first = await pipeline.concluded(repository, auditId);
    const again = await requeueAudit(pipeline.scope, auditId);
    for (const outboxId of again?.outboxIds ?? []) await enqueue(pipeline.deps.queues, publishJob, { v: 1, outboxId });
    await enqueue(pipeline.deps.queues, auditJob, { v: 1, auditId });
    const runs = () => pipeline.github.fake.checkRuns({ owner: 'acme', repo: repository.name });
    await vi.waitFor(() => expect(runs().filter(({ status }) => status === 'completed')).toHaveLength(2), {
      timeout: 20_000,
    });
    const second = runs().at(-1);

    expect(second?.annotations).toHaveLength(first.annotations.length);
  });
});

describe('what Redis loses', () => {
  it('is enqueued again by the sweep', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    const auditId = await pipeline.push(repository, repository.sha, { enqueued: false });
    await pipeline.deps.redis.flushdb();

    expect((await pipeline.concluded(repository, auditId)).conclusion).toBe('success');
  });

  it('and what a dead worker leaves behind is finished by another', async () => {
    const repository = await pipeline.makeRepository({ 'README.md': '# Hello\n' });
    const auditId = await pipeline.push(repository, repository.sha, { enqueued: false });
    // A worker that claimed it and never gave another sign.
    expect(await claimAudit(pipeline.scope, auditId, { staleAfterMs: 20_000 })).not.toBeNull();

    expect((await pipeline.concluded(repository, auditId)).conclusion).toBe('success');
    expect((await auditForPublishing(pipeline.scope, auditId))?.attempt).toBe(2);
  });
});
