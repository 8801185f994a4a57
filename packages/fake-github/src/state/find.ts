import type { Account, State, StoredInstallation, StoredPull, StoredRepository } from './state.ts';

/** Names are compared without regard to case, as GitHub does. */
function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

export function findAccount(state: State, login: string): Account | null {
  return state.accounts.find((account) => sameName(account.login, login)) ?? null;
}

export function accountById(state: State, id: number): Account {
  const account = state.accounts.find((candidate) => candidate.id === id);
  if (!account) throw new Error(`There is no account ${id} in state.json; it was edited by hand or is damaged.`);
  return account;
}

export function findRepository(state: State, owner: string, name: string): StoredRepository | null {
  const account = findAccount(state, owner);
  if (!account) return null;
  return state.repositories.find((it) => it.ownerId === account.id && sameName(it.name, name)) ?? null;
}

/** The repository that had this name before it was renamed or transferred. */
export function findMovedRepository(state: State, owner: string, name: string): StoredRepository | null {
  const former = `${owner}/${name}`.toLowerCase();
  return state.repositories.find((it) => it.formerNames.includes(former)) ?? null;
}

export function findRepositoryById(state: State, id: number): StoredRepository | null {
  return state.repositories.find((it) => it.id === id) ?? null;
}

export function fullName(state: State, repository: StoredRepository): string {
  return `${accountById(state, repository.ownerId).login}/${repository.name}`;
}

export function findPull(state: State, repository: StoredRepository, number: number): StoredPull | null {
  return state.pulls.find((it) => it.repositoryId === repository.id && it.number === number) ?? null;
}

export function installationOfAccount(state: State, accountId: number): StoredInstallation | null {
  return state.installations.find((it) => it.accountId === accountId) ?? null;
}

/** The installation that covers a repository, suspended or not. */
export function installationOf(state: State, repository: StoredRepository): StoredInstallation | null {
  const installation = installationOfAccount(state, repository.ownerId);
  if (!installation) return null;
  if (installation.selection === 'selected' && !installation.repositoryIds.includes(repository.id)) return null;
  return installation;
}

export function repositoriesOf(state: State, installation: StoredInstallation): StoredRepository[] {
  return state.repositories.filter(
    (it) =>
      it.ownerId === installation.accountId &&
      (installation.selection === 'all' || installation.repositoryIds.includes(it.id)),
  );
}
