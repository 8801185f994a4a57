import { roleIn } from '../auth/user-access.ts';
import { findAccount, installationOfAccount } from '../state/find.ts';
import type { Account, StoredDelivery, StoredInstallation } from '../state/state.ts';
import { installApp, selectRepositories, setSuspended, uninstallApp } from '../world/installations.ts';
import type { World } from '../world/world.ts';
import { when } from './commit-list.ts';
import { type Html, html } from './html.ts';
import { avatar } from './layout.ts';
import { field, type PageContext, PageError, type PageRoute, requireViewer } from './serve-pages.ts';

const DELIVERIES_SHOWN = 100;

function configPath(world: World, account: Account): string {
  return `/apps/${world.app.slug}/accounts/${account.login}`;
}

function administered(context: PageContext): { account: Account; by: Account } {
  const by = requireViewer(context);
  const account = findAccount(context.world.state, context.params.login ?? '');
  if (!account || roleIn(context.world.state, by, account.id) !== 'admin')
    throw new PageError(403, 'Only an admin of the account may do this.');
  return { account, by };
}

function deliveryRow(slug: string, delivery: StoredDelivery, mayAct: boolean): Html {
  const isGood = delivery.status === 'OK';
  const again = html`<form class="line" method="post" action="/apps/${slug}/deliveries/${delivery.id}/redeliver"><button>Redeliver</button></form>`;
  return html`<li><span class="state ${isGood ? 'good' : 'bad'}">${delivery.statusCode}</span><span class="grow"><strong>${delivery.event}</strong>
    ${delivery.action ? html`<span class="soft">${delivery.action}</span>` : null} ${delivery.redelivery ? html`<span class="pill">again</span>` : null}<br>
    <span class="mono small soft">${delivery.guid}</span></span>${when(delivery.deliveredAt)}${mayAct ? again : null}</li>`;
}

function appPage({ world, viewer, deliveryLog }: PageContext) {
  const { app } = world;
  const accounts = world.state.accounts.filter(
    (it) => it.type !== 'Bot' && (it.type === 'Organization' || it.id === viewer?.id),
  );
  const rows = accounts.map((account) => {
    const installation = installationOfAccount(world.state, account.id);
    const isAdmin = viewer !== null && roleIn(world.state, viewer, account.id) === 'admin';
    return html`<li>${avatar(account)}<span class="grow"><a href="/${account.login}">${account.name}</a></span>
      <span class="pill ${installation ? 'good' : ''}">${installation?.suspendedAt ? 'suspended' : installation ? 'installed' : 'not installed'}</span>
      ${isAdmin ? html`<a class="button" href="${configPath(world, account)}">${installation ? 'Configure' : 'Install'}</a>` : null}</li>`;
  });
  const deliveries = deliveryLog
    .all()
    .slice(-DELIVERIES_SHOWN)
    .reverse()
    .map((it) => deliveryRow(app.slug, it, viewer !== null));
  const permissions = Object.entries(world.permissions).map(
    ([name, level]) => html`<span class="pill">${name.replaceAll('_', ' ')}: ${level}</span> `,
  );
  const body = html`<h1>${app.name}</h1><p>${permissions}</p>
    ${viewer ? null : html`<p class="notice-bar">Sign in as an admin to install or configure the App.</p>`}
    <section class="card"><div class="head"><strong>Where it is installed</strong></div><ul class="rows">${rows}</ul></section>
    <section class="card"><div class="head"><strong>Webhook deliveries</strong><span class="soft small mono">${app.webhookUrl}</span></div>
    ${deliveries.length > 0 ? html`<ul class="rows">${deliveries}</ul>` : html`<p class="empty">Nothing was delivered yet.</p>`}</section>`;
  return { title: app.name, crumbs: [{ text: 'Start', href: '/' }], body };
}

function lifecycleButtons(installation: StoredInstallation, path: string): Html {
  const button = (action: string, text: string, kind: string) =>
    html`<form class="line" method="post" action="${path}/${action}"><button class="${kind}">${text}</button></form>`;
  return html`<div class="actions">${installation.suspendedAt ? button('unsuspend', 'Unsuspend', '') : button('suspend', 'Suspend', '')}${button('uninstall', 'Uninstall', 'warn')}</div>`;
}

