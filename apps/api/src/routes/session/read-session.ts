import { Session } from '@twelvefold/contracts';
import type { ApiContext, ApiServer } from '../api-context.ts';

/** GET /api/v1/session: who is signed in. Answers also when nobody is. */
export function readSession(app: ApiServer, { deps, sessions }: ApiContext): void {
  const { webUrl } = deps.github.options;
  // GitHub Enterprise Server keeps Apps under another path.
  const apps = webUrl === 'https://github.com' ? 'apps' : 'github-apps';
  const installUrl = `${webUrl}/${apps}/${encodeURIComponent(deps.environment.GITHUB_APP_SLUG)}/installations/new`;

  app.get(
    '/session',
    { schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: Session } } },
    async (request) => ({
      user: await sessions.user(request),
      signInUrl: '/auth/sign-in',
      installUrl,
    }),
  );
}
