import { describe, expect, test } from 'vitest';
import { startTestGitHub } from './testing/start-test-github.ts';

const HERE = { owner: 'acme', repo: 'shop' };

describe('each answer keeps to the OpenAPI document', () => {
  test('for what the App asks about itself and its installations', async () => {
    const { github, app, install } = await startTestGitHub();
    const { installationId, octokit } = await install();
    await github.settled();

    await app.octokit.request('GET /app');
    await octokit.request('GET /apps/{app_slug}', { app_slug: 'auditor' });
    await app.octokit.request('GET /app/hook/config');
    await app.octokit.request('GET /app/installations');
    await app.octokit.request('GET /app/installations/{installation_id}', { installation_id: installationId });
    await app.octokit.request('GET /orgs/{org}/installation', { org: 'acme' });
    await app.octokit.request('GET /repos/{owner}/{repo}/installation', HERE);
    const deliveries = await app.octokit.request('GET /app/hook/deliveries');
    await app.octokit.request('GET /app/hook/deliveries/{delivery_id}', {
      delivery_id: Number(deliveries.data[0]?.id),
    });
    const repositories = await octokit.request('GET /installation/repositories');
    await octokit.request('GET /rate_limit');
    await octokit.request('GET /meta');
    await octokit.request('GET /orgs/{org}', { org: 'acme' });
    await octokit.request('GET /orgs/{org}/repos', { org: 'acme' });
    await octokit.request('GET /users/{username}', { username: 'mio' });

    expect(repositories.data.total_count).toBe(1);
    expect(deliveries.data[0]).toMatchObject({
      event: 'installation',
      action: 'created',
      status: 'OK',
      status_code: 202,
    });
    expect(github.contractViolations()).toEqual([]);
  });

  test('for what it reads of a repository and a pull request', async () => {
    const { github, install, sha } = await startTestGitHub();
    const { octokit } = await install();
    await github.commit({
      ...HERE,
      branch: 'break/logs',
      message: 'Break',
      files: { 'src/app.ts': 'export const a = 3;\n', 'README.md': null },
    });
    const { number } = await github.openPullRequest({
      ...HERE,
      head: 'break/logs',
      base: 'main',
      title: 'Break it',
      author: 'mio',
    });

    const read = (route: string, more = {}) =>
      octokit.request(`GET /repos/{owner}/{repo}${route}`, { ...HERE, ...more });
    await read('');
    await read('/branches');
    await read('/branches/{branch}', { branch: 'break/logs' });
    await read('/languages');
    await read('/collaborators/{username}/permission', { username: 'mio' });
    await read('/commits');
    await read('/commits/{ref}', { ref: 'break/logs' });
    await read('/commits/{commit_sha}/pulls', { commit_sha: sha });
    await read('/git/trees/{tree_sha}', { tree_sha: 'main', recursive: '1' });
    await read('/git/commits/{commit_sha}', { commit_sha: sha });
    await read('/git/ref/{ref}', { ref: 'heads/main' });
    await read('/git/matching-refs/{ref}', { ref: 'heads/' });
    await read('/contents/{path}', { path: 'src' });
    const file = await read('/contents/{path}', { path: 'src/app.ts', ref: sha });
    await read('/git/blobs/{file_sha}', { file_sha: file.data.sha });
    const compared = await read('/compare/{basehead}', { basehead: 'main...break/logs' });
    await read('/pulls', { state: 'all' });
    const pull = await read('/pulls/{pull_number}', { pull_number: number });
    const files = await read('/pulls/{pull_number}/files', { pull_number: number });
    await read('/pulls/{pull_number}/commits', { pull_number: number });

    expect(Buffer.from(file.data.content, 'base64').toString()).toContain('export const b = 2;');
    expect(compared.data).toMatchObject({ status: 'ahead', ahead_by: 1, merge_base_commit: { sha } });
    expect(pull.data).toMatchObject({ mergeable: true, commits: 1, additions: 1, deletions: 3, changed_files: 2 });
    expect(files.data.map((it: { filename: string; status: string }) => [it.filename, it.status])).toEqual([
      ['README.md', 'removed'],
      ['src/app.ts', 'modified'],
    ]);
    expect(github.contractViolations()).toEqual([]);
  });

  test('for what it writes: check runs, comments, reactions', async () => {
    const { github, install, sha } = await startTestGitHub();
    const { octokit } = await install();
    await github.commit({ ...HERE, branch: 'topic', message: 'Topic', files: { 'a.txt': 'a' } });
    const { number } = await github.openPullRequest({
      ...HERE,
      head: 'topic',
      base: 'main',
      title: 'Topic',
      author: 'mio',
    });
    const write = (route: string, more = {}) =>
      octokit.request(route.replace(' ', ' /repos/{owner}/{repo}'), { ...HERE, ...more });

    const run = await write('POST /check-runs', {
      name: 'Auditor',
      head_sha: sha,
      status: 'in_progress',
      external_id: '7',
    });
    const check_run_id = run.data.id;
    const output = {
      title: 'B',
      summary: 'Fine',
      annotations: [{ path: 'README.md', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'Look' }],
    };
    await write('PATCH /check-runs/{check_run_id}', {
      check_run_id,
      status: 'completed',
      conclusion: 'neutral',
      output,
    });
    await write('GET /check-runs/{check_run_id}', { check_run_id });
    await write('GET /check-runs/{check_run_id}/annotations', { check_run_id });
    await write('GET /commits/{ref}/check-runs', { ref: 'main' });
    const suites = await write('GET /commits/{ref}/check-suites', { ref: sha });
    await write('GET /check-suites/{check_suite_id}', { check_suite_id: suites.data.check_suites[0].id });
    await write('GET /check-suites/{check_suite_id}/check-runs', { check_suite_id: suites.data.check_suites[0].id });
    await write('POST /check-runs/{check_run_id}/rerequest', { check_run_id });
    const comment = await write('POST /issues/{issue_number}/comments', { issue_number: number, body: 'Hello' });
    const comment_id = comment.data.id;
    await write('PATCH /issues/comments/{comment_id}', { comment_id, body: 'Hello again' });
    await write('GET /issues/{issue_number}/comments', { issue_number: number });
    await write('POST /issues/comments/{comment_id}/reactions', { comment_id, content: 'rocket' });
    await write('GET /issues/comments/{comment_id}/reactions', { comment_id });

    expect(github.checkRuns({ ...HERE, sha })).toMatchObject([
      { status: 'completed', conclusion: 'neutral', annotations: [{ path: 'README.md', level: 'warning' }] },
    ]);
    expect(github.comments({ ...HERE, number })).toMatchObject([{ body: 'Hello again', viaApp: true }]);
    expect(github.contractViolations()).toEqual([]);
  });
});
