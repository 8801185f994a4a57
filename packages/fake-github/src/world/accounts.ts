import { findAccount } from '../state/find.ts';
import type { Account } from '../state/state.ts';
import { newId, nowIso, type World } from './world.ts';

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})$/i;

/** The account of that login, or an error that says what to do. */
export function requireAccount(world: World, login: string): Account {
  const account = findAccount(world.state, login);
  if (!account)
    throw new Error(`There is no account "${login}". Create it first with createUser or createOrganization.`);
  return account;
}

function addAccount(world: World, account: Pick<Account, 'type' | 'login' | 'name' | 'members'>): Account {
  const id = newId(world);
  const email = `${id}+${account.login}@users.noreply.github.com`;
  const added: Account = { id, email, createdAt: nowIso(), ...account };
  world.state.accounts.push(added);
  return added;
}

function checkLogin(login: string): void {
  if (!LOGIN.test(login)) throw new Error(`"${login}" is not a login: use letters, digits and single hyphens.`);
}

export function createUser(world: World, input: { login: string; name: string }): Account {
  checkLogin(input.login);
  return findAccount(world.state, input.login) ?? addAccount(world, { type: 'User', ...input, members: [] });
}

export function createBot(world: World): Account {
  const login = `${world.app.slug}[bot]`;
  return (
    findAccount(world.state, login) ?? addAccount(world, { type: 'Bot', login, name: world.app.name, members: [] })
  );
}

/** Makes an organization, or brings the members of the one that exists up to date. */
export function createOrganization(
  world: World,
  input: { login: string; name: string; members: { login: string; role: 'admin' | 'member' }[] },
): Account {
  checkLogin(input.login);
  const members = input.members.map(({ login, role }) => ({ accountId: requireAccount(world, login).id, role }));
  const known = findAccount(world.state, input.login);
  if (!known) return addAccount(world, { type: 'Organization', login: input.login, name: input.name, members });
  known.members = members;
  world.changed();
  return known;
}
