import { permissionOf } from '../auth/user-access.ts';
import { accountById } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import type { Crumb } from './layout.ts';
import { type PageContext, repositoryPath } from './serve-pages.ts';

export function repositoryCrumbs(world: World, repository: StoredRepository): Crumb[] {
  const owner = accountById(world.state, repository.ownerId).login;
  return [
    { text: owner, href: `/${owner}` },
    { text: repository.name, href: repositoryPath(world, repository) },
  ];
}

export function mayWrite({ world, viewer }: PageContext, repository: StoredRepository): boolean {
  return (
    viewer !== null &&
    ['admin', 'write'].includes(permissionOf(world.state, viewer, repository)) &&
    !repository.isArchived
  );
}
