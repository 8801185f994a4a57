import fastify, { type FastifyInstance } from 'fastify';

/** GitHub takes bodies up to 25 MB. */
const BODY_BYTES_MAX = 25 * 1024 * 1024;

/** A server that reads JSON and forms; an absent body is an empty object. */
export function createServer(rewriteUrl?: (url: string) => string): FastifyInstance {
  const server = fastify({
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 5000 },
    forceCloseConnections: true,
    ...(rewriteUrl ? { rewriteUrl: (request: { url?: string }) => rewriteUrl(request.url ?? '/') } : {}),
  });
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, {});
    try {
      done(null, JSON.parse(String(body)));
    } catch (cause) {
      done(Object.assign(new Error('Problems parsing JSON', { cause }), { statusCode: 400 }));
    }
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const form: Record<string, string | string[]> = {};
    for (const [key, value] of new URLSearchParams(String(body))) {
      const known = form[key];
      form[key] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
    }
    done(null, form);
  });
  return server;
}
