import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startFakeGitHub } from './index.ts';
import { startTestGitHub } from './testing/start-test-github.ts';

const HERE = { owner: 'acme', repo: 'shop' };

function namesIn(archive: Buffer): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'a.tar.gz'), archive);
  return execFileSync('tar', ['tzf', join(directory, 'a.tar.gz')])
    .toString()
    .trim()
    .split('\n');
}

describe('an archive', () => {
  test('comes by a signed link of another origin, obeys export-ignore, and can be streamed', async () => {
    const { github, install } = await startTestGitHub();
    const { octokit } = await install();
    const files = { '.gitattributes': 'secret.txt export-ignore\n', 'secret.txt': 's' };
    const { sha } = await github.commit({ ...HERE, branch: 'main', message: 'Attributes', files });

    const link = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      ...HERE,
      ref: sha,
      request: { redirect: 'manual' },
    });
    const { data, url } = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      ...HERE,
      ref: sha,
      request: { parseSuccessResponseBody: false },
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of data as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const unsigned = await fetch(url.replace(/token=.*/, 'token=1.2'));

    expect(link.status).toBe(302);
    expect(new URL(String(link.headers.location)).origin).not.toBe(new URL(github.apiUrl).origin);
    expect(namesIn(Buffer.concat(chunks)).sort()).toEqual(
      ['', '.gitattributes', 'README.md', 'src/', 'src/app.ts'].map((name) => `acme-shop-${sha.slice(0, 7)}/${name}`),
    );
    expect(unsigned.status).toBe(404);
    expect(github.contractViolations()).toEqual([]);
  });

  test('of a repository without commits is 404, and its commits are 409', async () => {
    const { github, install } = await startTestGitHub();
    await github.createRepository({ owner: 'acme', name: 'empty' });
    const { octokit } = await install();
    const status = (route: string) =>
      octokit.request(`GET /repos/acme/empty${route}`).then(
        (it) => it.status,
        (error) => error.status,
      );

    expect(await status('/tarball/main')).toBe(404);
    expect(await status('/commits/main')).toBe(409);
    expect(await status('/git/trees/main')).toBe(409);
    expect(await status('/branches')).toBe(200);
  });
});

describe('a check run', () => {
  test('takes 50 annotations a request and adds those of later ones', async () => {
    const { github, install, sha } = await startTestGitHub();
    const { octokit } = await install();
    const annotations = (count: number) =>
      Array.from({ length: count }, () => ({
        path: 'README.md',
        start_line: 1,
        end_line: 1,
        annotation_level: 'notice' as const,
        message: 'm',
      }));
    const create = (count: number) => {
      const output = { title: 't', summary: 's', annotations: annotations(count) };
      return octokit.request('POST /repos/{owner}/{repo}/check-runs', {
        ...HERE,
        name: 'Auditor',
        head_sha: sha,
        output,
      });
    };

    const refused = await create(51).catch((error) => error);
    const { data } = await create(50);
    const output = { title: 't', summary: 's', annotations: annotations(1) };
    await octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...HERE,
      check_run_id: data.id,
      output,
    });

    expect(refused.status).toBe(422);
    expect(github.checkRuns({ ...HERE, sha })[0]?.annotations).toHaveLength(51);
    expect(github.contractViolations()).toHaveLength(1);
  });

  test.each([
    ['no conclusion', { status: 'completed' }],
    ['a long summary', { output: { title: 't', summary: 'x'.repeat(65_536) } }],
    ['a fourth button', { actions: Array(4).fill({ label: 'l', description: 'd', identifier: 'i' }) }],
    ['a long label', { actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] }],
    [
      'a message over 64 KB',
      {
        output: {
          title: 't',
          summary: 's',
          annotations: [
            { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'x'.repeat(65_537) },
          ],
        },
      },
    ],
    [
      'columns over two lines',
      {
        output: {
          title: 't',
          summary: 's',
          annotations: [
            { path: 'a', start_line: 1, end_line: 2, start_column: 1, annotation_level: 'notice', message: 'm' },
          ],
        },
      },
    ],
    ['a key that is not documented', { colour: 'red' }],
    ['a commit that is not there', { head_sha: '1'.repeat(40) }],
  ])('with %s is refused with 422', async (_what, wrong) => {
    const { github, install, sha } = await startTestGitHub();
    const { octokit } = await install();

    const refused = await octokit
      .request('POST /repos/{owner}/{repo}/check-runs', { ...HERE, name: 'Auditor', head_sha: sha, ...wrong } as never)
      .catch((error) => error);

    expect(refused.status).toBe(422);
    expect(github.contractViolations()).not.toEqual([]);
    expect(github.checkRuns(HERE)).toEqual([]);
  });
});

