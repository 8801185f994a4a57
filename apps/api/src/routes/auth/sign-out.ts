import type { FastifyInstance } from 'fastify';
import { rateLimits } from '../../security/harden.ts';
import type { AuthContext } from './auth-routes.ts';

/** POST /auth/sign-out: forgets the session and the GitHub tokens in it. */
export function signOut(app: FastifyInstance, { sessions }: AuthContext): void {
  app.post(
    '/auth/sign-out',
    { config: { rateLimit: rateLimits.change }, schema: { hide: true } as object },
    async (request, reply) => {
      await sessions.end(request, reply);
      return reply.code(204).send();
    },
  );
}
