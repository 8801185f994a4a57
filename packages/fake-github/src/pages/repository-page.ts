import { aheadBehind, listBranches, listCommits } from '../git/read-git.ts';
import type { StoredRepository } from '../state/state.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { commitList } from './commit-list.ts';
import { type Html, html } from './html.ts';
import { pullRow } from './pull-page.ts';
import { mayWrite, repositoryCrumbs } from './repository-place.ts';
import { type PageContext, type PageRoute, repositoryPath, visibleRepository } from './serve-pages.ts';

const COMMITS_SHOWN = 15;
/** Branches with such names are offered with one-click buttons: they break factors or mend them. */
const PREPARED = /^(?:break|mend|fix|demo)\//;

interface Branch {
  ref: string;
  sha: string;
  ahead: number;
  behind: number;
}

async function branchesOf(world: World, repository: StoredRepository): Promise<Branch[]> {
  const directory = gitDirectory(world, repository);
  const branches = await listBranches(world.git, directory);
  const main = branches.find((it) => it.ref === repository.defaultBranch);
  return Promise.all(
    branches.map(async (branch) => ({
      ...branch,
      ...(main ? await aheadBehind(world.git, directory, main.sha, branch.sha) : { ahead: 0, behind: 0 }),
    })),
  );
}

function branchButtons(path: string, main: string, branch: Branch, hasPull: boolean): Html | null {
  if (branch.ahead === 0) return html`<span class="pill push">merged</span>`;
  return html`<span class="actions push">
    ${hasPull ? null : html`<form class="line" method="post" action="${path}/branches/pull"><button name="branch" value="${branch.ref}">Open pull request from this branch</button></form>`}
    <form class="line" method="post" action="${path}/branches/merge"><button name="branch" value="${branch.ref}">Push one commit of this branch to ${main} (merge)</button></form></span>`;
}

function branchCard(context: PageContext, repository: StoredRepository, branches: Branch[]): Html | null {
  const { world } = context;
  const path = repositoryPath(world, repository);
  const others = branches.filter((it) => it.ref !== repository.defaultBranch);
  if (others.length === 0) return null;
  others.sort((a, b) => Number(PREPARED.test(b.ref)) - Number(PREPARED.test(a.ref)));
  const rows = others.map((branch) => {
    const pull = world.state.pulls.find(
      (it) => it.state === 'open' && it.headRepositoryId === repository.id && it.headBranch === branch.ref,
    );
    const canPress = mayWrite(context, repository) && PREPARED.test(branch.ref);
    return html`<li><span class="grow"><a class="mono" href="${path}?branch=${encodeURIComponent(branch.ref)}">${branch.ref}</a>
      <span class="soft small">${branch.ahead} ahead, ${branch.behind} behind</span>
      ${pull ? html`<a class="pill open" href="${path}/pull/${pull.number}">#${pull.number}</a>` : null}</span>
      ${canPress ? branchButtons(path, repository.defaultBranch, branch, pull !== undefined) : null}</li>`;
  });
  return html`<section class="card"><div class="head"><strong>Branches</strong><span class="soft small">prepared ones have buttons</span></div><ul class="rows">${rows}</ul></section>`;
}

function pushForm(context: PageContext, repository: StoredRepository, branch: string): Html {
  if (repository.isArchived) return html`<p class="soft">This repository is archived and read-only.</p>`;
  if (!mayWrite(context, repository))
    return html`<p class="soft">Sign in as somebody who may write to push a commit from here.</p>`;
  return html`<form method="post" action="${repositoryPath(context.world, repository)}/push">
    <label for="branch">Branch</label><input type="text" id="branch" name="branch" value="${branch}" required>
    <label for="path">File</label><input type="text" id="path" name="path" placeholder="Dockerfile" required>
    <label for="content">New content</label><textarea id="content" name="content" spellcheck="false"></textarea>
    <label class="check"><input type="checkbox" name="remove" value="yes"> Delete the file instead</label>
    <label for="message">Message</label><input type="text" id="message" name="message" placeholder="Say why">
    <p><button class="main">Commit and push</button></p></form>`;
}

function pullsCard(world: World, repository: StoredRepository): Html {
  const pulls = world.state.pulls.filter((it) => it.repositoryId === repository.id);
  pulls.sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || b.number - a.number);
  const rows = pulls.slice(0, 20).map((pull) => pullRow(world, pull));
  const body = rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="empty">No pull requests yet.</p>`;
  return html`<section class="card"><div class="head"><strong>Pull requests</strong></div>${body}</section>`;
}

async function answer(context: PageContext) {
  const { world, query } = context;
  const repository = visibleRepository(context);
  const directory = gitDirectory(world, repository);
  const branches = await branchesOf(world, repository);
  const branch = branches.find((it) => it.ref === (query.branch ?? repository.defaultBranch));
  const commits = branch ? await listCommits(world.git, directory, branch.sha, { max: COMMITS_SHOWN }) : [];
  const body = html`<h1>${repository.name} <span class="pill">${repository.isPrivate ? 'private' : 'public'}</span>
    ${repository.isArchived ? html`<span class="pill wait">archived</span>` : null} ${repository.language ? html`<span class="pill">${repository.language}</span>` : null}</h1>
    <p class="soft">${repository.description}</p>
    <div class="two"><div>
      ${pullsCard(world, repository)}
      ${branchCard(context, repository, branches)}
      <section class="card"><div class="head"><strong>Recent commits</strong> on <span class="mono">${branch?.ref ?? repository.defaultBranch}</span>
      ${branch ? html`<a class="push small" href="${repositoryPath(world, repository)}/tree/${branch.ref}">Files</a>` : null}</div>
      ${commits.length > 0 ? commitList(world, repository, commits) : html`<p class="empty">Nothing was pushed yet.</p>`}</section>
    </div><aside><section class="card"><div class="head"><strong>Push a commit</strong></div><div class="body">
      ${pushForm(context, repository, branch?.ref ?? repository.defaultBranch)}</div></section></aside></div>`;
  return { title: repository.name, crumbs: repositoryCrumbs(world, repository), body };
}

export const repositoryPage: PageRoute = { method: 'GET', path: '/:owner/:repo', answer };
