import { mkdir, rm } from 'node:fs/promises';
import { isSafeRefName } from '../git/ref-names.ts';
import { initRepository } from '../git/write-git.ts';
import { simpleUser } from '../shapes/account-shapes.ts';
import { repositoryName } from '../shapes/repository-shapes.ts';
import { accountById, findRepository, fullName, installationOf, installationOfAccount } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import { emitForInstallation, emitForRepository } from '../webhooks/emit-events.ts';
import { requireAccount } from './accounts.ts';
import { gitDirectory, newId, nowIso, type World } from './world.ts';

export interface RepositoryInput {
  owner: string;
  name: string;
  private?: boolean;
  description?: string;
  language?: string;
  defaultBranch?: string;
  /** Logins of the only members who see it while it is private; organization admins always do. */
  visibleTo?: string[];
}

const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

export function requireRepository(world: World, owner: string, name: string): StoredRepository {
  const repository = findRepository(world.state, owner, name);
  if (!repository) throw new Error(`There is no repository ${owner}/${name}. Create it first with createRepository.`);
  return repository;
}

/** Whom the world acts as when nobody is named: an admin of the owner. */
export function ownerActor(world: World, repository: StoredRepository): Account {
  const owner = accountById(world.state, repository.ownerId);
  const admin = owner.members.find((member) => member.role === 'admin') ?? owner.members[0];
  return admin ? accountById(world.state, admin.accountId) : owner;
}

/** An App on all repositories hears of a new one by `installation_repositories`. */
function announceNew(world: World, repository: StoredRepository, sender: Account): void {
  const installation = installationOf(world.state, repository);
  if (installation?.selection !== 'all') return;
  emitForInstallation(world, {
    name: 'installation_repositories',
    action: 'added',
    installation,
    sender,
    extra: {
      repository_selection: 'all',
      repositories_added: [repositoryName(world, repository)],
      repositories_removed: [],
      requester: null,
    },
  });
}

async function addRepository(world: World, input: RepositoryInput, forkOfId: number | null): Promise<StoredRepository> {
  const { owner, name, defaultBranch = 'main' } = input;
  if (!NAME.test(name))
    throw new Error(`"${name}" is not a repository name: use letters, digits, dots, hyphens and underscores.`);
  if (!isSafeRefName(defaultBranch)) throw new Error(`"${defaultBranch}" is not a branch name that git accepts.`);
  const now = nowIso();
  const repository: StoredRepository = {
    id: newId(world),
    ownerId: requireAccount(world, owner).id,
    name,
    isPrivate: input.private ?? false,
    description: input.description ?? null,
    language: input.language ?? null,
    defaultBranch,
    isArchived: false,
    forkOfId,
    visibleToIds: input.visibleTo?.map((login) => requireAccount(world, login).id) ?? null,
    formerNames: [],
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
  };
  await mkdir(gitDirectory(world, repository), { recursive: true });
  await initRepository(world.git, gitDirectory(world, repository), defaultBranch);
  // Who takes a name that once redirected, ends the redirect.
  const taken = `${owner}/${name}`.toLowerCase();
  for (const other of world.state.repositories) other.formerNames = other.formerNames.filter((it) => it !== taken);
  world.state.repositories.push(repository);
  return repository;
}

export async function createRepository(world: World, input: RepositoryInput): Promise<StoredRepository> {
  const known = findRepository(world.state, input.owner, input.name);
  if (known) return known;
  const repository = await addRepository(world, input, null);
  emitForRepository(world, {
    name: 'repository',
    action: 'created',
    repository,
    sender: ownerActor(world, repository),
  });
  announceNew(world, repository, ownerActor(world, repository));
  return repository;
}

/** Copies a repository with its branches to another account, as the Fork button does. */
export async function forkRepository(
  world: World,
  input: { owner: string; repo: string; by: string },
): Promise<StoredRepository> {
  const known = findRepository(world.state, input.by, input.repo);
  if (known) return known;
  const parent = requireRepository(world, input.owner, input.repo);
  const { name, isPrivate, defaultBranch } = parent;
  const fork = await addRepository(world, { owner: input.by, name, private: isPrivate, defaultBranch }, parent.id);
  fork.language = parent.language;
  fork.description = parent.description;
  const [from, to] = [gitDirectory(world, parent), gitDirectory(world, fork)];
  await world.git(to, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--',
    from,
    '+refs/heads/*:refs/heads/*',
  ]);
  emitForRepository(world, { name: 'fork', action: null, repository: parent, sender: requireAccount(world, input.by) });
  return fork;
}

function touch(world: World, repository: StoredRepository): void {
  repository.updatedAt = nowIso();
  world.changed();
}

