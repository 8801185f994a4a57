import { findEntry, readBlob } from '../git/read-git.ts';
import type { Annotation, StoredCheckRun, StoredRepository } from '../state/state.ts';
import { gitDirectory, type World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { repositoryPath } from './serve-pages.ts';

const ANNOTATIONS_SHOWN_MAX = 200;
const LINES_SHOWN_MAX = 12;

const TONE: Record<string, string> = {
  success: 'good',
  failure: 'bad',
  timed_out: 'bad',
  cancelled: 'bad',
  action_required: 'wait',
  queued: 'wait',
  in_progress: 'wait',
};

/** The dot with its word, as `success` or `in progress`. */
export function runState(run: Pick<StoredCheckRun, 'status' | 'conclusion'>): Html {
  const word = run.conclusion ?? run.status;
  return html`<span class="state ${TONE[word] ?? 'calm'}">${word.replaceAll('_', ' ')}</span>`;
}

/** The newest run of each name on a commit, newest first. */
export function runsOfCommit(world: World, repository: StoredRepository, sha: string): StoredCheckRun[] {
  const runs = world.state.checkRuns.filter((it) => it.repositoryId === repository.id && it.headSha === sha).reverse();
  return runs.filter((run, index) => runs.findIndex((it) => it.name === run.name) === index);
}

export function isPending(runs: StoredCheckRun[]): boolean {
  return runs.some((run) => run.status !== 'completed');
}

/** Reads each annotated file once. */
function createLineReader(world: World, repository: StoredRepository, sha: string) {
  const directory = gitDirectory(world, repository);
  const files = new Map<string, Promise<string[]>>();

  async function read(path: string): Promise<string[]> {
    const entry = await findEntry(world.git, directory, sha, path);
    if (entry?.type !== 'blob') return [];
    return (await readBlob(world.git, directory, entry.sha)).toString('utf8').split('\n');
  }

  return function linesOf(path: string): Promise<string[]> {
    const lines = files.get(path) ?? read(path);
    files.set(path, lines);
    return lines;
  };
}

async function annotationView(
  base: string,
  annotation: Annotation,
  linesOf: (path: string) => Promise<string[]>,
): Promise<Html> {
  const { path, startLine, endLine, level, title, message, rawDetails } = annotation;
  const lines = (await linesOf(path)).slice(startLine - 1, Math.min(endLine, startLine - 1 + LINES_SHOWN_MAX));
  const rows = lines.map((line, index) => html`<tr><td class="n">${startLine + index}</td><td>${line}</td></tr>`);
  const place = endLine > startLine ? `L${startLine}-L${endLine}` : `L${startLine}`;
  return html`<div class="note ${level}">
    <div class="actions"><strong>${title ?? level}</strong><span class="pill ${level === 'failure' ? 'bad' : ''}">${level}</span>
      <a class="push small mono" href="${base}/${encodeURI(path)}#${place}">${place}</a></div>
    <div class="small" style="white-space:pre-line">${message}</div>
    ${rawDetails ? html`<details class="small"><summary>Details</summary><pre>${rawDetails}</pre></details>` : null}
    ${rows.length > 0 ? html`<div class="card scroll"><table class="code">${rows}</table></div>` : null}
  </div>`;
}

async function annotationsView(world: World, repository: StoredRepository, run: StoredCheckRun): Promise<Html | null> {
  if (run.annotations.length === 0) return null;
  const linesOf = createLineReader(world, repository, run.headSha);
  const base = `${repositoryPath(world, repository)}/blob/${run.headSha}`;
  const shown = run.annotations.slice(0, ANNOTATIONS_SHOWN_MAX);
  const byPath = Map.groupBy(shown, (annotation) => annotation.path);
  const groups = await Promise.all(
    [...byPath].map(async ([path, annotations]) => {
      const views = await Promise.all(annotations.map((annotation) => annotationView(base, annotation, linesOf)));
      return html`<div class="card"><div class="head"><a class="mono" href="${base}/${encodeURI(path)}">${path}</a>
        <span class="pill push">${annotations.length}</span></div>${views}</div>`;
    }),
  );
  const hidden = run.annotations.length - shown.length;
  return html`<h3>Annotations (${run.annotations.length})</h3>${groups}${hidden > 0 ? html`<p class="soft">${hidden} more are not shown.</p>` : null}`;
}

function buttons(world: World, repository: StoredRepository, run: StoredCheckRun, mayAct: boolean): Html | null {
  if (!mayAct) return null;
  const path = `${repositoryPath(world, repository)}/runs/${run.id}`;
  const actions = run.actions.map(
    (action) =>
      html`<form class="line" method="post" action="${path}/action"><button name="identifier" value="${action.identifier}" title="${action.description}">${action.label}</button></form>`,
  );
  return html`<div class="actions push">${actions}<form class="line" method="post" action="${path}/rerequest"><button>Re-run</button></form></div>`;
}

/** A check run with everything that its App said. */
export async function checkRunView(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  mayAct: boolean,
): Promise<Html> {
  const details =
    run.detailsUrl && /^https?:\/\//.test(run.detailsUrl)
      ? html`<a href="${run.detailsUrl}">Details on ${world.app.name}</a>`
      : null;
  return html`<section class="card" id="run-${run.id}">
    <div class="head">${runState(run)}<strong>${run.name}</strong><span class="soft small">${details}</span>${buttons(world, repository, run, mayAct)}</div>
    <div class="body">
      ${run.title ? html`<h2 style="margin-top:0">${run.title}</h2>` : null}
      ${run.summary ? renderMarkdown(run.summary) : html`<p class="soft">${run.status === 'completed' ? 'No summary.' : 'The App has not reported yet.'}</p>`}
      ${run.text ? renderMarkdown(run.text) : null}
      ${await annotationsView(world, repository, run)}
    </div></section>`;
}
