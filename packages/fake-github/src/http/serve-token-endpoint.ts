import type { FastifyInstance } from 'fastify';
import { answerTokenRequest } from '../world/oauth.ts';
import type { World } from '../world/world.ts';

/** The endpoint where codes and refresh tokens become access tokens; JSON for those who ask for it, else a form. */
export function serveTokenEndpoint(server: FastifyInstance, world: World): void {
  server.post('/login/oauth/access_token', async (request, reply) => {
    const given = { ...(request.query as object), ...(request.body as object | null) };
    const form = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
    const answer = answerTokenRequest(world, form);
    if (request.headers.accept?.includes('json')) return reply.send(answer);
    const text = new URLSearchParams(
      Object.entries(answer).map(([key, value]): [string, string] => [key, String(value)]),
    );
    return reply.type('application/x-www-form-urlencoded; charset=utf-8').send(text.toString());
  });
}
