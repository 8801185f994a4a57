import { type ParseError, type Span, splitLines } from './lines.ts';

export interface EnvAssignment extends Span {
  name: string;
  /** Quotes and an inline comment removed; null for a bare name without `=`. */
  value: string | null;
  quote: '' | '"' | "'";
}

export interface EnvFile {
  assignments: EnvAssignment[];
  /** `# NAME=value`: documented, not in force. */
  commented: EnvAssignment[];
  errors: ParseError[];
}

/** A quoted value may span lines, up to this many. */
const quotedLinesMax = 100;
const nameForm = /^(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(?<sign>=|:[ \t]|$)/;
const commentedForm = /^#+[ \t]*(?<name>[A-Z][A-Z0-9_]*)=/;

/** Reads a `.env` file or template. Never throws; a line that is no assignment is an error. */
export function parseEnvFile(text: string): EnvFile {
  const lines = splitLines(text);
  const file: EnvFile = { assignments: [], commented: [], errors: [] };
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      const assignment = commentedForm.test(line.slice(0, 500)) ? readCommented(line, index + 1) : null;
      if (assignment) file.commented.push(assignment);
      continue;
    }
    const match = nameForm.exec(line.slice(0, 1_000));
    if (!match?.groups) {
      file.errors.push({ message: 'Not an assignment', line: index + 1 });
      continue;
    }
    const name = match.groups.name ?? '';
    const rest = match.groups.sign === '' ? null : line.slice(match[0].length).trimStart();
    const assignment = readValue(name, rest, lines, index);
    file.assignments.push(assignment);
    index = assignment.endLine - 1;
  }
  return file;
}

function readCommented(line: string, number: number): EnvAssignment | null {
  const match = commentedForm.exec(line.slice(0, 500));
  const rest = line.slice(match?.[0].length ?? 0).trim();
  return match?.groups ? { ...readValue(match.groups.name ?? '', rest, [], number - 1), endLine: number } : null;
}

function readValue(name: string, rest: string | null, lines: string[], index: number): EnvAssignment {
  const span = { startLine: index + 1, endLine: index + 1 };
  if (rest === null) return { name, value: null, quote: '', ...span };
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    const quoted = readQuoted(rest, quote, lines, index);
    if (quoted !== null) return { name, value: quoted.value, quote, startLine: index + 1, endLine: quoted.endLine };
  }
  return { name, value: withoutComment(rest), quote: '', ...span };
}

function readQuoted(
  rest: string,
  quote: string,
  lines: string[],
  index: number,
): { value: string; endLine: number } | null {
  const parts: string[] = [];
  const limit = Math.min(lines.length, index + quotedLinesMax);
  for (let at = index, part = rest.slice(1); ; part = lines[at] ?? '') {
    const end = closingQuote(part, quote);
    if (end !== -1) {
      parts.push(part.slice(0, end));
      const value = parts.join('\n');
      return { value: quote === '"' ? unescapeQuoted(value) : value, endLine: at + 1 };
    }
    parts.push(part);
    at += 1;
    // A value that is never closed is only what stands on its own line.
    if (at >= limit) return null;
  }
}

function closingQuote(text: string, quote: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\' && quote === '"') index += 1;
    else if (text[index] === quote) return index;
  }
  return -1;
}

function unescapeQuoted(text: string): string {
  return text.replace(/\\(?<character>["\\$nrt])/g, (_, character: string) => {
    return character === 'n' ? '\n' : character === 'r' ? '\r' : character === 't' ? '\t' : character;
  });
}

function withoutComment(text: string): string {
  if (text.startsWith('#')) return '';
  let at = text.indexOf('#');
  while (at !== -1) {
    const before = text[at - 1];
    if (before === ' ' || before === '\t') return text.slice(0, at).trimEnd();
    at = text.indexOf('#', at + 1);
  }
  return text.trimEnd();
}
