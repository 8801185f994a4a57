import type { Json } from '../http/endpoint.ts';
import { accountById } from '../state/find.ts';
import type { StoredInstallation } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';
import { simpleUser } from './account-shapes.ts';

/** Events that an App without a list of its own is subscribed to. */
export const EVENTS = ['check_run', 'check_suite', 'issue_comment', 'pull_request', 'push', 'repository'];

const CREATED = '2026-01-01T00:00:00Z';

function appOwner(world: World) {
  return world.state.accounts.find((it) => it.type === 'Organization') ?? world.state.accounts[0];
}

/** `integration`: the App. */
export function appShape(world: World): Json {
  const { app } = world;
  const owner = appOwner(world);
  if (!owner) throw new Error('The fake GitHub has no account that could own the App.');
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId('Integration', app.id),
    owner: simpleUser(world, owner),
    name: app.name,
    description: null,
    external_url: app.callbackUrls[0] ?? app.webhookUrl,
    html_url: `${world.urls.web}/apps/${app.slug}`,
    created_at: CREATED,
    updated_at: CREATED,
    permissions: world.permissions,
    events: app.events ?? EVENTS,
  };
}

export function installationShape(world: World, installation: StoredInstallation): Json {
  const account = accountById(world.state, installation.accountId);
  const settings = account.type === 'Organization' ? `/organizations/${account.login}` : '';
  const suspendedBy = installation.suspendedById;
  return {
    id: installation.id,
    account: simpleUser(world, account),
    repository_selection: installation.selection,
    access_tokens_url: `${world.urls.api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.urls.api}/installation/repositories`,
    html_url: `${world.urls.web}${settings}/settings/installations/${installation.id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    client_id: world.app.clientId,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: world.app.events ?? EVENTS,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedBy === null ? null : simpleUser(world, accountById(world.state, suspendedBy)),
    suspended_at: installation.suspendedAt,
  };
}
