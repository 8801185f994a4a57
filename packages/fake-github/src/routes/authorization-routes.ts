import { createHash } from 'node:crypto';
import { notFound } from '../http/api-error.ts';
import { type ApiRequest, type Endpoint, endpoint, noContent, ok } from '../http/endpoint.ts';
import { simpleUser } from '../shapes/account-shapes.ts';
import { accountById } from '../state/find.ts';
import type { UserToken } from '../state/state.ts';
import { revokeAuthorization } from '../world/oauth.ts';
import type { World } from '../world/world.ts';

function requireToken(world: World, { params, body }: ApiRequest): UserToken {
  if (params.client_id !== world.app.clientId) throw notFound();
  const token = world.state.userTokens.find((it) => it.accessToken === body.access_token);
  if (!token) throw notFound();
  return token;
}

/** What the App may do, with its client secret, to the tokens of people. */
export const authorizationRoutes: Endpoint[] = [
  endpoint('apps/check-token', 'client', (request, world) => {
    const token = requireToken(world, request);
    const url = `${world.urls.api}/authorizations/${token.accountId}`;
    return ok({
      id: token.accountId,
      url,
      app: { client_id: world.app.clientId, name: world.app.name, url: `${world.urls.web}/apps/${world.app.slug}` },
      token: token.accessToken,
      hashed_token: createHash('sha256').update(token.accessToken).digest('hex'),
      token_last_eight: token.accessToken.slice(-8),
      note: null,
      note_url: null,
      scopes: [],
      fingerprint: null,
      created_at: token.createdAt,
      updated_at: token.createdAt,
      expires_at: token.expiresAt,
      user: simpleUser(world, accountById(world.state, token.accountId)),
    });
  }),

  endpoint('apps/delete-token', 'client', (request, world) => {
    const token = requireToken(world, request);
    world.state.userTokens = world.state.userTokens.filter((it) => it !== token);
    world.changed();
    return noContent();
  }),

  endpoint('apps/delete-authorization', 'client', (request, world) => {
    revokeAuthorization(world, accountById(world.state, requireToken(world, request).accountId));
    return noContent();
  }),
];
