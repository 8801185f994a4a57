import type { FileDiff } from '../git/diff-git.ts';
import { type Html, html } from './html.ts';

const LINES_SHOWN_MAX = 400;
const KIND: Record<string, string> = { '+': 'add', '-': 'del', '@': 'hunk' };

function fileView(blobs: string, file: FileDiff): Html {
  const lines = file.patch?.split('\n') ?? [];
  const rows = lines
    .slice(0, LINES_SHOWN_MAX)
    .map((line) => html`<tr class="${KIND[line.charAt(0)] ?? ''}"><td>${line}</td></tr>`);
  const name = file.previousPath ? `${file.previousPath} → ${file.path}` : file.path;
  const title =
    file.status === 'removed'
      ? html`<span class="mono">${name}</span>`
      : html`<a class="mono" href="${blobs}/${encodeURI(file.path)}">${name}</a>`;
  return html`<div class="card"><div class="head">${title}<span class="pill">${file.status}</span>
    <span class="push small"><span class="plus">+${file.additions}</span> <span class="minus">−${file.deletions}</span></span></div>
    ${file.patch === null ? html`<p class="empty">Not shown: binary, empty or too large.</p>` : html`<div class="scroll"><table class="code">${rows}</table></div>`}
    ${lines.length > LINES_SHOWN_MAX ? html`<p class="empty">${lines.length - LINES_SHOWN_MAX} more lines are not shown.</p>` : null}</div>`;
}

/** Changed files with their hunks. `blobs` is the address below which whole files are. */
export function diffView(blobs: string, files: FileDiff[]): Html {
  return html`${files.map((file) => fileView(blobs, file))}`;
}
