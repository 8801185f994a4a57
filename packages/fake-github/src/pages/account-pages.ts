import { permissionOf, roleIn } from '../auth/user-access.ts';
import { resolveCommit } from '../git/read-git.ts';
import { findAccount, installationOf, installationOfAccount } from '../state/find.ts';
import type { Account, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { gitDirectory } from '../world/world.ts';
import { runState, runsOfCommit } from './check-run-view.ts';
import { when } from './commit-list.ts';
import { type Html, html } from './html.ts';
import { avatar } from './layout.ts';
import { type PageContext, PageError, type PageRoute, repositoryPath } from './serve-pages.ts';

function isVisible({ world, viewer }: PageContext, repository: StoredRepository): boolean {
  return viewer ? permissionOf(world.state, viewer, repository) !== 'none' : !repository.isPrivate;
}

async function repositoryRow(world: World, repository: StoredRepository): Promise<Html> {
  const sha = await resolveCommit(world.git, gitDirectory(world, repository), repository.defaultBranch);
  const runs = sha ? runsOfCommit(world, repository, sha) : [];
  const open = world.state.pulls.filter((it) => it.repositoryId === repository.id && it.state === 'open').length;
  const isInstalled = installationOf(world.state, repository) !== null;
  return html`<li><span class="grow"><a href="${repositoryPath(world, repository)}"><strong>${repository.name}</strong></a>
    <span class="pill">${repository.isPrivate ? 'private' : 'public'}</span> ${repository.language ? html`<span class="pill">${repository.language}</span>` : null}
    ${repository.isArchived ? html`<span class="pill wait">archived</span>` : null} ${isInstalled ? null : html`<span class="pill">without the App</span>`}<br>
    <span class="soft small">${repository.description ?? 'No description'} · pushed </span>${when(repository.pushedAt)}</span>
    ${open > 0 ? html`<span class="pill open">${open} open</span>` : null}${runs.map(runState)}</li>`;
}

function appCard({ world, viewer }: PageContext, account: Account): Html {
  const installation = installationOfAccount(world.state, account.id);
  const isAdmin = viewer !== null && roleIn(world.state, viewer, account.id) === 'admin';
  const state = installation?.suspendedAt
    ? html`<span class="pill wait">suspended</span>`
    : installation
      ? html`<span class="pill good">installed</span>`
      : html`<span class="pill">not installed</span>`;
  const scope =
    installation?.selection === 'all'
      ? 'On all repositories.'
      : `On ${installation?.repositoryIds.length} chosen repositories.`;
  return html`<section class="card"><div class="head"><strong>${world.app.name}</strong> ${state}</div><div class="body">
    <p class="soft small" style="margin-top:0">${installation ? scope : 'The App sees nothing here until somebody installs it.'}</p>
    ${isAdmin ? html`<a class="button" href="/apps/${world.app.slug}/accounts/${account.login}">${installation ? 'Configure' : 'Install'}</a>` : null}
  </div></section>`;
}

function peopleCard(world: World, account: Account): Html | null {
  if (account.members.length === 0) return null;
  const rows = account.members.map((member) => {
    const person = world.state.accounts.find((it) => it.id === member.accountId);
    return (
      person &&
      html`<li>${avatar(person)} <a href="/${person.login}">${person.name}</a><span class="pill push">${member.role}</span></li>`
    );
  });
  return html`<section class="card"><div class="head"><strong>People</strong></div><ul class="rows">${rows}</ul></section>`;
}

async function accountPage(context: PageContext) {
  const { world, params } = context;
  const account = findAccount(world.state, params.owner ?? '');
  if (!account || account.type === 'Bot') throw new PageError(404, 'There is no such organization or person.');
  const repositories = world.state.repositories.filter((it) => it.ownerId === account.id && isVisible(context, it));
  repositories.sort((a, b) => b.pushedAt.localeCompare(a.pushedAt));
  const rows = await Promise.all(repositories.map((it) => repositoryRow(world, it)));
  const body = html`<h1>${avatar(account, true)} ${account.name} <span class="soft">@${account.login}</span></h1>
    <div class="two"><section class="card"><div class="head"><strong>Repositories</strong><span class="pill push">${rows.length}</span></div>
    ${rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="empty">Nothing that you may see. ${context.viewer ? '' : 'Sign in to see private repositories.'}</p>`}</section>
    <aside>${appCard(context, account)}${peopleCard(world, account)}</aside></div>`;
  return { title: account.name, crumbs: [{ text: 'Start', href: '/' }], body };
}

function homePage({ world }: PageContext) {
  const accounts = (type: Account['type']) =>
    world.state.accounts
      .filter((it) => it.type === type)
      .map(
        (it) =>
          html`<li>${avatar(it, true)}<span class="grow"><a href="/${it.login}"><strong>${it.name}</strong></a><br><span class="soft small">@${it.login}</span></span></li>`,
      );
  const body = html`<h1>A GitHub to try things on</h1>
    <p class="soft">Real git repositories, real signed webhooks, the App <a href="/apps/${world.app.slug}">${world.app.name}</a>. Nothing leaves this machine.</p>
    <div class="two"><section class="card"><div class="head"><strong>Organizations</strong></div><ul class="rows">${accounts('Organization')}</ul></section>
    <section class="card"><div class="head"><strong>People</strong></div><ul class="rows">${accounts('User')}</ul></section></div>`;
  return { title: 'Start', body };
}

export const accountPages: PageRoute[] = [
  { method: 'GET', path: '/', answer: homePage },
  { method: 'GET', path: '/:owner', answer: accountPage },
];
