import { permissionOf } from '../auth/user-access.ts';
import { notFound } from '../http/api-error.ts';
import { type ApiRequest, type Endpoint, endpoint, ok } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { fullOrganization } from '../shapes/account-shapes.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { findAccount, installationOf } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

function organization(request: ApiRequest, world: World): Account {
  const account = findAccount(world.state, request.params.org ?? '');
  if (account?.type !== 'Organization') throw notFound();
  return account;
}

function isVisible(world: World, { caller }: ApiRequest, repository: StoredRepository): boolean {
  if (!repository.isPrivate) return true;
  if (caller.kind === 'user') return permissionOf(world.state, caller.account, repository) !== 'none';
  if (caller.kind !== 'installation') return false;
  const isCovered = caller.token.repositoryIds?.includes(repository.id) ?? true;
  return isCovered && installationOf(world.state, repository)?.id === caller.installation.id;
}

export const organizationRoutes: Endpoint[] = [
  endpoint('orgs/get', 'anyone', (request, world) => ok(fullOrganization(world, organization(request, world)))),

  endpoint('repos/list-for-org', 'anyone', (request, world) => {
    const { id } = organization(request, world);
    const visible = world.state.repositories.filter((it) => it.ownerId === id && isVisible(world, request, it));
    const { items, headers } = paginate(request, visible);
    return ok(
      items.map((it) => repositoryShape(world, it)),
      headers,
    );
  }),
];
