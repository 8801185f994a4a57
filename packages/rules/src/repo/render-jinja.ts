/** What a template's variable is taken to be; null leaves the expression as it is written. */
export type TemplateValue = (expression: string) => string | null;

const opening = /\{\{|\{%|\{#/g;
const closings: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };
const TAG_LENGTH_MAX = 4_000;

/**
 * A Jinja template as the text that it gives: values filled in, statements and comments blanked, both branches of a condition kept (of one within a
 * line the first that holds something). Lines stay where they are. Linear in the text; what is no template comes back as it is.
 */
export function renderJinja(text: string, valueFor: TemplateValue): string {
  const pieces: string[] = [];
  let plain = 0;
  /** Where in `pieces` the branch of a condition began that may end on the same line. */
  let branch: { line: number; from: number; skipping: boolean } | null = null;
  let line = 0;
  let counted = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const at = match.index;
    const mark = match[0];
    const close = text.indexOf(closings[mark] ?? '}}', at + 2);
    if (close < 0) break;
    const end = close + 2;
    const inner = text.slice(at + 2, close);
    const breaks = '\n'.repeat(newlines(inner, 0, inner.length));
    opening.lastIndex = end;
    // `${{ … }}` is GitHub's own; something very long between brackets is no tag.
    if ((mark === '{{' && text[at - 1] === '$') || inner.length > TAG_LENGTH_MAX) continue;
    line += newlines(text, counted, at);
    counted = at;
    if (!(branch?.skipping && branch.line === line)) pieces.push(text.slice(plain, at));
    plain = end;
    if (mark === '{{') {
      if (!(branch?.skipping && branch.line === line)) {
        const value = valueFor(trimmed(inner));
        pieces.push(value === null ? text.slice(at, end) : value + breaks);
      } else pieces.push(breaks);
      continue;
    }
    pieces.push(breaks);
    if (mark === '{#') continue;
    const word = /^\w+/.exec(trimmed(inner))?.[0];
    if (word === 'raw') {
      const stop = endOfRaw(text, end);
      pieces.push(text.slice(end, stop.start));
      plain = stop.end;
      opening.lastIndex = stop.end;
    } else if (word === 'if') {
      branch = { line, from: pieces.length, skipping: false };
    } else if ((word === 'else' || word === 'elif') && branch?.line === line && !branch.skipping) {
      branch.skipping = pieces.slice(branch.from).join('').trim() !== '';
      branch.from = pieces.length;
    } else if (word === 'endif') branch = null;
  }
  pieces.push(text.slice(plain));
  return pieces.join('');
}

/** Between `raw` and `endraw` nothing is a tag. */
function endOfRaw(text: string, from: number): { start: number; end: number } {
  const tag = /\{%[-+]?\s{0,20}endraw\s{0,20}[-+]?%\}/g;
  tag.lastIndex = from;
  const match = tag.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : { start: text.length, end: text.length };
}

function trimmed(inner: string): string {
  return inner.replace(/^[-+]/, '').replace(/[-+]$/, '').trim();
}

function newlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
