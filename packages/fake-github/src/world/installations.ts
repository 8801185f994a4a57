import { repositoryName } from '../shapes/repository-shapes.ts';
import { findRepository, installationOfAccount, repositoriesOf } from '../state/find.ts';
import type { Account, StoredInstallation, StoredRepository } from '../state/state.ts';
import { emitForInstallation } from '../webhooks/emit-events.ts';
import { requireAccount } from './accounts.ts';
import { newId, nowIso, type World } from './world.ts';

export function requireInstallation(world: World, login: string): StoredInstallation {
  const installation = installationOfAccount(world.state, requireAccount(world, login).id);
  if (!installation) throw new Error(`The App is not installed on ${login}. Install it first with installApp.`);
  return installation;
}

function idsOf(world: World, owner: string, names: string[]): number[] {
  return names.map((name) => {
    const repository = findRepository(world.state, owner, name);
    if (!repository) throw new Error(`There is no repository ${owner}/${name}.`);
    return repository.id;
  });
}

/** Installs the App; where it is installed already, nothing happens and nothing is announced. */
export function installApp(
  world: World,
  input: { account: string; repositories: 'all' | string[]; by: string },
): StoredInstallation {
  const account = requireAccount(world, input.account);
  const known = installationOfAccount(world.state, account.id);
  if (known) return known;
  const sender = requireAccount(world, input.by);
  const now = nowIso();
  const installation: StoredInstallation = {
    id: newId(world),
    accountId: account.id,
    selection: input.repositories === 'all' ? 'all' : 'selected',
    repositoryIds: input.repositories === 'all' ? [] : idsOf(world, input.account, input.repositories),
    permissions: { ...world.permissions },
    installedById: sender.id,
    suspendedAt: null,
    suspendedById: null,
    createdAt: now,
    updatedAt: now,
  };
  world.state.installations.push(installation);
  const repositories = repositoriesOf(world.state, installation).map((it) => repositoryName(world, it));
  emitForInstallation(world, {
    name: 'installation',
    action: 'created',
    installation,
    sender,
    extra: { repositories, requester: null },
  });
  return installation;
}

export function uninstallApp(world: World, installation: StoredInstallation, sender: Account): void {
  const { state } = world;
  const repositories = repositoriesOf(state, installation).map((it) => repositoryName(world, it));
  state.installations = state.installations.filter((it) => it.id !== installation.id);
  state.installationTokens = state.installationTokens.filter((it) => it.installationId !== installation.id);
  world.changed();
  emitForInstallation(world, {
    name: 'installation',
    action: 'deleted',
    installation,
    sender,
    extra: { repositories, requester: null },
  });
}

export function setSuspended(
  world: World,
  installation: StoredInstallation,
  isSuspended: boolean,
  sender: Account,
): void {
  if (isSuspended === (installation.suspendedAt !== null)) return;
  installation.suspendedAt = isSuspended ? nowIso() : null;
  installation.suspendedById = isSuspended ? sender.id : null;
  installation.updatedAt = nowIso();
  world.changed();
  const action = isSuspended ? 'suspend' : 'unsuspend';
  emitForInstallation(world, { name: 'installation', action, installation, sender, extra: { requester: null } });
}

function announce(
  world: World,
  installation: StoredInstallation,
  sender: Account,
  change: { added: StoredRepository[]; removed: StoredRepository[] },
): void {
  const { added, removed } = change;
  installation.updatedAt = nowIso();
  world.changed();
  if (added.length + removed.length === 0) return;
  emitForInstallation(world, {
    name: 'installation_repositories',
    action: added.length > 0 ? 'added' : 'removed',
    installation,
    sender,
    extra: {
      repository_selection: installation.selection,
      repositories_added: added.map((it) => repositoryName(world, it)),
      repositories_removed: removed.map((it) => repositoryName(world, it)),
      requester: null,
    },
  });
}

/** Chooses the repositories of an installation anew and announces what came, then what went. */
export function selectRepositories(
  world: World,
  installation: StoredInstallation,
  selection: 'all' | number[],
  sender: Account,
): void {
  const before = repositoriesOf(world.state, installation);
  installation.selection = selection === 'all' ? 'all' : 'selected';
  installation.repositoryIds = selection === 'all' ? [] : selection;
  const after = repositoriesOf(world.state, installation);
  announce(world, installation, sender, { added: after.filter((it) => !before.includes(it)), removed: [] });
  announce(world, installation, sender, { added: [], removed: before.filter((it) => !after.includes(it)) });
}

export function addRepositories(world: World, account: string, names: string[], sender: Account): void {
  const installation = requireInstallation(world, account);
  if (installation.selection === 'all') return;
  const ids = new Set([...installation.repositoryIds, ...idsOf(world, account, names)]);
  selectRepositories(world, installation, [...ids], sender);
}

export function removeRepositories(world: World, account: string, names: string[], sender: Account): void {
  const installation = requireInstallation(world, account);
  const gone = idsOf(world, account, names);
  const kept = repositoriesOf(world.state, installation).filter((it) => !gone.includes(it.id));
  selectRepositories(
    world,
    installation,
    kept.map((it) => it.id),
    sender,
  );
}
