import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { refuseForeignOrigins } from '../../security/refuse-foreign-origins.ts';
import type { Cookies } from '../../sessions/cookies.ts';
import type { Sessions } from '../../sessions/create-sessions.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { openInstalled } from './open-installed.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export interface AuthContext {
  deps: Deps;
  cookies: Cookies;
  sessions: Sessions;
}

/** Sign-in with GitHub: OAuth with PKCE. These are addresses for browsers to go to, not an API. */
export async function authRoutes(app: FastifyInstance, context: AuthContext): Promise<void> {
  refuseForeignOrigins(app, context.deps.environment.PUBLIC_URL);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  signIn(app, context);
  finishSignIn(app, context);
  signOut(app, context);
  openInstalled(app, context);
}
