import { diffFiles } from '../git/diff-git.ts';
import { listCommits } from '../git/read-git.ts';
import { baseOf } from '../shapes/pull-shapes.ts';
import { accountById, findPull } from '../state/find.ts';
import type { StoredComment, StoredPull } from '../state/state.ts';
import { mergeBaseOf } from '../world/pulls.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { checkRunView, isPending, runState, runsOfCommit } from './check-run-view.ts';
import { commitList, when } from './commit-list.ts';
import { diffView } from './diff-view.ts';
import { type Html, html } from './html.ts';
import { avatar } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { mayWrite, repositoryCrumbs } from './repository-place.ts';
import { type PageContext, PageError, type PageRoute, repositoryPath, visibleRepository } from './serve-pages.ts';

const REFRESH_SECONDS = 4;

export function pullState(pull: StoredPull): Html {
  const word = pull.mergedAt ? 'merged' : pull.state;
  return html`<span class="pill ${word}">${word}</span>`;
}

export function pullRow(world: World, pull: StoredPull): Html {
  const repository = baseOf(world, pull);
  const runs = runsOfCommit(world, repository, pull.headSha);
  return html`<li>${pullState(pull)}<span class="grow"><a href="${repositoryPath(world, repository)}/pull/${pull.number}"><strong>${pull.title}</strong></a>
    <span class="soft small">#${pull.number} from <span class="mono">${pull.headBranch}</span></span></span>${runs.map(runState)}</li>`;
}

export function visiblePull(context: PageContext): StoredPull {
  const pull = findPull(context.world.state, visibleRepository(context), Number(context.params.number));
  if (!pull) throw new PageError(404, 'There is no such pull request.');
  return pull;
}

function commentView(world: World, comment: StoredComment): Html {
  const author = accountById(world.state, comment.authorId);
  const edited = comment.updatedAt === comment.createdAt ? null : html`<span class="soft small">· edited</span>`;
  return html`<article class="card" id="issuecomment-${comment.id}"><div class="head">${avatar(author)} <strong>${author.name}</strong>
    ${comment.viaApp ? html`<span class="pill">app</span>` : null} ${when(comment.createdAt)} ${edited}</div><div class="body">${renderMarkdown(comment.body)}</div></article>`;
}

function buttons(path: string, pull: StoredPull): Html | null {
  if (pull.mergedAt) return null;
  const button = (action: string, text: string, kind: string) =>
    html`<form class="line" method="post" action="${path}/${action}"><button class="${kind}">${text}</button></form>`;
  if (pull.state === 'closed') return button('reopen', 'Reopen', '');
  const merge = pull.mergeCommitSha
    ? button('merge', 'Merge', 'main')
    : html`<span class="state bad">conflicts with ${pull.baseBranch}</span>`;
  return html`${merge}${button('close', 'Close', 'warn')}`;
}

function commentForm(path: string): Html {
  return html`<form method="post" action="${path}/comment" class="card"><div class="body"><label for="body" style="margin-top:0">Write a comment</label>
    <textarea id="body" name="body" required style="min-height:80px"></textarea><p style="margin-bottom:0"><button>Comment</button></p></div></form>`;
}

async function answer(context: PageContext) {
  const { world } = context;
  const pull = visiblePull(context);
  const repository = visibleRepository(context);
  const path = `${repositoryPath(world, repository)}/pull/${pull.number}`;
  const directory = gitDirectory(world, repository);
  const commits = await listCommits(world.git, directory, pull.headSha, { except: pull.baseSha, max: 50 });
  const files = await diffFiles(world.git, directory, await mergeBaseOf(world, pull), pull.headSha);
  const runs = runsOfCommit(world, repository, pull.headSha);
  const mayAct = mayWrite(context, repository);
  const views = await Promise.all(runs.map((run) => checkRunView(world, repository, run, mayAct)));
  const comments = world.state.comments.filter((it) => it.repositoryId === repository.id && it.number === pull.number);
  const author = accountById(world.state, pull.authorId);
  const body = html`<h1>${pull.title} <span class="soft">#${pull.number}</span></h1>
    <div class="actions">${pullState(pull)}<span class="soft small">${avatar(author)} ${author.name} wants to merge <span class="mono">${pull.headBranch}</span> into
      <span class="mono">${pull.baseBranch}</span></span><span class="actions push">${mayAct ? buttons(path, pull) : null}</span></div>
    ${pull.body ? html`<div class="card" style="margin-top:14px"><div class="body">${renderMarkdown(pull.body)}</div></div>` : null}
    <h2 id="checks">Checks</h2>
    ${views.length > 0 ? views : html`<div class="card"><p class="empty">No App has reported on <span class="mono">${pull.headSha.slice(0, 7)}</span> yet.</p></div>`}
    <h2>Conversation</h2>
    ${comments.length > 0 ? comments.map((comment) => commentView(world, comment)) : html`<div class="card"><p class="empty">Nobody has said anything yet.</p></div>`}
    ${context.viewer ? commentForm(path) : null}
    <h2>Commits (${commits.length})</h2><div class="card">${commitList(world, repository, commits.reverse())}</div>
    <h2>Files changed (${files.length})</h2>${diffView(`${repositoryPath(world, repository)}/blob/${pull.headSha}`, files)}`;
  return {
    title: `${pull.title} #${pull.number}`,
    crumbs: repositoryCrumbs(world, repository),
    body,
    refreshSeconds: isPending(runs) ? REFRESH_SECONDS : null,
  };
}

export const pullPage: PageRoute = { method: 'GET', path: '/:owner/:repo/pull/:number', answer };
