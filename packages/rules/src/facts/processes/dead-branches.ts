import type { Repo } from '../../repo/repo.ts';
import type { EnvironmentEntry, ProcessStep } from '../processes-fact.ts';

/** Values by name; `undefined` is not set, null is set to something that is not known. */
type Values = (name: string) => string | null | undefined;

/** Set by platforms and images, whatever the repository says. */
const PROVIDED =
  /^(?:PORT|HOST|HOSTNAME|HOME|PATH|PWD|USER|DYNO|K_SERVICE|KUBERNETES_\w+|FLY_\w+|RAILWAY_\w+|RENDER\w*|AWS_\w+|ECS_\w+|CI)$/;

/**
 * Leaves out the steps behind a test that the values in force do not pass: the default of a variable that no deploy file sets counts,
 * and so do the arguments of the start (`if [ "$1" = "migrate" ]`). What can not be decided stays.
 */
export function withoutDeadBranches(
  repo: Repo,
  steps: readonly ProcessStep[],
  args: readonly string[] | null,
  environment: readonly EnvironmentEntry[],
): ProcessStep[] {
  if (!steps.some((step) => step.command.conditional)) return [...steps];
  const given = new Map(environment.map((entry) => [entry.name, entry.source === 'literal' ? entry.value : null]));
  return steps.filter((step) => {
    const path = step.via.at(-1);
    if (!step.command.conditional || path === undefined || step.place.path !== path) return true;
    const lines = repo.lines(path);
    const values: Values = (name) => {
      if (/^[1@*]$/.test(name))
        return step.via.length === 1 && args && !shifts(lines, step.place.startLine)
          ? name === '1'
            ? args[0]
            : args.join(' ')
          : null;
      if (given.has(name)) return given.get(name);
      const own = assigned(lines, name, step.place.startLine);
      return own === undefined && PROVIDED.test(name) ? null : own;
    };
    return !conditionsOf(lines, step.place.startLine).some(({ text, negated }) => evaluate(text, values) === negated);
  });
}

function shifts(lines: readonly string[], before: number): boolean {
  return lines.slice(0, before - 1).some((line) => /^\s*(?:shift|set\s+--)\b/.test(line));
}

/** What a script's own assignment above makes of a variable: a literal, or its default; null where it is computed; undefined where there is none. */
function assigned(lines: readonly string[], name: string, before: number): string | null | undefined {
  let found: string | null | undefined;
  for (const line of lines.slice(0, before - 1)) {
    const value = new RegExp(`^\\s*(?:export\\s+|readonly\\s+|local\\s+)?${name}=(?<value>.*)$`).exec(line)?.groups
      ?.value;
    const fallback = new RegExp(`^\\s*:\\s+"?\\$\\{${name}:?=(?<value>[^}]*)\\}`).exec(line)?.groups?.value;
    if (fallback !== undefined) found = fallback.replace(/^["']|["']$/g, '');
    if (value === undefined) continue;
    const own = new RegExp(`^["']?\\$\\{${name}:?-(?<value>[^}$]*)\\}["']?\\s*(?:#.*)?$`).exec(value)?.groups?.value;
    const literal = /^(?:"(?<a>[^"$`]*)"|'(?<b>[^']*)'|(?<c>[\w./:-]*))\s*(?:#.*)?$/.exec(value)?.groups;
    found = own ?? literal?.a ?? literal?.b ?? literal?.c ?? null;
  }
  return found;
}

/** The tests that a line of a script stands behind; `negated` in an else branch. */
function conditionsOf(lines: readonly string[], line: number): { text: string; negated: boolean }[] {
  const open: { text: string; negated: boolean }[][] = [];
  for (let index = 0; index < line; index += 1) {
    const text = lines[index] ?? '';
    const test = /^\s*(?<word>if|elif)\s+(?<test>.*?)(?:\s*;\s*then\b.*)?$/.exec(text)?.groups;
    if (test?.word === 'if') {
      if (index < line - 1 || !/\bfi\b/.test(text)) open.push([{ text: test.test ?? '', negated: false }]);
      if (index < line - 1 && /;\s*fi\b/.test(text)) open.pop();
    } else if (test?.word === 'elif' || /^\s*else\b/.test(text)) {
      const last = open.at(-1)?.at(-1);
      if (last) last.negated = true;
      if (test?.word === 'elif') open.at(-1)?.push({ text: test.test ?? '', negated: false });
    } else if (/^\s*fi\b/.test(text)) open.pop();
  }
  const inline = /^\s*(?<test>\[\[?\s.*?\s\]\]?)\s*&&/.exec(lines[line - 1] ?? '')?.groups?.test;
  return [...open.flat(), ...(inline ? [{ text: inline, negated: false }] : [])];
}

/** Whether a test holds; null where that is not known. */
function evaluate(text: string, values: Values): boolean | null {
  if (/\|\|/.test(text) || text.length > 400) return null;
  const parts = text.split(/\s+&&\s+|\s+-a\s+/).map((part) => evaluateOne(part.trim(), values));
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

const WORD = `(?:"[^"]*"|'[^']*'|[^\\s"'\\]]+)`;
const COMPARISON = new RegExp(`^(?<left>${WORD})\\s+(?<operator>==?|!=)\\s+(?<right>${WORD})$`);
const UNARY = new RegExp(`^(?<operator>-n|-z)\\s+(?<word>${WORD})$`);

function evaluateOne(part: string, values: Values): boolean | null {
  const body = /^(?:\[\[?|test)\s+(?<body>.*?)(?:\s+\]\]?)?$/.exec(part)?.groups?.body ?? null;
  if (body === null) return null;
  const unary = UNARY.exec(body)?.groups;
  if (unary?.word) {
    const value = expand(unary.word, values);
    return value === null ? null : (value !== '') === (unary.operator === '-n');
  }
  const pair = COMPARISON.exec(body)?.groups;
  if (!pair?.left || !pair.right) return null;
  const left = expand(pair.left, values);
  const right = expand(pair.right, values);
  if (left === null || right === null || /[*?]/.test(right)) return null;
  return (left === right) === (pair.operator !== '!=');
}

/** A word with its variables filled in; null where one of them is not known. */
function expand(word: string, values: Values): string | null {
  if (word.startsWith("'")) return word.slice(1, -1);
  const text = word.replace(/^"|"$/g, '');
  let unknown = /\$\(|`/.test(text);
  const filled = text.replace(
    /\$(?:\{(?<braced>\w+|[@*])(?:(?<operator>:?[-+])(?<fallback>[^}$]*)|,,|\^\^)?\}|(?<bare>\w+|[@*]))/g,
    (...found) => {
      const groups = found.at(-1) as { braced?: string; operator?: string; fallback?: string; bare?: string };
      const value = values(groups.braced ?? groups.bare ?? '');
      if (value === null) unknown = true;
      if (groups.operator?.endsWith('+')) return value === undefined || value === '' ? '' : (groups.fallback ?? '');
      return value ?? groups.fallback ?? '';
    },
  );
  return unknown || /\$[{@*\w]/.test(filled) ? null : filled;
}
