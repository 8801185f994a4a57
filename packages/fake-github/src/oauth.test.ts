import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { APP, startTestGitHub } from './testing/start-test-github.ts';

const CALLBACK = 'http://127.0.0.1:3999/auth/callback';

function post(url: string, form: Record<string, string>) {
  return fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
    headers: { accept: 'application/json' },
  });
}

async function readJson<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

type Tokens = Record<'access_token' | 'refresh_token' | 'error', string>;

/** Goes through the page as a browser does and answers the address that it is sent to. */
async function authorize(url: string, login: string, more: Record<string, string> = {}) {
  const asked = { client_id: APP.clientId, redirect_uri: CALLBACK, state: 'a state', ...more };
  const page = await (await fetch(`${url}/login/oauth/authorize?${new URLSearchParams(asked)}`)).text();
  const response = await post(`${url}/login/oauth/authorize`, { ...asked, login });
  return { page, to: new URL(response.headers.get('location') ?? '') };
}

test('signing in with PKCE gives a token of the person, which sees what the person may see', async () => {
  const { github, install } = await startTestGitHub();
  await install();
  await github.createRepository({ owner: 'acme', name: 'secret', private: true, visibleTo: ['alma'] });
  const code_verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');

  const { page, to } = await authorize(github.url, 'mio', { code_challenge, code_challenge_method: 'S256' });
  const client = { client_id: APP.clientId, client_secret: APP.clientSecret, redirect_uri: CALLBACK };
  const code = to.searchParams.get('code') ?? '';
  const tokens = await readJson<Tokens>(
    post(`${github.url}/login/oauth/access_token`, { ...client, code, code_verifier }),
  );
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  const get = <T>(path: string) => readJson<T>(fetch(`${github.apiUrl}${path}`, { headers }));
  const user = await get('/user');
  const { installations } = await get<{ installations: { id: number }[] }>('/user/installations');
  const path = `/user/installations/${installations[0]?.id}/repositories`;
  const { repositories } = await get<{ repositories: { name: string }[] }>(path);
  const emails = await get('/user/emails');

  expect(page).toContain('Mio Member');
  expect(to.origin + to.pathname).toBe(CALLBACK);
  expect(to.searchParams.get('state')).toBe('a state');
  expect(tokens).toMatchObject({
    access_token: expect.stringMatching(/^ghu_/),
    expires_in: 28_800,
    refresh_token: expect.stringMatching(/^ghr_/),
  });
  expect(user).toMatchObject({ login: 'mio', type: 'User' });
  expect(emails).toHaveLength(1);
  expect(repositories.map((it) => it.name)).toEqual(['shop']);
  expect(github.contractViolations()).toEqual([]);
});

test('a wrong verifier, a used code, a wrong secret and a foreign callback are refused', async () => {
  const { github } = await startTestGitHub();
  const exchange = async (form: Record<string, string>) => {
    const whole = { client_id: APP.clientId, client_secret: APP.clientSecret, ...form };
    return (await readJson<Tokens>(post(`${github.url}/login/oauth/access_token`, whole))).error;
  };
  const codeOf = async (more = {}) => (await authorize(github.url, 'alma', more)).to.searchParams.get('code') ?? '';
  const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };

  const code = await codeOf();
  const redirect_uri = 'https://evil.example/auth/callback';
  const query = new URLSearchParams({ client_id: APP.clientId, redirect_uri });
  const foreign = await fetch(`${github.url}/login/oauth/authorize?${query}`, { redirect: 'manual' });
  const returned = new URL(foreign.headers.get('location') ?? '');

  expect(await exchange({ code: await codeOf(challenge), code_verifier: 'wrong' })).toBe('bad_verification_code');
  expect(await exchange({ code: await codeOf(), client_secret: 'wrong' })).toBe('incorrect_client_credentials');
  expect(await exchange({ code })).toBeUndefined();
  expect(await exchange({ code })).toBe('bad_verification_code');
  expect(returned.searchParams.get('error')).toBe('redirect_uri_mismatch');
  expect(returned.hostname).toBe('127.0.0.1');
});

test('a refresh gives a new pair and ends the old one', async () => {
  const { github } = await startTestGitHub();
  const client = { client_id: APP.clientId, client_secret: APP.clientSecret };
  const code = (await authorize(github.url, 'alma')).to.searchParams.get('code') ?? '';
  const ask = (form: Record<string, string>) =>
    readJson<Tokens>(post(`${github.url}/login/oauth/access_token`, { ...client, ...form }));
  const status = async (token: string) =>
    (await fetch(`${github.apiUrl}/user`, { headers: { authorization: `token ${token}` } })).status;

  const first = await ask({ code });
  const second = await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
  const replayed = await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token });

  expect(await status(first.access_token)).toBe(401);
  expect(await status(second.access_token)).toBe(200);
  expect(replayed.error).toBe('bad_refresh_token');
});

test('a person who takes the authorization back loses the token, and the App hears of it', async () => {
  const { github, webhooks } = await startTestGitHub();
  const code = (await authorize(github.url, 'mio')).to.searchParams.get('code') ?? '';
  const tokens = await readJson<Tokens>(
    post(`${github.url}/login/oauth/access_token`, {
      client_id: APP.clientId,
      client_secret: APP.clientSecret,
      code,
    }),
  );

  await github.revokeAuthorization({ login: 'mio' });
  await github.settled();
  const { status } = await fetch(`${github.apiUrl}/user`, {
    headers: { authorization: `token ${tokens.access_token}` },
  });

  expect(status).toBe(401);
  expect(webhooks('github_app_authorization')).toMatchObject([{ action: 'revoked', sender: { login: 'mio' } }]);
});
