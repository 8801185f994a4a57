import { type ApiRequest, type Endpoint, endpoint, noContent, ok } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { repositoriesOf } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

function reachable(request: ApiRequest, world: World): StoredRepository[] {
  if (request.caller.kind !== 'installation') return [];
  const { token, installation } = request.caller;
  return repositoriesOf(world.state, installation).filter((it) => token.repositoryIds?.includes(it.id) ?? true);
}

/** What an installation token may ask about itself. */
export const installationRoutes: Endpoint[] = [
  endpoint('apps/list-repos-accessible-to-installation', 'installation', (request, world) => {
    const repositories = reachable(request, world);
    const { items, headers } = paginate(request, repositories);
    const selection = request.caller.kind === 'installation' ? request.caller.installation.selection : 'selected';
    const body = {
      total_count: repositories.length,
      repository_selection: selection,
      repositories: items.map((it) => repositoryShape(world, it)),
    };
    return ok(body, headers);
  }),

  endpoint('apps/revoke-installation-access-token', 'installation', ({ caller }, world) => {
    if (caller.kind === 'installation') {
      world.state.installationTokens = world.state.installationTokens.filter((it) => it !== caller.token);
      world.changed();
    }
    return noContent();
  }),
];
