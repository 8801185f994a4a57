import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

const unbuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Twelvefold</title>
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build</code> and start the web process again. Webhooks and the API work without it.</p>
</html>
`;

/** The built dashboard at `/`. Pages are made in the browser, so every address that a person opens gets index.html; everything else unknown is a 404. */
export async function serveWeb(app: FastifyInstance, directory: string): Promise<void> {
  const built = existsSync(join(directory, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders(reply, path) {
        // Vite puts a hash of the content into the names under assets/.
        const immutable = path.startsWith(join(directory, 'assets'));
        reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const wantsPage = path === '/' || (request.headers.accept ?? '').includes('text/html');
    const navigation = (request.method === 'GET' || request.method === 'HEAD') && wantsPage && !isServerPath(path);
    if (!navigation) {
      throw new ProblemError(404, 'not-found', 'There is nothing at this address. /api/docs lists what there is.');
    }
    if (built) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(unbuilt);
  });
}

/** Addresses that are no pages: a wrong one must say so instead of showing the dashboard. */
function isServerPath(path: string): boolean {
  return /^\/(?:api|auth|webhooks|assets)(?:\/|$)/.test(path);
}
