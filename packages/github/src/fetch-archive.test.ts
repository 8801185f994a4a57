import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchArchive } from './fetch-archive.ts';
import { createGitHubApp } from './github-app.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: RequestListener): Promise<{ url: string; received: IncomingMessage[] }> {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** An API that mints one token and answers everything else with `answer`. */
async function serveApi(answer: RequestListener) {
  const api = await serve((request, response) => {
    if (!request.url?.endsWith('/access_tokens')) return answer(request, response);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ token: 'ghs_secret', expires_at: '2099-01-01T00:00:00Z', permissions: { contents: 'read' } }),
    );
  });
  const app = createGitHubApp({
    appId: '1',
    privateKeys: [privateKey],
    webhookSecrets: [],
    clientId: '',
    clientSecret: '',
    apiUrl: api.url,
    webUrl: api.url,
    userAgent: 'test',
    logger: { debug: () => {}, warn: () => {} },
  });
  return { ...api, app };
}

const target = { installationId: 1n, repositoryId: 2n, owner: 'acme', name: 'shop', sha: 'a'.repeat(40) };

describe('fetchArchive', () => {
  it('gives the token to the API, after a rename too, and to no other origin', async () => {
    const elsewhere = await serve((_, response) => response.end('archive'));
    const api = await serveApi((request, response) => {
      const location = request.url?.startsWith('/repos/')
        ? '/repositories/2/tarball/main'
        : `${elsewhere.url}/archive?token=link`;
      response.writeHead(302, { location }).end();
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of fetchArchive(api.app, { ...target, signal: new AbortController().signal }))
      chunks.push(chunk);

    expect(Buffer.concat(chunks).toString()).toBe('archive');
    expect(api.received.slice(1).map(({ headers }) => headers.authorization)).toEqual([
      'token ghs_secret',
      'token ghs_secret',
    ]);
    expect(elsewhere.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('gives chunks as they arrive, and ends in the middle when it is aborted', async () => {
    const stop = new AbortController();
    const api = await serveApi((_, response) => {
      response.write('first');
    });
    const archive = fetchArchive(api.app, { ...target, signal: stop.signal });
    const first = await archive.next();
    expect(Buffer.from(first.value ?? []).toString()).toBe('first');

    stop.abort(new Error('enough'));
    await expect(archive.next()).rejects.toThrow('enough');
  });

  it('follows no endless redirects', async () => {
    const api = await serveApi((_, response) => response.writeHead(302, { location: '/again' }).end());

    await expect(
      fetchArchive(api.app, { ...target, signal: new AbortController().signal }).next(),
    ).rejects.toMatchObject({
      name: 'TransientGitHubError',
    });
  });
});
