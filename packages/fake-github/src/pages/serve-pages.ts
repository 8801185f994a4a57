import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { permissionOf } from '../auth/user-access.ts';
import { accountById, findAccount, findRepository } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import type { WebhookSender } from '../webhooks/deliver-webhooks.ts';
import type { DeliveryLog } from '../webhooks/delivery-log.ts';
import type { World } from '../world/world.ts';
import { HIGHLIGHT_SCRIPT } from './highlight-script.ts';
import { html } from './html.ts';
import { layout, type PageInput } from './layout.ts';

export const COOKIE = 'fake_github_login';

/** What a page works with: the world, and who looks at it. */
export interface PageContext {
  world: World;
  deliveryLog: DeliveryLog;
  sender: WebhookSender;
  viewer: Account | null;
  params: Record<string, string>;
  query: Record<string, string>;
  form: Record<string, string | string[]>;
  reply: FastifyReply;
}

/** A page, where to go instead, or the bytes of a file. */
export type PageAnswer = PageInput | { redirect: string } | { raw: Uint8Array; type: string };

export interface PageRoute {
  method: 'GET' | 'POST';
  path: string;
  answer(context: PageContext): PageAnswer | Promise<PageAnswer>;
}

/** What a person reads when a page can not be shown. */
export class PageError extends Error {
  override name = 'PageError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function requireViewer({ viewer }: PageContext): Account {
  if (!viewer) throw new PageError(403, 'Sign in first (top right) and try again.');
  return viewer;
}

/** The repository of the address, if the viewer may see it. */
export function visibleRepository({ world, viewer, params }: PageContext): StoredRepository {
  const repository = findRepository(world.state, params.owner ?? '', params.repo ?? '');
  const missing = new PageError(
    404,
    'There is no such repository, or it is private and you are not signed in as somebody who may see it.',
  );
  if (!repository) throw missing;
  if (viewer ? permissionOf(world.state, viewer, repository) === 'none' : repository.isPrivate) throw missing;
  return repository;
}

/** The same, where the viewer may also write. */
export function writableRepository(context: PageContext): { repository: StoredRepository; by: Account } {
  const repository = visibleRepository(context);
  const by = requireViewer(context);
  const permission = permissionOf(context.world.state, by, repository);
  if (permission !== 'admin' && permission !== 'write')
    throw new PageError(403, `${by.name} may not write to this repository.`);
  return { repository, by };
}

export function field(context: PageContext, name: string): string {
  const value = context.form[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Where people go inside the fake: never elsewhere, whatever a link asks for. */
export function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s]*$/.test(path) ? path : '/';
}

export function repositoryPath(world: World, repository: StoredRepository): string {
  return `/${accountById(world.state, repository.ownerId).login}/${repository.name}`;
}

function viewerOf(world: World, request: FastifyRequest): Account | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const login = pairs.find(([name]) => name === COOKIE)?.[1];
  const account = login ? findAccount(world.state, decodeURIComponent(login)) : null;
  return account?.type === 'User' ? account : null;
}

export function signIn(reply: FastifyReply, account: Account): void {
  reply.header(
    'set-cookie',
    `${COOKIE}=${encodeURIComponent(account.login)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`,
  );
}

/** A form of another site must not act here, fake or not: other services run on this machine too. */
function refuseForeignForm(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (request.method !== 'POST' || origin === undefined || URL.parse(origin)?.host === request.headers.host) return;
  throw new PageError(403, 'This form was sent by another site.');
}

/** The world refuses with plain errors that say what to do; everything else is a fault of the fake. */
function statusOf(error: unknown): number {
  if (error instanceof PageError) return error.status;
  return error instanceof Error && error.name === 'Error' && error.cause === undefined ? 400 : 500;
}

const SCRIPT_HASH = createHash('sha256').update(HIGHLIGHT_SCRIPT).digest('base64');

const HEADERS = {
  'content-security-policy': `default-src 'none'; script-src 'sha256-${SCRIPT_HASH}'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Serves the pages. What they can not do is told on a page too. */
export function servePages(
  server: FastifyInstance,
  parts: Pick<PageContext, 'world' | 'deliveryLog' | 'sender'>,
  routes: PageRoute[],
): void {
  const { world } = parts;

  function send(reply: FastifyReply, request: FastifyRequest, page: PageInput): FastifyReply {
    return reply
      .headers(HEADERS)
      .type('text/html; charset=utf-8')
      .send(layout(world, viewerOf(world, request), request.url, page));
  }

  function sendError(reply: FastifyReply, request: FastifyRequest, error: unknown): FastifyReply {
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    if (status === 500)
      world.log('page failed', { path: request.url, error: error instanceof Error ? error.stack : message });
    const title = status === 404 ? 'Nothing here' : status === 403 ? 'Not allowed' : 'That did not work';
    return send(reply.code(status), request, {
      title,
      body: html`<h1>${title}</h1><p>${message}</p><p><a href="/">To the start</a></p>`,
    });
  }

  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        try {
          refuseForeignForm(request);
          const answer = await route.answer({
            ...parts,
            viewer: viewerOf(world, request),
            params: request.params as Record<string, string>,
            query: request.query as Record<string, string>,
            form: (request.body ?? {}) as Record<string, string | string[]>,
            reply,
          });
          if ('redirect' in answer) return reply.redirect(answer.redirect, 303);
          if ('raw' in answer) return reply.headers(HEADERS).type(answer.type).send(answer.raw);
          return send(reply, request, answer);
        } catch (error) {
          return sendError(reply, request, error);
        }
      },
    });
  }
  server.setNotFoundHandler((request, reply) =>
    sendError(reply, request, new PageError(404, 'There is no such page.')),
  );
}
