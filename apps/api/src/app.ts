import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Deps } from './deps.ts';
import { createLiveAudits } from './live/create-live-audits.ts';
import { observeRequests } from './observability/observe-requests.ts';
import { apiRoutes } from './routes/api-routes.ts';
import { authRoutes } from './routes/auth/auth-routes.ts';
import { healthRoutes } from './routes/health/health-routes.ts';
import { receiveDeliveryRoute } from './routes/webhooks/receive-delivery.ts';
import { answerProblems } from './security/answer-problems.ts';
import { harden } from './security/harden.ts';
import { createCookies } from './sessions/cookies.ts';
import { deriveKey } from './sessions/create-seal.ts';
import { createSessions } from './sessions/create-sessions.ts';
import { serveWeb } from './web/serve-web.ts';

/** The HTTP server, as a function of its dependencies. It listens on nothing yet. */
export async function createApp(deps: Deps): Promise<FastifyInstance> {
  const { environment, logger } = deps;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // One line a request, written by observeRequests.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies(environment.TRUST_PROXY),
    genReqId: () => randomUUID(),
    bodyLimit: 64 * 1024,
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  observeRequests(app, deps.metrics);

  const cookies = createCookies(environment.PUBLIC_URL);
  const sessions = createSessions(deps, cookies);
  const live = createLiveAudits(deps);
  app.addHook('preClose', () => live.close());

  await app.register(cookie, { secret: deriveKey(environment.SESSION_SECRET, 'cookies') });
  await harden(app, { publicUrl: environment.PUBLIC_URL, cookies });
  await app.register(compress, { threshold: 1024 });

  await app.register((scope) => healthRoutes(scope, deps));
  await app.register((scope) => receiveDeliveryRoute(scope, deps));
  await app.register((scope) => authRoutes(scope, { deps, cookies, sessions }));
  await app.register((scope) => apiRoutes(scope, { deps, sessions, live }), { prefix: '/api' });
  await serveWeb(app, deps.webDirectory);
  return app;
}

/** The client's address is that before the last `hops` proxies; what a client writes into X-Forwarded-For itself lies further out. */
function trustedProxies(trust: boolean | number): boolean | ((address: string, hop: number) => boolean) {
  return typeof trust === 'boolean' ? trust : (_address, hop) => hop < trust;
}
