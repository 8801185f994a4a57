import { type ParseError, type Span, splitLines } from './lines.ts';

export interface IniEntry extends Span {
  /** '' before the first section. */
  section: string;
  key: string;
  /** Continuation lines are joined by newlines; null for a bare key. */
  value: string | null;
}

export interface IniFile {
  sections: { name: string; line: number }[];
  entries: IniEntry[];
  errors: ParseError[];
}

const errorsMax = 50;

/** Reads INI files: setup.cfg, tox.ini, supervisord.conf, php.ini, alembic.ini, systemd units. Never throws. */
export function parseIni(text: string): IniFile {
  const file: IniFile = { sections: [], entries: [], errors: [] };
  let section = '';
  let parts: string[] | null = null;
  for (const [index, raw] of splitLines(text).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const last = file.entries.at(-1);
    if (last && parts && isContinuation(raw, parts)) {
      parts.push(line);
      last.endLine = index + 1;
      continue;
    }
    closeEntry(file, parts);
    parts = null;
    if (line.startsWith('[')) {
      const end = line.lastIndexOf(']');
      section = line.slice(1, end === -1 ? undefined : end).trim();
      file.sections.push({ name: section, line: index + 1 });
      if (end === -1 && file.errors.length < errorsMax) {
        file.errors.push({ message: 'A section is not closed', line: index + 1 });
      }
      continue;
    }
    const entry = readEntry(line, section, index + 1);
    file.entries.push(entry);
    if (entry.value !== null) parts = [entry.value];
  }
  closeEntry(file, parts);
  return file;
}

/** Python's INI goes on by indentation, systemd's by a backslash. */
function isContinuation(raw: string, parts: string[]): boolean {
  return raw.startsWith(' ') || raw.startsWith('\t') || (parts.at(-1)?.endsWith('\\') ?? false);
}

function closeEntry(file: IniFile, parts: string[] | null): void {
  const last = file.entries.at(-1);
  if (!last || parts === null) return;
  const joined = parts.map((part) => (part.endsWith('\\') ? part.slice(0, -1).trimEnd() : part));
  last.value = joined.join('\n').trim();
}

function readEntry(line: string, section: string, number: number): IniEntry {
  const equals = line.indexOf('=');
  const colon = line.indexOf(':');
  const at = equals === -1 ? colon : colon === -1 ? equals : Math.min(equals, colon);
  const span = { startLine: number, endLine: number };
  if (at === -1) return { section, key: line, value: null, ...span };
  return { section, key: line.slice(0, at).trim(), value: unquote(withoutComment(line.slice(at + 1).trim())), ...span };
}

/** A comment after a value needs white space before its sign: `;` and `#` are common in values. */
function withoutComment(value: string): string {
  for (const sign of [' ;', ' #', '\t;', '\t#']) {
    const at = value.indexOf(sign);
    if (at !== -1) return value.slice(0, at).trimEnd();
  }
  return value;
}

function unquote(value: string): string {
  const quote = value[0];
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return isQuoted && value.indexOf(quote, 1) === value.length - 1 ? value.slice(1, -1) : value;
}
