import type { GitCommit } from '../git/read-git.ts';
import { accountByEmail } from '../shapes/commit-shapes.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { runState, runsOfCommit } from './check-run-view.ts';
import { type Html, html } from './html.ts';
import { avatar } from './layout.ts';
import { repositoryPath } from './serve-pages.ts';

export function when(iso: string): Html {
  return html`<time datetime="${iso}" class="soft small">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}

/** One line for each commit: what, who, when, and what the checks say. */
export function commitList(world: World, repository: StoredRepository, commits: GitCommit[]): Html {
  const path = repositoryPath(world, repository);
  const rows = commits.map((commit) => {
    const account = accountByEmail(world, commit.author.email);
    const runs = runsOfCommit(world, repository, commit.sha);
    return html`<li><span class="grow"><a href="${path}/commit/${commit.sha}">${commit.message.split('\n')[0]}</a><br>
      <span class="small soft">${account ? avatar(account) : null} ${account?.name ?? commit.author.name} · </span>${when(commit.committer.date)}</span>
      ${runs.map((run) => html`<a href="${path}/commit/${commit.sha}#run-${run.id}">${runState(run)}</a>`)}
      <a class="mono small" href="${path}/commit/${commit.sha}">${commit.sha.slice(0, 7)}</a></li>`;
  });
  return html`<ul class="rows">${rows}</ul>`;
}
