import { notFound } from '../http/api-error.ts';
import { botAccount, created, type Endpoint, endpoint, noContent, ok, repositoryEndpoint } from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { appShape, installationShape } from '../shapes/app-shapes.ts';
import { findAccount, installationOf, installationOfAccount } from '../state/find.ts';
import type { StoredInstallation } from '../state/state.ts';
import { setSuspended, uninstallApp } from '../world/installations.ts';
import type { World } from '../world/world.ts';
import { mintToken } from './mint-token.ts';

function installationById(world: World, id: string | undefined): StoredInstallation {
  const installation = world.state.installations.find((it) => String(it.id) === id);
  if (!installation) throw notFound();
  return installation;
}

function installationByLogin(world: World, login: string | undefined): StoredInstallation {
  const account = findAccount(world.state, login ?? '');
  const installation = account && installationOfAccount(world.state, account.id);
  if (!installation) throw notFound();
  return installation;
}

/** What the App asks in its own name. */
export const appRoutes: Endpoint[] = [
  endpoint('apps/get-authenticated', 'app', (_request, world) =>
    ok({ ...appShape(world), installations_count: world.state.installations.length }),
  ),

  endpoint('apps/get-by-slug', 'anyone', ({ params }, world) => {
    if (params.app_slug !== world.app.slug) throw notFound();
    return ok(appShape(world));
  }),

  endpoint('apps/get-webhook-config-for-app', 'app', (_request, world) =>
    ok({ url: world.app.webhookUrl, content_type: 'json', insecure_ssl: '0', secret: '********' }),
  ),

  endpoint('apps/list-installations', 'app', (request, world) => {
    const { items, headers } = paginate(request, world.state.installations);
    return ok(
      items.map((it) => installationShape(world, it)),
      headers,
    );
  }),

  endpoint('apps/get-installation', 'app', ({ params }, world) =>
    ok(installationShape(world, installationById(world, params.installation_id))),
  ),

  endpoint('apps/delete-installation', 'app', ({ params }, world) => {
    uninstallApp(world, installationById(world, params.installation_id), botAccount(world));
    return noContent();
  }),

  endpoint('apps/suspend-installation', 'app', ({ params }, world) => {
    setSuspended(world, installationById(world, params.installation_id), true, botAccount(world));
    return noContent();
  }),

  endpoint('apps/unsuspend-installation', 'app', ({ params }, world) => {
    setSuspended(world, installationById(world, params.installation_id), false, botAccount(world));
    return noContent();
  }),

  endpoint('apps/create-installation-access-token', 'app', ({ params, body }, world) =>
    created(mintToken(world, installationById(world, params.installation_id), body)),
  ),

  endpoint('apps/get-org-installation', 'app', ({ params }, world) =>
    ok(installationShape(world, installationByLogin(world, params.org))),
  ),

  endpoint('apps/get-user-installation', 'app', ({ params }, world) =>
    ok(installationShape(world, installationByLogin(world, params.username))),
  ),

  repositoryEndpoint('apps/get-repo-installation', 'app:read', ({ repository }, world) => {
    const installation = installationOf(world.state, repository);
    if (!installation) throw notFound();
    return ok(installationShape(world, installation));
  }),
];
