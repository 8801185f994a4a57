import { diffFiles, EMPTY_TREE } from '../git/diff-git.ts';
import { readCommit, resolveCommit } from '../git/read-git.ts';
import { gitDirectory } from '../world/world.ts';
import { checkRunView, isPending, runsOfCommit } from './check-run-view.ts';
import { when } from './commit-list.ts';
import { diffView } from './diff-view.ts';
import { html } from './html.ts';
import { mayWrite, repositoryCrumbs } from './repository-place.ts';
import { type PageContext, PageError, type PageRoute, repositoryPath, visibleRepository } from './serve-pages.ts';

const REFRESH_SECONDS = 4;

async function answer(context: PageContext) {
  const { world, params } = context;
  const repository = visibleRepository(context);
  const directory = gitDirectory(world, repository);
  const sha = await resolveCommit(world.git, directory, params.sha ?? '');
  if (!sha) throw new PageError(404, 'There is no such commit.');
  const commit = await readCommit(world.git, directory, sha);
  const [title = '', ...rest] = commit.message.split('\n');
  const files = await diffFiles(world.git, directory, commit.parents[0] ?? EMPTY_TREE, sha);
  const runs = runsOfCommit(world, repository, sha);
  const path = repositoryPath(world, repository);
  const views = await Promise.all(
    runs.map((run) => checkRunView(world, repository, run, mayWrite(context, repository))),
  );
  const body = html`<h1>${title}</h1>
    ${rest.join('\n').trim() ? html`<pre class="soft">${rest.join('\n').trim()}</pre>` : null}
    <p class="soft">${commit.author.name} · ${when(commit.committer.date)} · <span class="mono">${sha}</span> ·
      <a href="${path}/tree/${sha}">files</a>${commit.parents.map((parent) => html` · parent <a class="mono" href="${path}/commit/${parent}">${parent.slice(0, 7)}</a>`)}</p>
    <h2>Checks</h2>
    ${views.length > 0 ? views : html`<div class="card"><p class="empty">No App has reported on this commit.</p></div>`}
    <h2>Files changed (${files.length})</h2>${diffView(`${path}/blob/${sha}`, files)}`;
  return {
    title,
    crumbs: repositoryCrumbs(world, repository),
    body,
    refreshSeconds: isPending(runs) ? REFRESH_SECONDS : null,
  };
}

export const commitPages: PageRoute[] = [
  { method: 'GET', path: '/:owner/:repo/commit/:sha', answer },
  {
    method: 'GET',
    path: '/:owner/:repo/runs/:id',
    answer(context) {
      const repository = visibleRepository(context);
      const run = context.world.state.checkRuns.find(
        (it) => it.repositoryId === repository.id && String(it.id) === context.params.id,
      );
      if (!run) throw new PageError(404, 'There is no such check run.');
      return { redirect: `${repositoryPath(context.world, repository)}/commit/${run.headSha}#run-${run.id}` };
    },
  },
];
