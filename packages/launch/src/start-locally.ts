import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeGitHub, startFakeGitHub } from '@twelvefold/fake-github';
import { type Child, startChild } from './child-process.ts';
import { choosePort } from './free-port.ts';
import { type LocalSecrets, localSecrets } from './local-secrets.ts';
import { parseProcfile } from './procfile.ts';
import { type Service, startPostgres, startRedis } from './services.ts';

export interface StartOptions {
  /** The checkout. */
  root: string;
  /** Where data lives between starts. */
  stateDirectory: string;
  /** The environment of whoever started us; nothing else is read. */
  environment: Record<string, string | undefined>;
  /** Holds every request to the fake GitHub, and its answers, to GitHub's own OpenAPI document. */
  enforceContract?: boolean;
  /** A line of one of the processes, or of ours (`type` "twelvefold"). */
  write: (type: string, line: string) => void;
}

export interface Running {
  url: string;
  /** Null where a real GitHub App is configured. */
  github: FakeGitHub | null;
  /** Resolves with the process type that ended by itself; never while all is well. */
  failed: Promise<string>;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Chooses services, releases, and starts every process type of the Procfile; a fake GitHub beside them unless GITHUB_APP_ID is set. */
export async function startLocally(options: StartOptions): Promise<Running> {
  const { root, stateDirectory, environment, write } = options;
  mkdirSync(stateDirectory, { recursive: true });
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const webPort = await choosePort(portOf(environment.PORT), 3000, environment.HOST ?? host);
    const postgres = await startPostgres(environment, stateDirectory, write);
    closers.push(postgres.close);
    const redis = await startRedis(environment, stateDirectory, write);
    closers.push(redis.close);

    const url = environment.PUBLIC_URL ?? `http://localhost:${webPort}`;
    const secrets = localSecrets(join(stateDirectory, 'secrets.json'));
    const github = environment.GITHUB_APP_ID ? null : await fakeGitHub(options, secrets, webPort, url);
    if (github) closers.push(() => github.close());
    const processEnvironment = {
      ...environment,
      ...servicesEnvironment(root, environment, postgres, redis),
      HOST: environment.HOST ?? host,
      PORT: String(webPort),
      PUBLIC_URL: url,
      SESSION_SECRET: environment.SESSION_SECRET ?? secrets.sessionSecret,
      LOG_FORMAT: environment.LOG_FORMAT ?? 'pretty',
      ...(github ? gitHubEnvironment(github, secrets) : {}),
    };

    const procfile = parseProcfile(readFileSync(join(root, 'Procfile'), 'utf8'));
    if (procfile.release) await release(procfile.release, options, processEnvironment);
    const children: Child[] = [];
    for (const { type, command } of procfile.processes) {
      const child = startChild({ type, command, directory: root, environment: processEnvironment, write });
      children.push(child);
    }
    closers.push(async () => {
      await Promise.all(children.map((child) => child.stop(30_000)));
    });
    const failed = Promise.race(children.map(({ type, ended }) => ended.then((code) => `${type} ended (${code})`)));
    await waitUntilReady(`http://${host}:${webPort}/readyz`, failed);
    return { url, github, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function portOf(value: string | undefined): number | null {
  if (value === undefined || value === '') return null;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is "${value}". Set it to a number from 1 to 65535.`);
  return port;
}

function servicesEnvironment(
  root: string,
  environment: StartOptions['environment'],
  postgres: Service,
  redis: Service,
) {
  return {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    PATH: `${join(root, 'node_modules', '.bin')}:${environment.PATH ?? ''}`,
  };
}

async function fakeGitHub(
  { stateDirectory, environment, enforceContract = false }: StartOptions,
  secrets: LocalSecrets,
  webPort: number,
  url: string,
): Promise<FakeGitHub> {
  const port = await choosePort(null, webPort + 1000, host);
  return await startFakeGitHub({
    directory: join(stateDirectory, 'github'),
    port,
    host,
    enforceContract,
    app: {
      id: 12,
      slug: 'twelvefold',
      name: 'Twelvefold',
      clientId: 'Iv23twelvefold',
      clientSecret: secrets.clientSecret,
      webhookSecret: secrets.webhookSecret,
      publicKeyPem: secrets.publicKeyPem,
      webhookUrl: `http://${environment.HOST ?? host}:${webPort}/webhooks/github`,
      callbackUrls: [`${url}/auth/callback`],
    },
  });
}

function gitHubEnvironment(github: FakeGitHub, secrets: LocalSecrets) {
  return {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_WEB_URL: github.url,
    GITHUB_APP_ID: '12',
    GITHUB_APP_SLUG: 'twelvefold',
    GITHUB_CLIENT_ID: 'Iv23twelvefold',
    GITHUB_CLIENT_SECRET: secrets.clientSecret,
    GITHUB_WEBHOOK_SECRET: secrets.webhookSecret,
    GITHUB_PRIVATE_KEY: secrets.privateKeyPem,
  };
}

/** The release phase: runs to its end, and nothing starts when it fails. */
async function release(
  command: string,
  { root, write }: StartOptions,
  environment: Record<string, string | undefined>,
): Promise<void> {
  const child = startChild({ type: 'release', command, directory: root, environment, write });
  const code = await child.ended;
  if (code !== 0)
    throw new Error(`The release step "${command}" ended with ${code}; nothing was started. Its message is above.`);
}

async function waitUntilReady(url: string, failed: Promise<string>): Promise<void> {
  const until = Date.now() + 60_000;
  const ended = failed.then((reason) => {
    throw new Error(`A process did not start: ${reason}. Its message is above.`);
  });
  const poll = async () => {
    while (Date.now() < until) {
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${url} did not become ready within 60 s.`);
  };
  await Promise.race([poll(), ended]);
}
