import { installationRepositoriesFor, permissionOf, roleIn } from '../auth/user-access.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { type ApiRequest, type Endpoint, endpoint, type Json, ok } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { fullUser, simpleOrganization, simpleUser } from '../shapes/account-shapes.ts';
import { installationShape } from '../shapes/app-shapes.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { findAccount } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

function person(request: ApiRequest): Account {
  if (request.caller.kind !== 'user') throw new ApiError(401, 'Requires authentication');
  return request.caller.account;
}

function withPermissions(world: World, user: Account, repository: StoredRepository): Json {
  const permission = permissionOf(world.state, user, repository);
  const isAdmin = permission === 'admin';
  const isWriter = isAdmin || permission === 'write';
  const permissions = { admin: isAdmin, maintain: isAdmin, push: isWriter, triage: isWriter, pull: true };
  return { ...repositoryShape(world, repository), permissions };
}

function organizationsOf(world: World, user: Account): Account[] {
  return world.state.accounts.filter((it) => it.type === 'Organization' && roleIn(world.state, user, it.id) !== null);
}

function membership(world: World, user: Account, organization: Account): Json {
  const url = `${world.urls.api}/orgs/${organization.login}`;
  return {
    url: `${url}/memberships/${user.login}`,
    state: 'active',
    role: roleIn(world.state, user, organization.id) ?? 'member',
    organization_url: url,
    organization: simpleOrganization(world, organization),
    user: simpleUser(world, user),
  };
}

/** What a person who signed in may ask about themselves. */
export const userRoutes: Endpoint[] = [
  endpoint('users/get-authenticated', 'user', (request, world) => ok(fullUser(world, person(request), true))),

  endpoint('users/list-emails-for-authenticated-user', 'user', (request) =>
    ok([{ email: person(request).email, primary: true, verified: true, visibility: 'private' }]),
  ),

  endpoint('users/get-by-username', 'anyone', ({ params }, world) => {
    const account = findAccount(world.state, params.username ?? '');
    if (!account) throw notFound();
    return ok(fullUser(world, account, false));
  }),

  endpoint('apps/list-installations-for-authenticated-user', 'user', (request, world) => {
    const user = person(request);
    const mine = world.state.installations.filter((it) => {
      const isOwn = roleIn(world.state, user, it.accountId) === 'admin';
      return isOwn || installationRepositoriesFor(world.state, user, it).length > 0;
    });
    const { items, headers } = paginate(request, mine);
    return ok({ total_count: mine.length, installations: items.map((it) => installationShape(world, it)) }, headers);
  }),

  endpoint('apps/list-installation-repos-for-authenticated-user', 'user', (request, world) => {
    const user = person(request);
    const installation = world.state.installations.find((it) => String(it.id) === request.params.installation_id);
    if (!installation || !roleIn(world.state, user, installation.accountId)) throw notFound();
    if (installation.suspendedAt) throw new ApiError(403, 'This installation has been suspended');
    const repositories = installationRepositoriesFor(world.state, user, installation);
    const { items, headers } = paginate(request, repositories);
    const body = {
      total_count: repositories.length,
      repository_selection: installation.selection,
      repositories: items.map((it) => withPermissions(world, user, it)),
    };
    return ok(body, headers);
  }),

  endpoint('orgs/list-for-authenticated-user', 'user', (request, world) => {
    const { items, headers } = paginate(request, organizationsOf(world, person(request)));
    return ok(
      items.map((it) => simpleOrganization(world, it)),
      headers,
    );
  }),

  endpoint('orgs/list-memberships-for-authenticated-user', 'user', (request, world) => {
    const user = person(request);
    const { items, headers } = paginate(request, organizationsOf(world, user));
    return ok(
      items.map((it) => membership(world, user, it)),
      headers,
    );
  }),

  endpoint('orgs/get-membership-for-authenticated-user', 'user', (request, world) => {
    const user = person(request);
    const organization = findAccount(world.state, request.params.org ?? '');
    if (!organization || !roleIn(world.state, user, organization.id)) throw notFound();
    return ok(membership(world, user, organization));
  }),
];
