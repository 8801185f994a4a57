import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { checkReadiness } from './check-readiness.ts';
import { measureQueues } from './measure-queues.ts';

/** What the platform asks: /livez (is the process worth keeping?), /readyz (can it serve now?), /metrics (Prometheus). */
export async function healthRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const hidden = { schema: { hide: true } as object };
  measureQueues(deps);

  app.get('/livez', hidden, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', hidden, async (_request, reply) => {
    const readiness = await checkReadiness(deps);
    return reply
      .code(readiness.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });

  app.get('/metrics', hidden, async (_request, reply) => {
    const text = await deps.metrics.registry.metrics();
    return reply.header('cache-control', 'no-store').type(deps.metrics.registry.contentType).send(text);
  });
}
