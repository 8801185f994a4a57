import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { loadContract } from './contract/contract.ts';
import type { FakeGitHub } from './fake-github.ts';
import { createGitRunner } from './git/run-git.ts';
import { createArchiveLinks } from './http/archive-links.ts';
import { createServer } from './http/create-server.ts';
import { createFaults } from './http/faults.ts';
import { createRateLimits } from './http/rate-limit.ts';
import { createRequestLog } from './http/request-log.ts';
import { serveApi } from './http/serve-api.ts';
import { serveArchives } from './http/serve-archives.ts';
import { serveTokenEndpoint } from './http/serve-token-endpoint.ts';
import { DEFAULT_PERMISSIONS, type FakeGitHubOptions } from './options.ts';
import { allPages } from './pages/all-pages.ts';
import { serveAvatars } from './pages/serve-avatars.ts';
import { servePages } from './pages/serve-pages.ts';
import { allEndpoints } from './routes/all-endpoints.ts';
import { findRepositoryById, fullName } from './state/find.ts';
import type { StoredRepository } from './state/state.ts';
import { openStateFile } from './state/state-file.ts';
import { createWebhookSender } from './webhooks/deliver-webhooks.ts';
import { openDeliveryLog } from './webhooks/delivery-log.ts';
import { createBot } from './world/accounts.ts';
import { createFakeGitHub } from './world/create-fake-github.ts';
import { newId, type World } from './world/world.ts';

const RATE_LIMIT = 5000;

/** One writer at a time for each repository, first come first served. */
function createLocks(): World['exclusively'] {
  const last = new Map<number, Promise<unknown>>();
  return function exclusively<T>(repository: StoredRepository, work: () => Promise<T>): Promise<T> {
    const turn = (last.get(repository.id) ?? Promise.resolve()).then(work, work);
    last.set(
      repository.id,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

/** GitHub also serves a repository under its number; the address in a 301 after a rename has that form. */
function byName(world: World, url: string): string {
  const match = /^\/api\/v3\/repositories\/(?<id>\d+)(?<rest>[/?].*)?$/.exec(url);
  const repository = match?.groups && findRepositoryById(world.state, Number(match.groups.id));
  return repository ? `/api/v3/repos/${fullName(world.state, repository)}${match.groups?.rest ?? ''}` : url;
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    throw new Error(`The fake GitHub can not listen on ${host}:${port}. Choose another port; 0 takes any free one.`, {
      cause,
    });
  }
  const address = server.server.address() as AddressInfo;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  return `http://${reachable}:${address.port}`;
}

/**
 * Starts a GitHub on the bare repositories of a folder: web pages at /, REST at /api/v3, archives on a port of their own
 * (on GitHub too they come from another origin).
 */
export async function startFakeGitHub(options: FakeGitHubOptions): Promise<FakeGitHub> {
  const { app, directory, port, host = '127.0.0.1', log = () => undefined } = options;
  mkdirSync(join(directory, 'repositories'), { recursive: true });
  const stateFile = openStateFile(directory);
  const deliveryLog = openDeliveryLog(directory);
  const sender = createWebhookSender({ app, deliveryLog, log, newId: () => newId(world) });
  const world: World = {
    app,
    permissions: app.permissions ?? DEFAULT_PERMISSIONS,
    state: stateFile.state,
    changed: stateFile.changed,
    git: createGitRunner(directory),
    directory,
    urls: { web: '', api: '', archive: '' },
    emit: sender.emit,
    exclusively: createLocks(),
    log,
  };
  world.state.nextId = Math.max(world.state.nextId, ...deliveryLog.all().map((it) => it.id + 1));
  createBot(world);

  const violations: string[] = [];
  const faults = createFaults();
  const requestLog = createRequestLog();
  const limits = createRateLimits(options.rateLimit ?? RATE_LIMIT);
  const links = createArchiveLinks(world);
  const server = createServer((url) => byName(world, url));
  const archives = createServer();
  for (const each of [server, archives]) {
    requestLog.install(each);
    faults.install(each);
  }
  serveApi(server, {
    world,
    contract: loadContract(),
    violations: options.enforceContract ? violations : null,
    endpoints: allEndpoints({ links, limits, deliveryLog, sender }),
    limits,
  });
  serveTokenEndpoint(server, world);
  serveAvatars(server, world);
  servePages(server, { world, deliveryLog, sender }, allPages);
  serveArchives(archives, world, links);

  world.urls.archive = await listen(archives, host, 0);
  world.urls.web = await listen(server, host, port);
  world.urls.api = `${world.urls.web}/api/v3`;

  async function close(): Promise<void> {
    await Promise.all([server.close(), archives.close()]);
    await sender.close();
    stateFile.flush();
  }

  return createFakeGitHub({ world, sender, deliveryLog, faults, requestLog, violations, close });
}
