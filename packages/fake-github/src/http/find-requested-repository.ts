import { authorizeRepository } from '../auth/authorize.ts';
import { findMovedRepository, findRepository } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Access, ApiRequest } from './endpoint.ts';

/** The repository of a request, or GitHub's 404, or its 301 to the numeric address after a rename or transfer. */
export function findRequestedRepository(world: World, request: ApiRequest, access: Access): StoredRepository {
  const { owner = '', repo = '' } = request.params;
  const repository = findRepository(world.state, owner, repo);
  if (repository) {
    authorizeRepository(world, repository, access, request.caller);
    return repository;
  }
  const moved = findMovedRepository(world.state, owner, repo);
  if (!moved) throw notFound();
  authorizeRepository(world, moved, access, request.caller);
  const rest = new URL(request.url).pathname.slice('/api/v3'.length).split('/').slice(4);
  const query = new URLSearchParams(request.query).toString();
  const url = [`${world.urls.api}/repositories/${moved.id}`, ...rest].join('/') + (query ? `?${query}` : '');
  throw new ApiError(301, 'Moved Permanently', { body: { url }, headers: { location: url } });
}
