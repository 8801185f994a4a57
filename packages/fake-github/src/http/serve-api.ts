import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorizeKind } from '../auth/authorize.ts';
import { identifyCaller } from '../auth/identify-caller.ts';
import type { Contract } from '../contract/contract.ts';
import type { World } from '../world/world.ts';
import { ApiError, notFound } from './api-error.ts';
import type { ApiAnswer, ApiRequest, Caller, Endpoint, Json } from './endpoint.ts';
import { findRequestedRepository } from './find-requested-repository.ts';
import { type RateLimits, rateLimitHeaders } from './rate-limit.ts';

export interface ApiParts {
  world: World;
  contract: Contract;
  /** null: the contract is not enforced. */
  violations: string[] | null;
  endpoints: Endpoint[];
  limits: RateLimits;
}

const ANONYMOUS: Caller = { kind: 'anonymous' };
const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** `/repos/{owner}/{repo}/contents/{path}` in Fastify's words. The last of some parameters may hold slashes. */
function routePath(template: string): string {
  return template.replace(/\{(?:path|ref|basehead|branch)\}$/, '*').replace(/\{(\w+)\}/g, ':$1');
}

function lastParameter(template: string): string {
  return /\{(\w+)\}$/.exec(template)?.[1] ?? '';
}

function toApiRequest(world: World, template: string, request: FastifyRequest, caller: Caller): ApiRequest {
  const { '*': rest, ...params } = request.params as Record<string, string>;
  if (rest !== undefined) params[lastParameter(template)] = rest;
  const body = request.body;
  return {
    url: `${world.urls.web}${request.url.split('?')[0] ?? ''}`,
    params,
    query: request.query as Record<string, string>,
    body: typeof body === 'object' && body !== null ? (body as Json) : {},
    accept: request.headers.accept ?? '',
    caller,
  };
}

function sendJson(reply: FastifyReply, request: FastifyRequest, answer: ApiAnswer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.body === undefined) return reply.send();
  if (answer.body instanceof Uint8Array || typeof answer.body === 'string') return reply.send(answer.body);
  const text = JSON.stringify(answer.body);
  reply.type('application/json; charset=utf-8');
  if (request.method === 'GET' && answer.status === 200) {
    const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
    reply.header('etag', etag).header('cache-control', 'private, max-age=60, s-maxage=60');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  }
  return reply.send(text);
}

function isNotModified(reply: FastifyReply): boolean {
  return reply.statusCode === 304;
}

/** Serves the endpoints below /api/v3, with everything that is the same for all of them. */
export function serveApi(server: FastifyInstance, parts: ApiParts): void {
  const { world, violations } = parts;

  server.register(
    async (api) => {
      api.setNotFoundHandler((request, reply) => sendError(reply, request, notFound()));
      api.setErrorHandler((error, request, reply) => sendError(reply, request, asApiError(error)));
      api.addHook('onSend', async (_request, reply) => {
        reply.headers({ 'x-github-api-version-selected': '2022-11-28', 'x-github-enterprise-version': '3.19.0' });
      });
      for (const endpoint of parts.endpoints) addRoute(api, parts, endpoint);
    },
    { prefix: '/api/v3' },
  );

  function sendError(reply: FastifyReply, request: FastifyRequest, error: ApiError): FastifyReply {
    return sendJson(reply, request, { status: error.status, body: error.body, headers: error.headers });
  }

  function asApiError(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    const known = error as { statusCode?: number; message?: string; stack?: string };
    if (known.statusCode === 400) return new ApiError(400, 'Problems parsing JSON');
    if (known.statusCode && known.statusCode < 500)
      return new ApiError(known.statusCode, known.message ?? 'Bad Request');
    violations?.push(`the fake failed: ${known.message ?? 'unknown'}`);
    world.log('request failed', { error: known.stack ?? String(error) });
    return new ApiError(500, 'Server Error');
  }
}

function addRoute(api: FastifyInstance, parts: ApiParts, endpoint: Endpoint): void {
  const { world, contract, violations, limits } = parts;
  const { method, path } = contract.operation(endpoint.operation);

  function record(what: string, wrong: string[]): void {
    for (const text of wrong) violations?.push(`${endpoint.operation} ${what}: ${text}`);
  }

  function checkRequest(request: ApiRequest): void {
    const body = METHODS_WITH_BODY.has(method) && Object.keys(request.body).length > 0 ? request.body : null;
    const wrong = contract.checkRequest(endpoint.operation, {
      query: request.query,
      body,
      isStrict: violations !== null,
    });
    if (wrong.length > 0) throw new ApiError(422, `Invalid request.\n\n${wrong.join('\n')}`);
  }

  async function answer(request: ApiRequest): Promise<ApiAnswer> {
    try {
      authorizeKind(endpoint.access, request.caller);
      const needsRepository = endpoint.access.to === 'repository';
      const repository = needsRepository ? findRequestedRepository(world, request, endpoint.access) : null;
      checkRequest(request);
      return await endpoint.answer(request, world, repository);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 422) record('request', [`refused with 422: ${JSON.stringify(error.body)}`]);
      return { status: error.status, body: error.body, headers: error.headers };
    }
  }

  api.route({
    method,
    url: routePath(path),
    handler: async (request, reply) => {
      const caller = await identifyCaller(world, request.headers.authorization);
      reply.headers(rateLimitHeaders(limits.window(caller ?? ANONYMOUS)));
      if (endpoint.operation !== 'rate-limit/get') limits.spend(caller);
      const asked = toApiRequest(world, path, request, caller);
      const result = await answer(asked);
      const isJson = typeof result.body !== 'string' && !(result.body instanceof Uint8Array);
      const wrong = violations && isJson ? contract.checkResponse(endpoint.operation, result.status, result.body) : [];
      record(`response ${result.status}`, wrong);
      if (wrong.length > 0) throw new ApiError(500, `The fake broke GitHub's contract: ${wrong.join('; ')}`);
      sendJson(reply, request, result);
      if (!isNotModified(reply)) reply.headers(rateLimitHeaders(limits.window(caller)));
      return reply;
    },
  });
}
