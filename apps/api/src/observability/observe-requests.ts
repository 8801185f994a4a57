import type { Metrics } from '@twelvefold/runtime';
import type { FastifyInstance } from 'fastify';

/** Asked every few seconds by the platform, many times for one page, or told better by a line of its own: at debug level only. */
const quietRoutes = new Set(['/livez', '/readyz', '/metrics', '/assets/*', '/webhooks/github']);

/** One log line and one measurement for each answer, by route and never by address: addresses hold names of private repositories and codes of sign-ins. */
export function observeRequests(app: FastifyInstance, metrics: Metrics): void {
  const durations = metrics.histogram({
    name: 'twelvefold_http_request_duration_seconds',
    help: 'Time from request to answer, by route.',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request.routeOptions.url);
    const status = reply.statusCode;
    durations.observe({ method: request.method, route, status: String(status) }, reply.elapsedTime / 1000);
    const line = { method: request.method, route, status, durationMs: Math.round(reply.elapsedTime) };
    if (quietRoutes.has(route)) request.log.debug(line, 'request answered');
    else request.log.info(line, 'request answered');
  });
}

/** Files of the dashboard are one route, as their names change with every build. */
function routeOf(url: string | undefined): string {
  if (url === undefined) return 'none';
  return url.startsWith('/assets/') ? '/assets/*' : url;
}