describe('reading', () => {
  test('follows a renamed repository by 301 to its number', async () => {
    const { github, install, repository } = await startTestGitHub();
    const { octokit } = await install();
    await github.renameRepository({ ...HERE, name: 'store' });

    const { data, url } = await octokit.request('GET /repos/{owner}/{repo}', HERE);

    expect(data.full_name).toBe('acme/store');
    expect(url).toBe(`${github.apiUrl}/repositories/${repository.id}`);
  });

  test('pages lists with Link and answers 304 to a known ETag', async () => {
    const { github, install } = await startTestGitHub();
    const { octokit } = await install();
    for (const name of ['b', 'c'])
      await github.commit({ ...HERE, branch: name, message: name, files: { [name]: name } });

    const second = await octokit.request('GET /repos/{owner}/{repo}/branches', { ...HERE, per_page: 1, page: 2 });
    const known = await octokit
      .request('GET /repos/{owner}/{repo}/branches', {
        ...HERE,
        per_page: 1,
        page: 2,
        headers: { 'if-none-match': second.headers.etag },
      })
      .catch((error) => error);

    expect(second.data.map((it) => it.name)).toEqual(['c']);
    expect(second.headers.link).toMatch(/page=1>; rel="prev".*page=3>; rel="next".*page=3>; rel="last"/);
    expect(known.status).toBe(304);
  });

  test('of a private repository is 404 for strangers, and a hostile ref is no option of git', async () => {
    const { github, install } = await startTestGitHub();
    const { octokit } = await install();

    const stranger = await fetch(`${github.apiUrl}/repos/acme/shop`);
    const hostile = await octokit
      .request('GET /repos/{owner}/{repo}/commits/{ref}', { ...HERE, ref: '--output=/tmp/x' })
      .catch((error) => error);

    expect(stranger.status).toBe(404);
    expect(await stranger.json()).toMatchObject({
      message: 'Not Found',
      documentation_url: expect.stringContaining('https://'),
    });
    expect(hostile.status).toBe(422);
  });
});

describe('scripted faults', () => {
  test('answer as told, so often as told, and cut an archive in half with a clean end', async () => {
    const { github, install, sha } = await startTestGitHub();
    const { octokit } = await install();
    const whole = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', { ...HERE, ref: sha });
    github.script({
      path: /^\/repos\/acme\/shop$/,
      times: 2,
      respond: { status: 429, headers: { 'retry-after': '7' } },
    });
    github.script({ path: /legacy\.tar\.gz/, times: 1, respond: 'truncate' });
    github.script({ method: 'GET', path: '/meta', times: 1, respond: 'reset' });

    const ask = () =>
      octokit.request('GET /repos/{owner}/{repo}', HERE).then(
        (it) => it.status,
        (error) => [error.status, error.response.headers['retry-after']],
      );
    const answers = [await ask(), await ask(), await ask()];
    const half = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', { ...HERE, ref: sha });
    const reset = await fetch(`${github.apiUrl}/meta`).catch(() => 'no answer');

    expect(answers).toEqual([[429, '7'], [429, '7'], 200]);
    expect((half.data as ArrayBuffer).byteLength).toBe(Math.floor((whole.data as ArrayBuffer).byteLength / 2));
    expect(reset).toBe('no answer');
  });
});

describe('a restart', () => {
  test('finds repositories, installations and check runs as they were', async () => {
    const { github, options, install, sha } = await startTestGitHub();
    const { octokit, installationId } = await install();
    await octokit.request('POST /repos/{owner}/{repo}/check-runs', { ...HERE, name: 'Auditor', head_sha: sha });
    await github.settled();
    await github.close();

    const again = await startFakeGitHub(options);
    onTestFinished(() => again.close());
    const known = await again.installApp({ account: 'acme', repositories: 'all', by: 'alma' });

    expect(known.installationId).toBe(installationId);
    expect(again.repository('acme', 'shop')).toMatchObject({ fullName: 'acme/shop', private: true });
    expect(again.checkRuns({ ...HERE, sha })).toMatchObject([{ name: 'Auditor', status: 'queued' }]);
    expect(again.deliveries().length).toBe(github.deliveries().length);
  });
});

describe('importing', () => {
  test('replays another repository push by push', async () => {
    const { github, install, webhooks } = await startTestGitHub();
    await install();
    await github.createRepository({ owner: 'acme', name: 'replay' });
    const from = github.repository('acme', 'shop')?.gitDirectory ?? '';
    const { sha: second } = await github.commit({
      ...HERE,
      branch: 'main',
      message: 'Second',
      files: { z: 'z' },
      announce: false,
    });

    await github.importRepository({ owner: 'acme', repo: 'replay', from, ref: `${second}` });
    await github.importRepository({ owner: 'acme', repo: 'replay', from, ref: 'main' });
    await github.settled();

    expect(webhooks('push')).toMatchObject([{ after: second, created: true, repository: { name: 'replay' } }]);
    expect(webhooks('push')).toHaveLength(1);
  });
});
