import type { DataNode } from './data-node.ts';

export interface HelmReference {
  /** `image.tag` of `.Values.image.tag`. */
  path: string[];
  line: number;
  /** Its value in values.yaml, or null where it has none. */
  node: DataNode | null;
}

export interface RenderedHelm {
  /** As many lines as the template; read it with `parseYaml`. */
  text: string;
  references: HelmReference[];
}

export interface HelmContext {
  /** The root of values.yaml. */
  values: DataNode | null;
  chartName: string;
  appVersion: string;
}

/** Stands where a template action has no static value. */
export const helmPlaceholder = 'HELM_VALUE';

const valuesForm = /\.Values(?<path>(?:\.[A-Za-z_][\w-]{0,80}){1,15})/g;
const defaultForm =
  /\bdefault[ \t]+(?:"(?<text>[^"]{0,200})"|(?<word>[\w.-]{1,80}))|\|[ \t]*default[ \t]+(?:"(?<text2>[^"]{0,200})"|(?<word2>[\w.-]{1,80}))/;
const controlForm =
  /^(?:if|else|end|range|with|define|template|block|include|fail|tpl|break|continue|required)\b|^\$|^\/\*|^-?\/\*/;
const actionLengthMax = 4_000;
const valueLengthMax = 20_000;

/** Replaces the actions of a Helm template by their values from values.yaml where that is plain to see, else by a placeholder. Lines stay. */
export function renderHelm(template: string, context: HelmContext): RenderedHelm {
  const references: HelmReference[] = [];
  const pieces: string[] = [];
  let plain = 0;
  let line = 1;
  let counted = 0;
  for (let at = template.indexOf('{{'); at !== -1; at = template.indexOf('{{', plain)) {
    const close = template.indexOf('}}', at + 2);
    if (close === -1) break;
    line += newlinesBetween(template, counted, at);
    counted = at;
    pieces.push(template.slice(plain, at));
    const source = template.slice(at + 2, close);
    pieces.push(renderAction(template, source, at, close + 2, line, context, references));
    plain = close + 2;
  }
  pieces.push(template.slice(plain));
  return { text: pieces.join(''), references };
}

function renderAction(
  template: string,
  source: string,
  start: number,
  end: number,
  line: number,
  context: HelmContext,
  references: HelmReference[],
): string {
  const newlines = '\n'.repeat(newlinesBetween(source, 0, source.length));
  const action = source.replace(/^-/, '').replace(/-$/, '').trim();
  if (action.length > actionLengthMax) return newlines;
  const used = [...action.matchAll(valuesForm)].map((match): HelmReference => {
    const path = (match.groups?.path ?? '').slice(1).split('.');
    return { path, line, node: context.values?.get(...path) ?? null };
  });
  references.push(...used);
  if (controlForm.test(action) && !/^(?:include|tpl|required)\b/.test(action)) return newlines;
  const aloneOnLine = isAloneOnLine(template, start, end);
  if (action.startsWith('include') || action.startsWith('tpl')) return (aloneOnLine ? '' : helmPlaceholder) + newlines;
  const isBlock = /\b(?:toYaml|nindent|indent)\b/.test(action);
  if (isBlock) return (used[0]?.node ? flowOf(used[0].node, 0) : aloneOnLine ? '' : '{}') + newlines;
  if (action.includes(':=')) return newlines;
  return scalarOf(action, used, context) + newlines;
}

function scalarOf(action: string, used: HelmReference[], context: HelmContext): string {
  const value =
    used.find((reference) => reference.node?.text())?.node?.text() ?? defaultOf(action, context) ?? helmPlaceholder;
  const isQuoted = /\bquote\b|\bsquote\b|\btoJson\b/.test(action);
  return isQuoted ? JSON.stringify(value) : value.replaceAll('\n', ' ').slice(0, valueLengthMax);
}

function defaultOf(action: string, context: HelmContext): string | null {
  if (action.includes('.Chart.AppVersion') && context.appVersion !== '') return context.appVersion;
  if (action.includes('.Chart.Name') && context.chartName !== '') return context.chartName;
  const groups = defaultForm.exec(action)?.groups;
  const text = groups?.text ?? groups?.text2 ?? groups?.word ?? groups?.word2 ?? null;
  return text?.startsWith('.') ? null : text;
}

/** A value as YAML on one line. */
function flowOf(node: DataNode, depth: number): string {
  if (depth > 20) return 'null';
  if (node.kind === 'scalar') return JSON.stringify(node.value);
  if (node.kind === 'list')
    return `[${node
      .items()
      .slice(0, 200)
      .map((item) => flowOf(item, depth + 1))
      .join(', ')}]`;
  const entries = node.entries().slice(0, 200);
  return `{${entries.map((entry) => `${JSON.stringify(entry.key)}: ${flowOf(entry.node, depth + 1)}`).join(', ')}}`;
}

function isAloneOnLine(template: string, start: number, end: number): boolean {
  const lineStart = template.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = template.indexOf('\n', end);
  const before = start - lineStart > 1_000 ? 'x' : template.slice(start === 0 ? 0 : lineStart, start);
  const after = template.slice(end, Math.min(lineEnd === -1 ? template.length : lineEnd, end + 1_000));
  return before.trim() === '' && after.trim() === '';
}

function newlinesBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
