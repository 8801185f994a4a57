import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeGitHub, startFakeGitHub } from '@twelvefold/fake-github';
import { createQueues } from '@twelvefold/queue';
import { createLogger } from '@twelvefold/runtime';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../app.ts';
import { closeDeps, createDeps, type Deps } from '../deps.ts';
import { createTestDatabase } from './create-test-database.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const webhookSecret = 'a-webhook-secret';
export const testOrigin = 'http://dashboard.test';

export interface TestApp {
  app: FastifyInstance;
  deps: Deps;
  github: FakeGitHub;
  databaseUrl: string;
  /** The test's clock: what is added to the time of the machine. */
  clock: { aheadMs: number };
  /** Everything that was logged, a JSON object a line. */
  logged: string[];
  /** Sends a delivery as GitHub does, signed unless told otherwise. */
  deliver(event: string, payload: unknown, change?: Record<string, string | undefined>): Promise<Answer>;
  /** Signs in through GitHub's pages; answers with the session cookie. */
  signIn(login: string): Promise<string>;
  close(): Promise<void>;
}

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

/** The whole web process on a database of its own, real Redis, and a fake GitHub with the users alma and bruno and an organisation for each. */
export async function startTestApp({ redisUrl = process.env.TEST_REDIS_URL ?? '' } = {}): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'twelvefold-api-'));
  const database = await createTestDatabase();
  const github = await startTestGitHub(directory);
  const logged: string[] = [];
  const clock = { aheadMs: 0 };
  const made = createDeps(
    {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl,
      DATABASE_POOL_SIZE: 5,
      HOST: '127.0.0.1',
      PORT: 0,
      PUBLIC_URL: testOrigin,
      TRUST_PROXY: false,
      LOG_LEVEL: 'info',
      SHUTDOWN_TIMEOUT_MS: 5_000,
      SESSION_SECRET: 'a session secret of thirty-two characters',
      GITHUB_APP_ID: '4242',
      GITHUB_APP_SLUG: 'twelvefold',
      GITHUB_PRIVATE_KEY: privateKey,
      GITHUB_WEBHOOK_SECRET: [webhookSecret],
      GITHUB_CLIENT_ID: 'Iv23test',
      GITHUB_CLIENT_SECRET: 'client-secret',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_WEB_URL: github.url,
    },
    createLogger({ name: 'web', destination: { write: (line) => void logged.push(line) } }),
  );
  await made.queues.close();
  const deps: Deps = {
    ...made,
    queues: createQueues(made.redis, { prefix: `test-${randomUUID()}` }),
    now: () => new Date(Date.now() + clock.aheadMs),
    webDirectory: join(directory, 'no-web'),
  };
  const app = await createApp(deps);
  await app.ready();
  return {
    app,
    deps,
    github,
    databaseUrl: database.url,
    clock,
    logged,
    deliver: (event, payload, change = {}) => deliver(app, event, payload, change),
    signIn: (login) => signIn(app, github, login),
    async close() {
      await app.close();
      await closeDeps(deps);
      await github.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function startTestGitHub(directory: string): Promise<FakeGitHub> {
  const github = await startFakeGitHub({
    directory: join(directory, 'github'),
    port: 0,
    app: {
      id: 4242,
      slug: 'twelvefold',
      name: 'Twelvefold',
      clientId: 'Iv23test',
      clientSecret: 'client-secret',
      webhookSecret,
      publicKeyPem: publicKey,
      // Nobody listens: tests deliver themselves.
      webhookUrl: 'http://127.0.0.1:9/',
      callbackUrls: [`${testOrigin}/auth/callback`],
    },
  });
  for (const [login, organization] of [
    ['alma', 'acme'],
    ['bruno', 'bolt'],
  ] as const) {
    await github.createUser({ login, name: login });
    await github.createOrganization({ login: organization, name: organization, members: [{ login, role: 'admin' }] });
  }
  return github;
}

function deliver(
  app: FastifyInstance,
  event: string,
  payload: unknown,
  change: Record<string, string | undefined>,
): Promise<Answer> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`,
    ...change,
  };
  const headers = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return app.inject({ method: 'POST', url: '/webhooks/github', headers, payload: body });
}

async function signIn(app: FastifyInstance, github: FakeGitHub, login: string): Promise<string> {
  const begun = await app.inject({ url: '/auth/sign-in?return=/acme' });
  const back = await authorize(github, String(begun.headers.location), login);
  const finished = await app.inject({ url: back.slice(testOrigin.length), headers: { cookie: cookieOf(begun) } });
  if (finished.statusCode !== 302) throw new Error(`sign-in answered ${finished.statusCode}: ${finished.body}`);
  return cookieOf(finished);
}

/** Chooses a person on GitHub's page, as a browser would; answers where GitHub sends the browser. */
export async function authorize(github: FakeGitHub, address: string, login: string): Promise<string> {
  const form = new URL(address).searchParams;
  form.set('login', login);
  const answer = await fetch(`${github.url}/login/oauth/authorize`, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`GitHub answered ${answer.status} and sends the browser nowhere.`);
  return location;
}

/** What a browser sends back of the cookies that an answer sets. */
export function cookieOf(answer: Answer): string {
  return answer.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
}
