import { accountById, repositoriesOf } from '../state/find.ts';
import type { Account, State, StoredInstallation, StoredRepository } from '../state/state.ts';

export type UserPermission = 'admin' | 'write' | 'read' | 'none';

export function roleIn(state: State, user: Account, ownerId: number): 'admin' | 'member' | null {
  if (user.id === ownerId) return 'admin';
  return accountById(state, ownerId).members.find((member) => member.accountId === user.id)?.role ?? null;
}

/** What a person may do. Members write by default; a private repository may be kept to some of them. */
export function permissionOf(state: State, user: Account, repository: StoredRepository): UserPermission {
  const role = roleIn(state, user, repository.ownerId);
  if (role === 'admin') return 'admin';
  const isInvited = repository.visibleToIds === null || repository.visibleToIds.includes(user.id);
  if (role === 'member' && (isInvited || !repository.isPrivate)) return isInvited ? 'write' : 'read';
  return repository.isPrivate ? 'none' : 'read';
}

/** Repositories of an installation that a person has by right of their own, not merely because they are public. */
export function installationRepositoriesFor(
  state: State,
  user: Account,
  installation: StoredInstallation,
): StoredRepository[] {
  if (!roleIn(state, user, installation.accountId)) return [];
  return repositoriesOf(state, installation).filter((repository) => permissionOf(state, user, repository) !== 'none');
}
