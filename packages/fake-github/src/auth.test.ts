import { importPKCS8, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { APP, startTestGitHub } from './testing/start-test-github.ts';

const HERE = { owner: 'acme', repo: 'shop' };

async function sign(privateKey: string, claims: Record<string, unknown>) {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(await importPKCS8(privateKey, 'RS256'));
}

describe('the App', () => {
  test('is known by its id or its client id, and refused with a stale, early or too long token', async () => {
    const { github, privateKey } = await startTestGitHub();
    const now = Math.floor(Date.now() / 1000);
    const ask = async (claims: Record<string, unknown>) => {
      const authorization = `Bearer ${await sign(privateKey, claims)}`;
      const response = await fetch(`${github.apiUrl}/app`, { headers: { authorization } });
      const { message } = (await response.json()) as { message: string };
      return [response.status, message];
    };

    const byId = await ask({ iat: now - 30, exp: now + 500, iss: APP.id });
    const byClientId = await ask({ iat: now - 30, exp: now + 500, iss: APP.clientId });
    const byStranger = await ask({ iat: now - 30, exp: now + 500, iss: 7 });
    const tooLong = await ask({ iat: now, exp: now + 700, iss: APP.id });
    const stale = await ask({ iat: now - 700, exp: now - 100, iss: APP.id });
    const early = await ask({ iat: now + 100, exp: now + 500, iss: APP.id });

    expect([byId[0], byClientId[0], byStranger[0]]).toEqual([200, 200, 404]);
    expect(tooLong).toEqual([401, expect.stringContaining('too far in the future')]);
    expect(stale).toEqual([401, expect.stringContaining("'Expiration time' claim ('exp')")]);
    expect(early).toEqual([401, expect.stringContaining("'Issued at' claim ('iat')")]);
  });
});

describe('an installation token', () => {
  test('is long, lives an hour and reaches only the repositories and permissions that it was minted for', async () => {
    const { github, app, install } = await startTestGitHub();
    await github.createRepository({ owner: 'acme', name: 'other', private: true });
    const { installationId } = await install();
    const { data } = await app.octokit.request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: installationId,
      repositories: ['shop'],
      permissions: { contents: 'read' },
    });
    const status = async (path: string, method = 'GET') => {
      const headers = { authorization: `token ${data.token}`, 'content-type': 'application/json' };
      const body = method === 'POST' ? JSON.stringify({ name: 'x', head_sha: '0'.repeat(40) }) : null;
      return (await fetch(`${github.apiUrl}${path}`, { method, headers, body })).status;
    };

    const lifetimeMinutes = (Date.parse(data.expires_at) - Date.now()) / 60_000;
    const own = await status('/repos/acme/shop/branches');
    const other = await status('/repos/acme/other');
    const write = await status('/repos/acme/shop/check-runs', 'POST');

    expect(data.token).toMatch(/^ghs_[\w-]+\.[\w-]+$/);
    expect(data.token.length).toBeGreaterThan(500);
    expect(lifetimeMinutes).toBeGreaterThan(58);
    expect([own, other, write]).toEqual([200, 404, 403]);
  });

  test('is refused beyond the installation: 422 for more rights, 403 while suspended, 404 after uninstalling', async () => {
    const { github, app, install } = await startTestGitHub();
    const { installationId, octokit } = await install();
    await octokit.request('GET /repos/{owner}/{repo}', HERE);
    const mint = (permissions?: Record<string, string>) =>
      app.octokit
        .request('POST /app/installations/{installation_id}/access_tokens', {
          installation_id: installationId,
          permissions,
        })
        .then(
          () => 201,
          (error) => error.status,
        );

    const tooMuch = await mint({ contents: 'write' });
    await github.suspend({ account: 'acme' });
    const suspended = await mint();
    const withOldToken = await octokit.request('GET /repos/{owner}/{repo}', HERE).catch((error) => error.status);
    await github.unsuspend({ account: 'acme' });
    const again = await mint();
    await github.uninstallApp({ account: 'acme' });
    const gone = await mint();

    expect([tooMuch, suspended, withOldToken, again, gone]).toEqual([422, 403, 403, 201, 404]);
  });
});

describe('the limits of requests', () => {
  test('are told in headers, and a spent hour is refused with 403', async () => {
    const { github, install } = await startTestGitHub({ rateLimit: 3 });
    const { octokit } = await install();

    const first = await octokit.request('GET /repos/{owner}/{repo}', HERE);
    await octokit.request('GET /repos/{owner}/{repo}', HERE);
    await octokit.request('GET /repos/{owner}/{repo}', HERE);
    const refused = await octokit.request('GET /repos/{owner}/{repo}', HERE).catch((error) => error);

    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2' });
    expect(refused.status).toBe(403);
    expect(refused.message).toContain('API rate limit exceeded for installation');
    expect(github.requests().at(-1)).toMatchObject({ method: 'GET', path: '/api/v3/repos/acme/shop', status: 403 });
  });
});
