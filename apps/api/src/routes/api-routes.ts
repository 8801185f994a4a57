import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { rateLimits } from '../security/harden.ts';
import { refuseForeignOrigins } from '../security/refuse-foreign-origins.ts';
import type { ApiContext } from './api-context.ts';
import { readAudit } from './audits/read-audit.ts';
import { rerunAudit } from './audits/rerun-audit.ts';
import { streamAuditEvents } from './events/stream-audit-events.ts';
import { listOrganizations } from './organizations/list-organizations.ts';
import { readOrganization } from './organizations/read-organization.ts';
import { readOrganizationTrend } from './organizations/read-organization-trend.ts';
import { listAudits } from './repositories/list-audits.ts';
import { readRepository } from './repositories/read-repository.ts';
import { readRepositoryTrend } from './repositories/read-repository-trend.ts';
import { listRules } from './rules/list-rules.ts';
import { readRule } from './rules/read-rule.ts';
import { readSession } from './session/read-session.ts';

/** REST under /api/v1, exactly as packages/contracts says; its OpenAPI document, and a page that shows it. */
export async function apiRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Twelvefold',
        version: '1',
        description:
          'Audits of repositories against the twelve factors. Sign in at /auth/sign-in; answers show what GitHub lets you see.',
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { validatorUrl: null } });

  await app.register(
    async (v1) => {
      v1.removeContentTypeParser('text/plain');
      refuseForeignOrigins(v1, context.deps.environment.PUBLIC_URL);
      v1.addHook('onRoute', (route) => {
        route.config = { rateLimit: rateLimits.api, ...route.config };
      });
      v1.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
      });

      const server = v1.withTypeProvider<ZodTypeProvider>();
      readSession(server, context);
      listOrganizations(server, context);
      readOrganization(server, context);
      readOrganizationTrend(server, context);
      readRepository(server, context);
      readRepositoryTrend(server, context);
      listAudits(server, context);
      readAudit(server, context);
      rerunAudit(server, context);
      listRules(server, context);
      readRule(server, context);
      streamAuditEvents(server, context);
      server.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    },
    { prefix: '/v1' },
  );
}
