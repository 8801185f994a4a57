import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/endpoint.ts';
import { accountById } from '../state/find.ts';
import type { World } from '../world/world.ts';
import { verifyAppToken } from './app-jwt.ts';
import { sameSecret } from './tokens.ts';

function badCredentials(): ApiError {
  return new ApiError(401, 'Bad credentials');
}

function byInstallationToken(world: World, text: string): Caller {
  const token = world.state.installationTokens.find((it) => it.token === text);
  const installation = world.state.installations.find((it) => it.id === token?.installationId);
  if (!token || !installation || new Date(token.expiresAt) <= new Date()) throw badCredentials();
  if (installation.suspendedAt) throw new ApiError(403, 'This installation has been suspended');
  return { kind: 'installation', token, installation };
}

function byUserToken(world: World, text: string): Caller {
  const token = world.state.userTokens.find((it) => it.accessToken === text);
  if (!token || new Date(token.expiresAt) <= new Date()) throw badCredentials();
  return { kind: 'user', account: accountById(world.state, token.accountId), accessToken: text };
}

function byBasic(world: World, encoded: string): Caller {
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (id === world.app.clientId && sameSecret(secret, world.app.clientSecret)) return { kind: 'client' };
  return bySecret(world, secret || id);
}

function bySecret(world: World, text: string): Caller {
  if (text.startsWith('ghs_')) return byInstallationToken(world, text);
  if (text.startsWith('ghu_')) return byUserToken(world, text);
  throw badCredentials();
}

/** Reads the Authorization header as GitHub does: JSON web token, installation token, user token, or the App's client secret. */
export async function identifyCaller(world: World, authorization: string | undefined): Promise<Caller> {
  if (!authorization) return { kind: 'anonymous' };
  const [scheme = '', credential = ''] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() === 'basic') return byBasic(world, credential);
  if (!['bearer', 'token'].includes(scheme.toLowerCase()) || credential === '') throw badCredentials();
  if (credential.startsWith('gh')) return bySecret(world, credential);
  if (credential.split('.').length !== 3) throw badCredentials();
  await verifyAppToken(credential, world.app, new Date());
  return { kind: 'app' };
}