function configPage(context: PageContext) {
  const { world } = context;
  const { account } = administered(context);
  const installation = installationOfAccount(world.state, account.id);
  const path = configPath(world, account);
  const isAll = installation?.selection !== 'selected';
  const boxes = world.state.repositories
    .filter((it) => it.ownerId === account.id)
    .map(
      (it) =>
        html`<label class="check"><input type="checkbox" name="repository" value="${it.id}"${html`${installation?.repositoryIds.includes(it.id) ? ' checked' : ''}`}> ${it.name}</label>`,
    );
  const body = html`<h1>${installation ? 'Configure' : 'Install'} ${world.app.name} on ${account.name}</h1>
    <section class="card"><div class="body"><form method="post" action="${path}/save">
      <label class="check"><input type="radio" name="selection" value="all"${html`${isAll ? ' checked' : ''}`}> All repositories, also those to come</label>
      <label class="check"><input type="radio" name="selection" value="selected"${html`${isAll ? '' : ' checked'}`}> Only these</label>
      <div style="margin-left:26px">${boxes}</div>
      <p><button class="main">${installation ? 'Save' : 'Install'}</button></p></form>
      ${installation ? lifecycleButtons(installation, path) : null}</div></section>`;
  return {
    title: `${world.app.name} on ${account.name}`,
    crumbs: [{ text: account.name, href: `/${account.login}` }],
    body,
  };
}

function chosenIds(context: PageContext, account: Account): number[] {
  const value = context.form.repository ?? [];
  const ids = (Array.isArray(value) ? value : [value]).map(Number);
  return context.world.state.repositories
    .filter((it) => it.ownerId === account.id && ids.includes(it.id))
    .map((it) => it.id);
}

function save(context: PageContext) {
  const { world } = context;
  const { account, by } = administered(context);
  const selection = field(context, 'selection') === 'all' ? 'all' : chosenIds(context, account);
  const known = installationOfAccount(world.state, account.id);
  if (known) selectRepositories(world, known, selection, by);
  else {
    const names = world.state.repositories
      .filter((it) => selection !== 'all' && selection.includes(it.id))
      .map((it) => it.name);
    installApp(world, { account: account.login, repositories: selection === 'all' ? 'all' : names, by: by.login });
  }
  return { redirect: `/${account.login}` };
}

function changeLifecycle(context: PageContext) {
  const { world, params } = context;
  const { account, by } = administered(context);
  const installation = installationOfAccount(world.state, account.id);
  if (!installation) throw new PageError(404, 'The App is not installed here.');
  if (params.action === 'uninstall') uninstallApp(world, installation, by);
  else if (params.action === 'suspend' || params.action === 'unsuspend')
    setSuspended(world, installation, params.action === 'suspend', by);
  else throw new PageError(404, 'There is no such button.');
  return { redirect: `/${account.login}` };
}

/** GitHub's own addresses of an installation's settings, which links of an App lead to. */
function toConfig(context: PageContext) {
  const installation = context.world.state.installations.find((it) => String(it.id) === context.params.id);
  const account = context.world.state.accounts.find((it) => it.id === installation?.accountId);
  if (!account) throw new PageError(404, 'There is no such installation.');
  return { redirect: configPath(context.world, account) };
}

export const appPages: PageRoute[] = [
  { method: 'GET', path: '/apps/:slug', answer: appPage },
  {
    method: 'GET',
    path: '/apps/:slug/installations/new',
    answer: (context) => ({ redirect: `/apps/${context.world.app.slug}` }),
  },
  { method: 'GET', path: '/organizations/:org/settings/installations/:id', answer: toConfig },
  { method: 'GET', path: '/settings/installations/:id', answer: toConfig },
  { method: 'GET', path: '/apps/:slug/accounts/:login', answer: configPage },
  { method: 'POST', path: '/apps/:slug/accounts/:login/save', answer: save },
  { method: 'POST', path: '/apps/:slug/accounts/:login/:action', answer: changeLifecycle },
  {
    method: 'POST',
    path: '/apps/:slug/deliveries/:id/redeliver',
    answer(context) {
      requireViewer(context);
      const delivery = context.deliveryLog.find(Number(context.params.id));
      if (!delivery) throw new PageError(404, 'There is no such delivery.');
      context.sender.redeliver(delivery);
      return { redirect: `/apps/${context.world.app.slug}` };
    },
  },
];
