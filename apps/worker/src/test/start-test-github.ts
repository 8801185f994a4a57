import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// biome-ignore lint/correctness/noUndeclaredDependencies: only tests import this file
import { type FakeGitHub, startFakeGitHub } from '@twelvefold/fake-github';
import { createGitHubApp, type GitHubApp } from '@twelvefold/github';

const makeKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
const keys = makeKeys();
const otherKeys = makeKeys();

export interface TestGitHub {
  fake: FakeGitHub;
  app: GitHubApp;
  privateKey: string;
  /** The App installed on all repositories of `acme`. */
  installationId: bigint;
  /** A new repository of acme with a first commit. */
  makeRepository(files: Record<string, string> | null): Promise<TestRepository>;
  close(): Promise<void>;
}

export interface TestRepository {
  installationId: bigint;
  repositoryId: bigint;
  owner: string;
  name: string;
  /** The head of main; empty where there is no commit. */
  sha: string;
}

/** A GitHub with the organisation acme, its admin alma, and our App installed, held to GitHub's OpenAPI document. `webhookUrl` gets the deliveries. */
export async function startTestGitHub({
  webhookUrl = 'http://127.0.0.1:9/',
  privateKeys = [keys.privateKey],
} = {}): Promise<TestGitHub> {
  const directory = await mkdtemp(join(tmpdir(), 'twelvefold-github-'));
  const fake = await startFakeGitHub({
    directory,
    port: 0,
    enforceContract: true,
    app: {
      id: 4242,
      slug: 'twelvefold',
      name: 'Twelvefold',
      clientId: 'Iv23test',
      clientSecret: 'client secret',
      webhookSecret: 'webhook secret',
      publicKeyPem: keys.publicKey,
      webhookUrl,
      callbackUrls: ['http://127.0.0.1/auth/callback'],
    },
  });
  await fake.createUser({ login: 'alma', name: 'Alma Admin' });
  await fake.createOrganization({ login: 'acme', name: 'Acme', members: [{ login: 'alma', role: 'admin' }] });
  const installation = await fake.installApp({ account: 'acme', repositories: 'all', by: 'alma' });
  const installationId = BigInt(installation.installationId);
  const app = createGitHubApp({
    appId: '4242',
    privateKeys,
    webhookSecrets: ['webhook secret'],
    clientId: 'Iv23test',
    clientSecret: 'client secret',
    apiUrl: fake.apiUrl,
    webUrl: fake.url,
    userAgent: 'twelvefold-test',
    logger: { debug: () => {}, warn: () => {} },
  });
  let repositories = 0;

  return {
    fake,
    app,
    privateKey: keys.privateKey,
    installationId,
    async makeRepository(files) {
      repositories += 1;
      const name = `app-${repositories}`;
      const { id } = await fake.createRepository({ owner: 'acme', name, private: true });
      const { sha } =
        files === null
          ? { sha: '' }
          : await fake.commit({ owner: 'acme', repo: name, branch: 'main', message: 'Begin', files });
      return { installationId, repositoryId: BigInt(id), owner: 'acme', name, sha };
    },
    async close() {
      await fake.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Two private keys of which GitHub knows the second: as while one replaces the other. */
export const rotatedKeys = [otherKeys.privateKey, keys.privateKey];
