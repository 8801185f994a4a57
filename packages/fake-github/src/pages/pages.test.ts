import { expect, test } from 'vitest';
import { startTestGitHub } from '../testing/start-test-github.ts';

const HERE = { owner: 'acme', repo: 'shop' };

function browser(url: string, login: string) {
  const cookie = `fake_github_login=${login}`;
  const get = async (path: string) => (await fetch(url + path, { headers: { cookie } })).text();
  const press = async (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { cookie, ...headers },
      redirect: 'manual',
    });
    return { status: response.status, location: response.headers.get('location') ?? '' };
  };
  return { get, press };
}

test('a prepared branch becomes a pull request, shows its check run, is run again and merged by buttons', async () => {
  const { github, install, webhooks } = await startTestGitHub();
  const { octokit } = await install();
  const { sha } = await github.commit({
    ...HERE,
    branch: 'break/logs',
    message: 'Write <b>logs</b>',
    files: { 'log.py': 'import logging\nopen("x")\n' },
  });
  const { get, press } = browser(github.url, 'mio');

  const repositoryPage = await get('/acme/shop');
  const opened = await press('/acme/shop/branches/pull', { branch: 'break/logs' });
  const annotations = [
    {
      path: 'log.py',
      start_line: 2,
      end_line: 2,
      annotation_level: 'failure' as const,
      title: 'To a file',
      message: 'Use stdout',
    },
  ];
  const output = { title: 'Worse', summary: '| a |\n|---|\n| **b** |', annotations };
  const run = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...HERE,
    name: 'Auditor',
    head_sha: sha,
    status: 'completed',
    conclusion: 'failure',
    output,
  });
  const pullPage = await get(opened.location);
  await press(`/acme/shop/runs/${run.data.id}/rerequest`);
  await press(`${opened.location}/merge`);
  await github.settled();

  expect(repositoryPage).toContain('Open pull request from this branch');
  expect(opened.location).toBe('/acme/shop/pull/1');
  expect(pullPage).toContain('Write &lt;b&gt;logs&lt;/b&gt;');
  expect(pullPage).toContain('<td><strong>b</strong></td>');
  expect(pullPage).toContain('open(&quot;x&quot;)');
  expect(webhooks('check_run').at(-1)).toMatchObject({ action: 'rerequested' });
  expect(github.pullRequest({ ...HERE, number: 1 })?.mergedAt).not.toBeNull();
});

test('a commit is pushed from the form, and a file shows its lines at that commit', async () => {
  const { github, install, webhooks } = await startTestGitHub();
  await install();
  const { get, press } = browser(github.url, 'alma');

  const { location } = await press('/acme/shop/push', {
    branch: 'main',
    path: 'run.sh',
    content: 'a\r\nb',
    message: 'Run',
  });
  await github.settled();
  const sha = location.split('/').at(-1);
  const file = await get(`/acme/shop/blob/${sha}/run.sh`);

  expect(webhooks('push')).toMatchObject([
    { after: sha, head_commit: { added: ['run.sh'] }, sender: { login: 'alma' } },
  ]);
  expect(file).toContain('<tr id="L2">');
});

test('private pages, foreign forms, foreign returns and paths out of the repository are refused', async () => {
  const { github } = await startTestGitHub();
  const { press } = browser(github.url, 'mio');

  const stranger = await fetch(`${github.url}/acme/shop`);
  const foreign = await press(
    '/acme/shop/push',
    { branch: 'main', path: 'a', content: 'a' },
    { origin: 'http://evil.test' },
  );
  const outside = await press('/acme/shop/push', { branch: 'main', path: '../a', content: 'a' });
  const away = await press('/login', { login: 'mio', return_to: '//evil.test' });
  const install = await press('/apps/auditor/accounts/acme/save', { selection: 'all' });

  expect(stranger.status).toBe(404);
  expect(foreign.status).toBe(403);
  expect(outside.status).toBe(400);
  expect(away.location).toBe('/');
  expect(install.status).toBe(403);
});

test('an admin installs the App, chooses repositories, suspends and uninstalls by hand', async () => {
  const { github, webhooks, repository } = await startTestGitHub();
  const { press } = browser(github.url, 'alma');
  const at = '/apps/auditor/accounts/acme';

  await press(`${at}/save`, { selection: 'all' });
  await press(`${at}/save`, { selection: 'selected', repository: String(repository.id) });
  await press(`${at}/suspend`);
  await press(`${at}/unsuspend`);
  await press(`${at}/uninstall`);
  await github.settled();

  expect(webhooks('installation').map((it) => it.action)).toEqual(['created', 'suspend', 'unsuspend', 'deleted']);
});
