import { ApiError, notFound } from '../http/api-error.ts';
import type { Access, Caller, Level } from '../http/endpoint.ts';
import { installationOf } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { permissionOf } from './user-access.ts';

const RANK: Record<string, number> = { none: 0, read: 1, write: 2, admin: 3 };

/** Some endpoints are open to any of several permissions, written `issues|pull_requests`. */
function coversAny(granted: Record<string, string>, permission: string, level: Level): boolean {
  return permission.split('|').some((name) => covers(granted[name], level));
}

export function covers(granted: string | undefined, needed: string): boolean {
  return (RANK[granted ?? 'none'] ?? 0) >= (RANK[needed] ?? 0);
}

const NOT_BY_INTEGRATION = 'Resource not accessible by integration';

/** For the endpoints that belong to nobody's repository. */
export function authorizeKind(access: Access, caller: Caller): void {
  if (access.to === 'anyone' || access.to === 'repository' || access.to === caller.kind) return;
  if (caller.kind === 'anonymous') throw new ApiError(401, 'Requires authentication');
  if (access.to === 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
  if (access.to === 'installation')
    throw new ApiError(
      403,
      'You must authenticate with an installation access token in order to access this endpoint.',
    );
  throw new ApiError(403, NOT_BY_INTEGRATION);
}

function authorizeInstallation(
  world: World,
  repository: StoredRepository,
  permission: string,
  level: Level,
  caller: Caller,
): void {
  if (caller.kind !== 'installation') return;
  const { token, installation } = caller;
  const isInstalled = installationOf(world.state, repository)?.id === installation.id;
  const isCovered = isInstalled && (token.repositoryIds === null || token.repositoryIds.includes(repository.id));
  if (!isCovered) {
    if (repository.isPrivate) throw notFound();
    if (level !== 'read') throw new ApiError(403, NOT_BY_INTEGRATION);
    return;
  }
  if (!coversAny(token.permissions, permission, level)) throw new ApiError(403, NOT_BY_INTEGRATION);
}

function authorizeUser(
  world: World,
  repository: StoredRepository,
  permission: string,
  level: Level,
  caller: Caller,
): void {
  if (caller.kind !== 'user') return;
  const own = permissionOf(world.state, caller.account, repository);
  const installation = installationOf(world.state, repository);
  if (own === 'none' || (repository.isPrivate && !installation)) throw notFound();
  const granted = installation?.permissions ?? {};
  const isPublicRead = !repository.isPrivate && level === 'read';
  if (isPublicRead) return;
  if (!covers(own, level) || !coversAny(granted, permission, level)) throw new ApiError(403, NOT_BY_INTEGRATION);
}

/** Throws what GitHub answers to a caller who may not do this: 404 where even the existence is a secret, else 403. */
export function authorizeRepository(world: World, repository: StoredRepository, access: Access, caller: Caller): void {
  if (access.to !== 'repository') return;
  const { permission, level } = access;
  if (caller.kind === 'app' || caller.kind === 'client') {
    // The App itself may only ask where it is installed; that endpoint says so by asking for no permission.
    if (permission !== 'app') throw new ApiError(403, NOT_BY_INTEGRATION);
    return;
  }
  if (permission === 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
  if (caller.kind === 'anonymous') {
    if (repository.isPrivate) throw notFound();
    if (level !== 'read') throw new ApiError(401, 'Requires authentication');
  }
  authorizeInstallation(world, repository, permission, level, caller);
  authorizeUser(world, repository, permission, level, caller);
  if (repository.isArchived && level !== 'read') throw new ApiError(403, 'Repository was archived so is read-only.');
}
