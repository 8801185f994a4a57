import { type Span, splitLines } from './lines.ts';

export interface MakeTarget extends Span {
  name: string;
  prerequisites: string[];
  /** Recipe lines without tab and without `@`, `-` and `+`; a line that ends in `\` goes on in the next. Parse each with `parseShell(text, line)`. */
  recipe: { text: string; line: number }[];
}

export interface Makefile {
  targets: MakeTarget[];
  variables: { name: string; value: string; line: number }[];
}

const variableForm = /^(?:export\s+|override\s+)?(?<name>[A-Za-z_][\w.-]{0,100})\s*(?:::?:?|\?|\+|!)?=(?<value>.*)$/;
const lineLengthMax = 4_000;

/** Reads the targets of a Makefile with their commands. Never throws; functions and conditionals are passed over. */
export function parseMakefile(text: string): Makefile {
  const file: Makefile = { targets: [], variables: [] };
  const lines = splitLines(text);
  let current: MakeTarget[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const start = index;
    let line = lines[index] ?? '';
    const parts = [line];
    while (line.endsWith('\\') && index + 1 < lines.length) {
      index += 1;
      line = lines[index] ?? '';
      parts.push(line.startsWith('\t') ? line.slice(1) : line);
    }
    const logical = parts.join('\n');
    const number = start + 1;
    if (logical.startsWith('\t')) {
      for (const target of current) addRecipe(target, logical.slice(1), number, index + 1);
      continue;
    }
    const joined = parts.join(' ').trim();
    if (joined === '' || joined.startsWith('#') || joined.length > lineLengthMax) continue;
    const variable = variableForm.exec(joined)?.groups;
    const target = variable ? null : splitTarget(joined);
    if (variable) {
      file.variables.push({ name: variable.name ?? '', value: (variable.value ?? '').trim(), line: number });
    } else if (target) {
      current = newTargets(target.names, target.rest, number, index + 1);
      file.targets.push(...current);
    }
  }
  return file;
}

/** `names: prerequisites`, also with `::`; null for anything else. */
function splitTarget(line: string): { names: string; rest: string } | null {
  const colon = line.indexOf(':');
  const names = line.slice(0, colon).trim();
  if (colon < 1 || names === '' || names.includes('#') || names.includes('$(')) return null;
  const rest = line.slice(line[colon + 1] === ':' ? colon + 2 : colon + 1);
  return rest.startsWith('=') ? null : { names, rest };
}

function newTargets(names: string, rest: string, startLine: number, endLine: number): MakeTarget[] {
  const [before = '', ...inline] = rest.split(';');
  const prerequisites =
    before
      .split('#', 1)[0]
      ?.split(/\s+/)
      .filter((word) => word !== '') ?? [];
  const command = inline.join(';').trim();
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .slice(0, 50)
    .map((name) => ({
      name,
      prerequisites,
      recipe: command === '' ? [] : [{ text: command, line: startLine }],
      startLine,
      endLine,
    }));
}

function addRecipe(target: MakeTarget, text: string, line: number, endLine: number): void {
  let at = 0;
  while (at < text.length && '@-+ \t'.includes(text[at] ?? '')) at += 1;
  target.endLine = endLine;
  if (at < text.length) target.recipe.push({ text: text.slice(at), line });
}
