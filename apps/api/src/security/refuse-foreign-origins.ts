import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../problem-error.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Requests that change something must come from our own pages. Browsers say where a request comes from by Sec-Fetch-Site and Origin, and scripts can not
 * forge either; a request that says neither is refused. (Bodies are JSON only, which a foreign form can not send; the cookie is SameSite=Lax besides.)
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string): void {
  const ownOrigin = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const own =
      origin === undefined ? site === 'same-origin' : origin === ownOrigin && (site ?? 'same-origin') === 'same-origin';
    if (!own) {
      throw new ProblemError(
        403,
        'foreign-origin',
        `Changes are accepted from ${ownOrigin} only. Open the dashboard there and try again.`,
      );
    }
  });
}
