import type { Account, InstallationToken, StoredInstallation, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

export type Json = Record<string, unknown>;

/** Who asks, by what the Authorization header proves. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'app' }
  /** The App's client id and secret, by Basic authentication. */
  | { kind: 'client' }
  | { kind: 'installation'; token: InstallationToken; installation: StoredInstallation }
  | { kind: 'user'; account: Account; accessToken: string };

export interface ApiRequest {
  /** Without the query. */
  url: string;
  params: Record<string, string>;
  query: Record<string, string>;
  body: Json;
  accept: string;
  caller: Caller;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Level = 'read' | 'write' | 'admin';

/** Who may call an endpoint. A repository's endpoints name the permission that they need. */
export type Access =
  | { to: 'anyone' }
  | { to: 'app' }
  | { to: 'client' }
  | { to: 'installation' }
  | { to: 'user' }
  | { to: 'repository'; permission: string; level: Level };

export interface Endpoint {
  /** operationId of GitHub's OpenAPI document, which tells method and path. */
  operation: string;
  access: Access;
  answer(request: ApiRequest, world: World, repository: StoredRepository | null): ApiAnswer | Promise<ApiAnswer>;
}

export interface RepositoryRequest extends ApiRequest {
  repository: StoredRepository;
}

type RepositoryAnswer = (request: RepositoryRequest, world: World) => ApiAnswer | Promise<ApiAnswer>;

export function endpoint(
  operation: string,
  to: 'anyone' | 'app' | 'client' | 'installation' | 'user',
  answer: (request: ApiRequest, world: World) => ApiAnswer | Promise<ApiAnswer>,
): Endpoint {
  return { operation, access: { to }, answer };
}

/** An endpoint below /repos/{owner}/{repo}; `needs` is as `contents:read`. */
export function repositoryEndpoint(operation: string, needs: `${string}:${Level}`, answer: RepositoryAnswer): Endpoint {
  const [permission = '', level = ''] = needs.split(':');
  return {
    operation,
    access: { to: 'repository', permission, level: level as Level },
    answer(request, world, repository) {
      if (!repository) throw new Error(`${operation} was served without its repository.`);
      return answer({ ...request, repository }, world);
    },
  };
}

export function ok(body: unknown, headers?: Record<string, string>): ApiAnswer {
  return headers ? { status: 200, body, headers } : { status: 200, body };
}

export function created(body: unknown): ApiAnswer {
  return { status: 201, body };
}

export function noContent(): ApiAnswer {
  return { status: 204 };
}

/** The account that acts: the person, or the App's bot. */
export function actor(world: World, caller: Caller): Account {
  if (caller.kind === 'user') return caller.account;
  return botAccount(world);
}

export function botAccount(world: World): Account {
  const login = `${world.app.slug}[bot]`;
  const bot = world.state.accounts.find((account) => account.login === login);
  if (!bot)
    throw new Error('The App has no bot account; state.json belongs to another App. Remove the folder to begin anew.');
  return bot;
}
