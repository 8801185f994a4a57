import { exchangeCode, GitHubError } from '@twelvefold/github';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { rateLimits } from '../../security/harden.ts';
import { resumeSignIn } from '../../sessions/sign-in-state.ts';
import type { AuthContext } from './auth-routes.ts';
import { textOf } from './query-text.ts';
import { callbackUrl } from './sign-in.ts';

/** GET /auth/callback: GitHub sends the browser back with a code. It is traded only in the browser that began this sign-in. */
export function finishSignIn(app: FastifyInstance, { deps, cookies, sessions }: AuthContext): void {
  const options = { config: { rateLimit: rateLimits.signIn }, schema: { hide: true } as object };
  app.get('/auth/callback', options, async (request, reply) => {
    // After an installation GitHub may come here on its own, with no sign-in of ours begun.
    if (textOf(request.query, 'setup_action') !== undefined && textOf(request.query, 'state') === undefined) {
      return reply.redirect('/setup/installed');
    }
    const begun = resumeSignIn(cookies.signIn.read(request), textOf(request.query, 'state'), deps.now());
    cookies.signIn.clear(reply);
    if (!begun) return refuse(reply, 400, 'This sign-in was not begun in this browser, or more than ten minutes ago.');
    if (textOf(request.query, 'error') !== undefined)
      return refuse(reply, 403, 'GitHub says that the sign-in was not allowed.');
    const code = textOf(request.query, 'code');
    if (code === undefined) return refuse(reply, 400, 'GitHub sent no code.');

    try {
      const tokens = await exchangeCode(deps.github, {
        code,
        codeVerifier: begun.codeVerifier,
        redirectUri: callbackUrl(deps.environment.PUBLIC_URL),
      });
      await sessions.start(request, reply, tokens);
    } catch (err) {
      if (!(err instanceof GitHubError)) throw err;
      request.log.warn({ err }, 'sign-in failed');
      return refuse(reply, 502, 'GitHub did not complete the sign-in.');
    }
    return reply.redirect(begun.returnTo);
  });
}

/** A person reads this, so it is a page. `reason` is text of our own, never of the request. */
function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign-in failed · Twelvefold</title>
<h1>You are not signed in</h1>
<p>${reason}</p>
<p><a href="/auth/sign-in">Sign in again</a></p>
</html>
`);
}
