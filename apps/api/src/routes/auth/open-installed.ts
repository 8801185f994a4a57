import type { FastifyInstance } from 'fastify';
import type { AuthContext } from './auth-routes.ts';

/**
 * GET /setup/installed: the App's setup URL, where GitHub sends a browser after an installation.
 * Anybody can write any `installation_id` into that address, so it is not read: what the user may see is asked of GitHub anew.
 */
export function openInstalled(app: FastifyInstance, { sessions }: AuthContext): void {
  app.get('/setup/installed', { schema: { hide: true } as object }, async (request, reply) => {
    if ((await sessions.user(request)) === null) return reply.redirect('/auth/sign-in?return=/');
    await sessions.forgetVisible(request);
    return reply.redirect('/');
  });
}
