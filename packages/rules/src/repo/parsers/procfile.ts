import { type ParseError, splitLines } from './lines.ts';

export interface ProcfileEntry {
  type: string;
  command: string;
  line: number;
}

export interface Procfile {
  entries: ProcfileEntry[];
  errors: ParseError[];
}

const entryForm = /^(?<type>[A-Za-z0-9_-]+)[ \t]*:/;
const errorsMax = 50;

/** Reads `type: command` lines. Never throws. */
export function parseProcfile(text: string): Procfile {
  const file: Procfile = { entries: [], errors: [] };
  for (const [index, raw] of splitLines(text).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = entryForm.exec(line.slice(0, 300));
    const command = match ? line.slice(match[0].length).trim() : '';
    if (match?.groups && command !== '') file.entries.push({ type: match.groups.type ?? '', command, line: index + 1 });
    else if (file.errors.length < errorsMax) file.errors.push({ message: 'Not a process type', line: index + 1 });
  }
  return file;
}
