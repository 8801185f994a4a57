import { authorizeUrl } from '@twelvefold/github';
import type { FastifyInstance } from 'fastify';
import { rateLimits } from '../../security/harden.ts';
import { localPath } from '../../sessions/local-path.ts';
import { encodeSignIn, startSignIn } from '../../sessions/sign-in-state.ts';
import type { AuthContext } from './auth-routes.ts';
import { textOf } from './query-text.ts';

/** GET /auth/sign-in?return=/path: remembers where to go and sends the browser to GitHub. */
export function signIn(app: FastifyInstance, { deps, cookies }: AuthContext): void {
  app.get(
    '/auth/sign-in',
    { config: { rateLimit: rateLimits.signIn }, schema: { hide: true } as object },
    (request, reply) => {
      const begun = startSignIn(localPath(textOf(request.query, 'return')), deps.now());
      cookies.signIn.write(reply, encodeSignIn(begun));
      return reply.redirect(
        authorizeUrl(deps.github, {
          state: begun.state,
          codeChallenge: begun.codeChallenge,
          redirectUri: callbackUrl(deps.environment.PUBLIC_URL),
        }),
      );
    },
  );
}

/** Where GitHub sends the browser back to; the App's settings must list it. */
export function callbackUrl(publicUrl: string): string {
  return `${publicUrl}/auth/callback`;
}
