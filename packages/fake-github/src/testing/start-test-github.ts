import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '@octokit/app';
import { Octokit } from '@octokit/core';
import { onTestFinished } from 'vitest';
import { type FakeGitHubOptions, startFakeGitHub } from '../index.ts';

interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicKeyPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();

export const APP = {
  id: 4242,
  slug: 'auditor',
  name: 'Auditor',
  clientId: 'Iv23fakeclient',
  clientSecret: 'a client secret',
  webhookSecret: 'a webhook secret',
  callbackUrls: ['http://127.0.0.1/auth/callback'],
};

/** A receiver of webhooks that answers `status()`. */
async function startReceiver(status: () => number) {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.statusCode = status();
      response.end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  return { url, received, close: () => server.close() };
}

/** A fake with an organization, two people, one repository with a commit, and an App that talks to it by Octokit. */
export async function startTestGitHub(more: Partial<FakeGitHubOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'fake-github-'));
  const answer = { status: 202 };
  const receiver = await startReceiver(() => answer.status);
  const options: FakeGitHubOptions = {
    directory,
    port: 0,
    app: { ...APP, publicKeyPem, webhookUrl: receiver.url },
    enforceContract: true,
    ...more,
  };
  const github = await startFakeGitHub(options);
  onTestFinished(async () => {
    await github.close();
    receiver.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await github.createUser({ login: 'alma', name: 'Alma Admin' });
  await github.createUser({ login: 'mio', name: 'Mio Member' });
  const members = [
    { login: 'alma', role: 'admin' as const },
    { login: 'mio', role: 'member' as const },
  ];
  await github.createOrganization({ login: 'acme', name: 'Acme', members });
  const repository = await github.createRepository({ owner: 'acme', name: 'shop', private: true });
  const files = { 'README.md': '# Shop\n', 'src/app.ts': 'export const a = 1;\nexport const b = 2;\n' };
  const { sha } = await github.commit({ owner: 'acme', repo: 'shop', branch: 'main', message: 'Begin', files });

  const app = new App({
    appId: APP.id,
    privateKey,
    webhooks: { secret: APP.webhookSecret },
    oauth: { clientId: APP.clientId, clientSecret: APP.clientSecret },
    Octokit: Octokit.defaults({ baseUrl: github.apiUrl }),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });

  async function install(repositories: 'all' | string[] = 'all') {
    const { installationId } = await github.installApp({ account: 'acme', repositories, by: 'alma' });
    return { installationId, octokit: await app.getInstallationOctokit(installationId) };
  }

  function webhooks(event: string) {
    return receiver.received
      .filter(({ headers }) => headers['x-github-event'] === event)
      .map(({ body }) => JSON.parse(body));
  }

  return { github, directory, options, repository, sha, app, install, receiver, webhooks, answer, privateKey };
}
