import type { FastifyInstance } from 'fastify';
import type { World } from '../world/world.ts';
import { escapeHtml } from './html.ts';

/** Pictures of accounts, drawn here so that no page loads anything from elsewhere: initials on a colour of their own. */
export function serveAvatars(server: FastifyInstance, world: World): void {
  server.get('/avatars/u/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const account = world.state.accounts.find((it) => String(it.id) === id);
    if (!account) return reply.code(404).send();
    const words = account.name.split(/[\s-]+/).filter((word) => word !== '');
    const initials = words
      .slice(0, 2)
      .map((word) => [...word][0]?.toUpperCase() ?? '')
      .join('');
    const hue = (account.id * 137 + account.login.length * 41) % 360;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 42% 42%)"/><text x="40" y="41" dy=".35em" text-anchor="middle" font-family="system-ui,sans-serif" font-size="34" font-weight="600" fill="#fff">${escapeHtml(initials)}</text></svg>`;
    return reply
      .headers({
        'content-security-policy': "default-src 'none'",
        'cache-control': 'max-age=3600',
        'cross-origin-resource-policy': 'cross-origin',
      })
      .type('image/svg+xml')
      .send(svg);
  });
}
