import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { APP, startTestGitHub } from './testing/start-test-github.ts';

const HERE = { owner: 'acme', repo: 'shop' };

test('a push is delivered with a valid signature over its bytes and with what GitHub says about it', async () => {
  const { github, install, receiver, webhooks, sha: before, repository } = await startTestGitHub();
  const { installationId } = await install();
  const date = new Date('2026-03-04T05:06:07Z');
  const { sha } = await github.commit({
    ...HERE,
    branch: 'main',
    message: 'Second',
    files: { 'b.txt': 'b', 'README.md': null },
    date,
  });
  await github.settled();

  const delivery = receiver.received.find(({ headers }) => headers['x-github-event'] === 'push');
  const digest = createHmac('sha256', APP.webhookSecret)
    .update(delivery?.body ?? '')
    .digest('hex');

  expect(delivery?.headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
  expect(delivery?.headers).toMatchObject({
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': String(APP.id),
  });
  expect(webhooks('push')).toMatchObject([
    {
      ref: 'refs/heads/main',
      before,
      after: sha,
      forced: false,
      head_commit: { id: sha, timestamp: '2026-03-04T05:06:07Z', added: ['b.txt'], removed: ['README.md'] },
      repository: { id: repository.id, private: true, default_branch: 'main', pushed_at: date.getTime() / 1000 },
      installation: { id: installationId },
      sender: { login: 'alma' },
    },
  ]);
  expect(webhooks('check_suite')).toMatchObject([
    { action: 'requested', check_suite: { head_sha: sha, head_branch: 'main', before } },
  ]);
});

test('a pull request tells when it is opened, pushed to, closed, reopened and merged, from a fork too', async () => {
  const { github, install, webhooks, sha: baseSha } = await startTestGitHub();
  await install();
  await github.forkRepository({ ...HERE, by: 'mio' });
  await github.commit({ owner: 'mio', repo: 'shop', branch: 'topic', message: 'Topic', files: { 'c.txt': 'c' } });
  const { number } = await github.openPullRequest({
    ...HERE,
    head: 'mio:topic',
    base: 'main',
    title: 'Topic',
    author: 'mio',
  });
  const { sha: head } = await github.commit({
    owner: 'mio',
    repo: 'shop',
    branch: 'topic',
    message: 'More',
    files: { 'd.txt': 'd' },
  });
  await github.closePullRequest({ ...HERE, number, by: 'mio' });
  await github.reopenPullRequest({ ...HERE, number, by: 'mio' });
  const { sha: merged } = await github.mergePullRequest({ ...HERE, number, by: 'alma' });
  await github.settled();

  const events = webhooks('pull_request');

  expect(events.map((it) => it.action)).toEqual(['opened', 'synchronize', 'closed', 'reopened', 'closed']);
  expect(events[1]).toMatchObject({
    number,
    after: head,
    pull_request: {
      head: { sha: head, ref: 'topic', repo: { full_name: 'mio/shop' } },
      base: { sha: baseSha, repo: { full_name: 'acme/shop' } },
      commits: 2,
    },
  });
  expect(events[4]).toMatchObject({ pull_request: { merged: true, merge_commit_sha: merged } });
  expect(webhooks('push')).toMatchObject([{ ref: 'refs/heads/main', after: merged }]);
});

test('the life of an installation is told, and while it is suspended nothing else is', async () => {
  const { github, install, webhooks, repository } = await startTestGitHub();
  await github.createRepository({ owner: 'acme', name: 'other' });
  await install(['shop']);
  await github.addRepositories({ account: 'acme', repositories: ['other'] });
  await github.removeRepositories({ account: 'acme', repositories: ['shop'] });
  await github.suspend({ account: 'acme' });
  await github.commit({ owner: 'acme', repo: 'other', branch: 'main', message: 'Silent', files: { a: 'a' } });
  await github.unsuspend({ account: 'acme' });
  await github.uninstallApp({ account: 'acme' });
  await github.settled();

  expect(webhooks('installation').map((it) => it.action)).toEqual(['created', 'suspend', 'unsuspend', 'deleted']);
  expect(webhooks('installation')[0].repositories).toMatchObject([
    { id: repository.id, full_name: 'acme/shop', private: true },
  ]);
  expect(webhooks('installation_repositories')).toMatchObject([
    { action: 'added', repositories_added: [{ name: 'other' }], repositories_removed: [] },
    { action: 'removed', repositories_added: [], repositories_removed: [{ name: 'shop' }] },
  ]);
  expect(webhooks('push')).toEqual([]);
});

test('a repository tells of its changes; a deleted one only by leaving the installation', async () => {
  const { github, install, webhooks } = await startTestGitHub();
  await install();
  await github.renameRepository({ ...HERE, name: 'store' });
  await github.editRepository({ owner: 'acme', repo: 'store', description: 'New' });
  await github.setPrivate({ owner: 'acme', repo: 'store', private: false });
  await github.archiveRepository({ owner: 'acme', repo: 'store' });
  await github.deleteRepository({ owner: 'acme', repo: 'store' });
  await github.settled();

  expect(webhooks('repository').map((it) => it.action)).toEqual(['renamed', 'edited', 'publicized', 'archived']);
  expect(webhooks('repository')[0]).toMatchObject({
    changes: { repository: { name: { from: 'shop' } } },
    repository: { name: 'store' },
  });
  expect(webhooks('installation_repositories')).toMatchObject([
    { action: 'removed', repositories_removed: [{ full_name: 'acme/store' }] },
  ]);
});

test('a failed delivery is recorded, never repeated by itself, and repeated under its GUID when the App asks', async () => {
  const { github, app, install, receiver, answer } = await startTestGitHub();
  answer.status = 503;
  await install();
  await github.settled();
  const failed = await app.octokit.request('GET /app/hook/deliveries');
  const delivery = failed.data[0];
  answer.status = 202;
  await app.octokit.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: Number(delivery?.id) });
  await github.settled();

  expect(failed.data).toMatchObject([
    { event: 'installation', status_code: 503, status: 'Invalid HTTP Response: 503', redelivery: false },
  ]);
  expect(receiver.received.map(({ headers }) => headers['x-github-delivery'])).toEqual([
    delivery?.guid,
    delivery?.guid,
  ]);
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  expect(github.deliveries().map((it) => [it.redelivery, it.statusCode])).toEqual([
    [false, 503],
    [true, 202],
  ]);
});

test('asking for a check run again queues its suite and tells the App, and leaves the run alone', async () => {
  const { github, install, webhooks, sha } = await startTestGitHub();
  const { octokit } = await install();
  const done = { name: 'Auditor', head_sha: sha, status: 'completed', conclusion: 'failure' } as const;
  const run = await octokit.request('POST /repos/{owner}/{repo}/check-runs', { ...HERE, ...done });
  await github.rerequestCheckRun({ ...HERE, checkRunId: Number(run.data.id), by: 'mio' });
  await github.rerequestCheckSuite({ ...HERE, sha, by: 'mio' });
  await github.settled();

  expect(webhooks('check_run').at(-1)).toMatchObject({
    action: 'rerequested',
    sender: { login: 'mio' },
    check_run: { id: run.data.id, status: 'completed' },
  });
  expect(webhooks('check_suite').at(-1)).toMatchObject({
    action: 'rerequested',
    check_suite: { status: 'queued', head_sha: sha },
  });
  expect(github.contractViolations()).toEqual([]);
});
