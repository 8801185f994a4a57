import { escapeHtml, type Html, trusted } from './html.ts';
import { renderInline } from './markdown-inline.ts';

/** Deeper nesting than this is shown flat: no report needs it, and a hostile one may try. */
const DEPTH_MAX = 8;

const FENCE = /^ {0,3}(?<mark>`{3,}|~{3,})(?<language>[\w+-]*)/;
const HEADING = /^(?<marks>#{1,6}) +(?<text>.*?)(?: +#+)?$/;
const ITEM = /^(?<indent> *)(?<bullet>[-*+]|\d{1,9}[.)]) +(?<text>.*)$/;
const RULE = /^ {0,3}(?:-(?: *-){2,}|\*(?: *\*){2,}|_(?: *_){2,}) *$/;
const DIVIDER = /^ *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$|^ *\| *:?-+:? *$/;
const DETAILS = /^ {0,3}<(?<slash>\/?)details(?<open> open)?> *$/i;
const SUMMARY = /^ {0,3}<summary>(?<text>.*)<\/summary> *$/i;
const ALERT = /^\[!(?<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/;

/** Reads blocks line by line; `at` is the next line. */
interface Cursor {
  lines: string[];
  at: number;
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function table(cursor: Cursor): string {
  const head = cellsOf(cursor.lines[cursor.at] ?? '');
  const aligns = cellsOf(cursor.lines[cursor.at + 1] ?? '').map((cell) => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? ' class="center"' : ' class="right"';
    return '';
  });
  cursor.at += 2;
  const row = (cells: string[], tag: string) =>
    `<tr>${head.map((_, index) => `<${tag}${aligns[index] ?? ''}>${renderInline(cells[index] ?? '')}</${tag}>`).join('')}</tr>`;
  let rows = '';
  for (; (cursor.lines[cursor.at] ?? '').includes('|'); cursor.at += 1)
    rows += row(cellsOf(cursor.lines[cursor.at] ?? ''), 'td');
  return `<div class="scroll"><table><thead>${row(head, 'th')}</thead><tbody>${rows}</tbody></table></div>`;
}

function fence(cursor: Cursor, mark: string): string {
  const body: string[] = [];
  cursor.at += 1;
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.trim().startsWith(mark) && line.trim().replaceAll(mark.charAt(0), '') === '') break;
    body.push(line);
  }
  cursor.at += 1;
  return `<pre><code>${escapeHtml(body.join('\n'))}</code></pre>`;
}

function quote(cursor: Cursor, depth: number): string {
  const inner: string[] = [];
  for (; /^ {0,3}>/.test(cursor.lines[cursor.at] ?? ''); cursor.at += 1) {
    inner.push((cursor.lines[cursor.at] ?? '').replace(/^ {0,3}> ?/, ''));
  }
  const kind = ALERT.exec(inner[0] ?? '')?.groups?.kind?.toLowerCase();
  if (!kind) return `<blockquote>${blocks({ lines: inner, at: 0 }, depth + 1)}</blockquote>`;
  const body = blocks({ lines: inner.slice(1), at: 0 }, depth + 1);
  return `<blockquote class="alert is-${kind}"><p><strong>${kind.charAt(0).toUpperCase()}${kind.slice(1)}</strong></p>${body}</blockquote>`;
}

function item(text: string): string {
  const task = /^\[(?<mark>[ xX])\] +(?<rest>.*)$/s.exec(text);
  if (!task?.groups) return renderInline(text);
  return `<span aria-hidden="true">${task.groups.mark === ' ' ? '☐' : '☑'}</span> ${renderInline(task.groups.rest ?? '')}`;
}

function list(cursor: Cursor, depth: number): string {
  const first = ITEM.exec(cursor.lines[cursor.at] ?? '')?.groups;
  const indent = first?.indent?.length ?? 0;
  const tag = /\d/.test(first?.bullet ?? '') ? 'ol' : 'ul';
  let markup = '';
  while (cursor.at < cursor.lines.length) {
    const found = ITEM.exec(cursor.lines[cursor.at] ?? '')?.groups;
    if (!found || (found.indent?.length ?? 0) !== indent) break;
    cursor.at += 1;
    const inner: string[] = [];
    for (; cursor.at < cursor.lines.length; cursor.at += 1) {
      const line = cursor.lines[cursor.at] ?? '';
      const isInside = line.startsWith(' '.repeat(indent + 2));
      const isBlankInside =
        line.trim() === '' && (cursor.lines[cursor.at + 1] ?? '').startsWith(' '.repeat(indent + 2));
      if (!isInside && !isBlankInside) break;
      inner.push(line.slice(indent + 2));
    }
    // Lines that merely go on belong to the item's own sentence.
    let text = found.text ?? '';
    while (inner[0] !== undefined && inner[0].trim() !== '' && !startsBlock({ lines: inner, at: 0 }))
      text += `\n${inner.shift()?.trim()}`;
    const more = inner.length > 0 ? blocks({ lines: inner, at: 0 }, depth + 1) : '';
    markup += `<li>${item(text)}${more}</li>`;
  }
  return `<${tag}>${markup}</${tag}>`;
}

function startsBlock(cursor: Cursor): boolean {
  const line = cursor.lines[cursor.at] ?? '';
  const isTable = line.includes('|') && DIVIDER.test(cursor.lines[cursor.at + 1] ?? '');
  return isTable || [FENCE, HEADING, ITEM, RULE, DETAILS, SUMMARY, /^ {0,3}>/].some((pattern) => pattern.test(line));
}

function paragraph(cursor: Cursor): string {
  const lines: string[] = [cursor.lines[cursor.at] ?? ''];
  cursor.at += 1;
  for (; (cursor.lines[cursor.at] ?? '').trim() !== '' && !startsBlock(cursor); cursor.at += 1) {
    lines.push(cursor.lines[cursor.at] ?? '');
  }
  return `<p>${renderInline(lines.map((line) => line.trimStart()).join('\n'))}</p>`;
}

/** `<details>` and `<summary>` on lines of their own, counted, so that no page is left with one open. */
function details(cursor: Cursor, depth: number): string {
  const isOpen = DETAILS.exec(cursor.lines[cursor.at] ?? '')?.groups?.open !== undefined;
  const inner: string[] = [];
  let level = 1;
  cursor.at += 1;
  for (; cursor.at < cursor.lines.length; cursor.at += 1) {
    const line = cursor.lines[cursor.at] ?? '';
    const tag = DETAILS.exec(line)?.groups;
    if (tag) level += tag.slash ? -1 : 1;
    if (level === 0) break;
    inner.push(line);
  }
  cursor.at += 1;
  return `<details${isOpen ? ' open' : ''}>${blocks({ lines: inner, at: 0 }, depth + 1)}</details>`;
}

function block(cursor: Cursor, depth: number): string {
  const line = cursor.lines[cursor.at] ?? '';
  const fenced = FENCE.exec(line)?.groups;
  if (fenced) return fence(cursor, fenced.mark ?? '```');
  if (line.includes('|') && DIVIDER.test(cursor.lines[cursor.at + 1] ?? '')) return table(cursor);
  const isDeep = depth >= DEPTH_MAX;
  if (!isDeep && /^ {0,3}>/.test(line)) return quote(cursor, depth);
  if (!isDeep && ITEM.test(line) && !RULE.test(line)) return list(cursor, depth);
  const tag = DETAILS.exec(line)?.groups;
  if (tag && !tag.slash && !isDeep) return details(cursor, depth);
  const heading = HEADING.exec(line)?.groups;
  const summary = SUMMARY.exec(line)?.groups;
  if (!heading && !summary && !tag && !RULE.test(line)) return paragraph(cursor);
  cursor.at += 1;
  if (tag) return '';
  if (summary) return `<summary>${renderInline(summary.text ?? '')}</summary>`;
  if (!heading) return '<hr>';
  const level = heading.marks?.length ?? 1;
  return `<h${level}>${renderInline(heading.text ?? '')}</h${level}>`;
}

function blocks(cursor: Cursor, depth: number): string {
  let markup = '';
  while (cursor.at < cursor.lines.length) {
    if ((cursor.lines[cursor.at] ?? '').trim() === '') cursor.at += 1;
    else markup += block(cursor, depth);
  }
  return markup;
}

/** Markdown as GitHub would show it, as far as an App's reports need: headings, tables, lists, code, quotes, links. All else is text. */
export function renderMarkdown(source: string): Html {
  const lines = source
    .replace(/<!--.*?(?:-->|$)/gs, '')
    .replaceAll('\r\n', '\n')
    // Reports like to write <details><summary>…</summary> on one line.
    .replace(/(?<tag><\/?details(?: open)?>)(?=[^\n])/gi, '$<tag>\n')
    .split('\n');
  return trusted(`<div class="markdown">${blocks({ lines, at: 0 }, 0)}</div>`);
}
