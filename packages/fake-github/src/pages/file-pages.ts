import { findEntry, listBranches, listTree, readBlob, resolveCommit } from '../git/read-git.ts';
import type { StoredRepository } from '../state/state.ts';
import { gitDirectory } from '../world/world.ts';
import { HIGHLIGHT_SCRIPT } from './highlight-script.ts';
import { type Html, html, trusted } from './html.ts';
import { repositoryCrumbs } from './repository-place.ts';
import { type PageContext, PageError, type PageRoute, repositoryPath, visibleRepository } from './serve-pages.ts';

const LINES_SHOWN_MAX = 20_000;

interface FilePlace {
  repository: StoredRepository;
  ref: string;
  sha: string;
  path: string;
}

/** `{ref}/{path}`, where a branch may hold slashes: the longest branch that fits wins, else the first part is the ref. */
async function placeOf(context: PageContext): Promise<FilePlace> {
  const { world, params } = context;
  const repository = visibleRepository(context);
  const directory = gitDirectory(world, repository);
  const rest = params['*'] ?? '';
  const branches = (await listBranches(world.git, directory)).map((it) => it.ref).sort((a, b) => b.length - a.length);
  const ref = branches.find((name) => rest === name || rest.startsWith(`${name}/`)) ?? rest.split('/')[0] ?? '';
  const sha = await resolveCommit(world.git, directory, ref);
  if (!sha) throw new PageError(404, 'There is no such commit or branch.');
  return { repository, ref, sha, path: rest.slice(ref.length).replace(/^\/+|\/+$/g, '') };
}

function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8000).includes(0);
}

/** The fragment (#L10-L12) never reaches a server, so each line is a place that the page's script can mark. */
function lineTable(text: string): Html {
  const lines = text.replace(/\n$/, '').split('\n');
  const rows = lines
    .slice(0, LINES_SHOWN_MAX)
    .map(
      (line, index) =>
        html`<tr id="L${index + 1}"><td class="n"><a href="#L${index + 1}">${index + 1}</a></td><td>${line}</td></tr>`,
    );
  return html`<div class="scroll"><table class="code">${rows}</table></div>`;
}

async function fileAnswer(context: PageContext) {
  const { world } = context;
  const { repository, ref, sha, path } = await placeOf(context);
  const directory = gitDirectory(world, repository);
  const entry = await findEntry(world.git, directory, sha, path);
  const base = repositoryPath(world, repository);
  if (entry?.type === 'tree') return { redirect: `${base}/tree/${ref}/${encodeURI(path)}` };
  if (entry?.type !== 'blob') throw new PageError(404, `There is no ${path} at ${ref}.`);
  const bytes = await readBlob(world.git, directory, entry.sha);
  const body = html`<h1 class="mono" style="font-size:17px">${path}</h1>
    <p class="soft small">at <a class="mono" href="${base}/commit/${sha}">${sha.slice(0, 7)}</a> · ${bytes.length} bytes · <a href="${base}/raw/${sha}/${encodeURI(path)}">raw</a></p>
    <div class="card">${isBinary(bytes) ? html`<p class="empty">A binary file.</p>` : lineTable(bytes.toString('utf8'))}</div>
    <script>${trusted(HIGHLIGHT_SCRIPT)}</script>`;
  return { title: path, crumbs: [...repositoryCrumbs(world, repository), ...folderCrumbs(base, ref, path)], body };
}

function folderCrumbs(base: string, ref: string, path: string) {
  const parts = path.split('/').slice(0, -1);
  return parts.map((text, index) => ({
    text,
    href: `${base}/tree/${ref}/${encodeURI(parts.slice(0, index + 1).join('/'))}`,
  }));
}

async function treeAnswer(context: PageContext) {
  const { world } = context;
  const { repository, ref, sha, path } = await placeOf(context);
  const directory = gitDirectory(world, repository);
  const entry = await findEntry(world.git, directory, sha, path);
  if (entry?.type !== 'tree') throw new PageError(404, `There is no folder ${path} at ${ref}.`);
  const entries = await listTree(world.git, directory, entry.sha, false);
  const base = repositoryPath(world, repository);
  const prefix = path === '' ? '' : `${path}/`;
  const rows = entries
    .sort((a, b) => Number(b.type === 'tree') - Number(a.type === 'tree'))
    .map(
      (it) =>
        html`<li><a href="${base}/${it.type === 'tree' ? 'tree' : 'blob'}/${ref}/${encodeURI(prefix + it.path)}">${it.path}${it.type === 'tree' ? '/' : ''}</a></li>`,
    );
  const body = html`<h1 class="mono" style="font-size:17px">${path || repository.name}</h1><div class="card"><ul class="rows">${rows}</ul></div>`;
  return {
    title: path || repository.name,
    crumbs: [...repositoryCrumbs(world, repository), ...folderCrumbs(base, ref, `${prefix}x`)],
    body,
  };
}

/** The bytes of a file, always as plain text or a download: never as a page of this origin. */
async function readRaw(context: PageContext): Promise<{ bytes: Buffer; isText: boolean }> {
  const { world } = context;
  const { repository, sha, path } = await placeOf(context);
  const directory = gitDirectory(world, repository);
  const entry = await findEntry(world.git, directory, sha, path);
  if (entry?.type !== 'blob') throw new PageError(404, 'There is no such file.');
  const bytes = await readBlob(world.git, directory, entry.sha);
  return { bytes, isText: !isBinary(bytes) };
}

export const filePages: PageRoute[] = [
  { method: 'GET', path: '/:owner/:repo/blob/*', answer: fileAnswer },
  { method: 'GET', path: '/:owner/:repo/tree/*', answer: treeAnswer },
  {
    method: 'GET',
    path: '/:owner/:repo/raw/*',
    async answer(context) {
      const { bytes, isText } = await readRaw(context);
      const type = isText ? 'text/plain; charset=utf-8' : 'application/octet-stream';
      return { raw: bytes, type };
    },
  },
];