export function renameRepository(world: World, repository: StoredRepository, name: string): void {
  if (!NAME.test(name))
    throw new Error(`"${name}" is not a repository name: use letters, digits, dots, hyphens and underscores.`);
  const owner = accountById(world.state, repository.ownerId);
  if (findRepository(world.state, owner.login, name))
    throw new Error(`${owner.login}/${name} exists already. Choose another name.`);
  const from = repository.name;
  repository.formerNames.push(fullName(world.state, repository).toLowerCase());
  repository.name = name;
  touch(world, repository);
  emitForRepository(world, {
    name: 'repository',
    action: 'renamed',
    repository,
    sender: ownerActor(world, repository),
    extra: { changes: { repository: { name: { from } } } },
  });
}

export function setArchived(world: World, repository: StoredRepository, isArchived: boolean): void {
  repository.isArchived = isArchived;
  touch(world, repository);
  const action = isArchived ? 'archived' : 'unarchived';
  emitForRepository(world, { name: 'repository', action, repository, sender: ownerActor(world, repository) });
}

export function setPrivate(world: World, repository: StoredRepository, isPrivate: boolean): void {
  repository.isPrivate = isPrivate;
  touch(world, repository);
  const action = isPrivate ? 'privatized' : 'publicized';
  emitForRepository(world, { name: 'repository', action, repository, sender: ownerActor(world, repository) });
}

export interface RepositoryEdit {
  description?: string;
  defaultBranch?: string;
}

export async function editRepository(world: World, repository: StoredRepository, edit: RepositoryEdit): Promise<void> {
  const changes: Record<string, { from: string | null }> = {};
  if (edit.description !== undefined) {
    changes.description = { from: repository.description };
    repository.description = edit.description;
  }
  if (edit.defaultBranch !== undefined) {
    if (!isSafeRefName(edit.defaultBranch))
      throw new Error(`"${edit.defaultBranch}" is not a branch name that git accepts.`);
    changes.default_branch = { from: repository.defaultBranch };
    repository.defaultBranch = edit.defaultBranch;
    await world.git(gitDirectory(world, repository), ['symbolic-ref', 'HEAD', `refs/heads/${edit.defaultBranch}`]);
  }
  touch(world, repository);
  emitForRepository(world, {
    name: 'repository',
    action: 'edited',
    repository,
    sender: ownerActor(world, repository),
    extra: { changes },
  });
}

/** Gives a repository to another account. As on GitHub, only an App installed there hears of it. */
export function transferRepository(world: World, repository: StoredRepository, to: string): void {
  const from = accountById(world.state, repository.ownerId);
  const owner = requireAccount(world, to);
  if (findRepository(world.state, to, repository.name)) throw new Error(`${to}/${repository.name} exists already.`);
  const sender = ownerActor(world, repository);
  const before = installationOfAccount(world.state, from.id);
  if (before) before.repositoryIds = before.repositoryIds.filter((id) => id !== repository.id);
  repository.formerNames.push(fullName(world.state, repository).toLowerCase());
  repository.ownerId = owner.id;
  touch(world, repository);
  const kind = from.type === 'Organization' ? 'organization' : 'user';
  emitForRepository(world, {
    name: 'repository',
    action: 'transferred',
    repository,
    sender,
    extra: { changes: { owner: { from: { [kind]: simpleUser(world, from) } } } },
  });
}

/** Deletes a repository with all that hangs on it. GitHub tells Apps nothing but that the installation lost it, and so does this. */
export async function deleteRepository(world: World, repository: StoredRepository): Promise<void> {
  const { state } = world;
  const installation = installationOf(state, repository);
  const sender = ownerActor(world, repository);
  const named = repositoryName(world, repository);
  state.repositories = state.repositories.filter((it) => it.id !== repository.id);
  state.pulls = state.pulls.filter((it) => it.repositoryId !== repository.id);
  state.comments = state.comments.filter((it) => it.repositoryId !== repository.id);
  state.reactions = state.reactions.filter((it) => state.comments.some((comment) => comment.id === it.commentId));
  state.checkRuns = state.checkRuns.filter((it) => it.repositoryId !== repository.id);
  state.checkSuites = state.checkSuites.filter((it) => it.repositoryId !== repository.id);
  world.changed();
  await rm(gitDirectory(world, repository), { recursive: true, force: true });
  if (!installation) return;
  installation.repositoryIds = installation.repositoryIds.filter((id) => id !== repository.id);
  emitForInstallation(world, {
    name: 'installation_repositories',
    action: 'removed',
    installation,
    sender,
    extra: {
      repository_selection: installation.selection,
      repositories_added: [],
      repositories_removed: [named],
      requester: null,
    },
  });
}
