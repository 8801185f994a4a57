import { lastIndexAtOrBefore, type ParseError, type Span, splitLines } from './lines.ts';

export interface DockerWord {
  /** Quotes and escapes removed; variables stay as written. */
  text: string;
  /** As written. */
  raw: string;
  line: number;
}

export interface DockerHeredoc extends Span {
  delimiter: string;
  /** The lines between the opening line and the delimiter. */
  text: string;
  /** False where the delimiter is quoted. */
  expands: boolean;
}

/** One instruction with its continuation lines joined, before its meaning is read. */
export interface LogicalLine extends Span {
  text: string;
  /** As `text`, but each continuation is `\` and a newline, so that a shell parser sees the lines of the file. */
  shellText: string;
  heredocs: DockerHeredoc[];
  lineAt(offset: number): number;
}

export interface LogicalLines {
  escapeCharacter: string;
  directives: Map<string, string>;
  lines: LogicalLine[];
  errors: ParseError[];
}

const directiveForm = /^#\s*(?<name>[A-Za-z]+)\s*=\s*(?<value>\S+)\s*$/;
const heredocKeyword = /^\s*(?:onbuild\s+)?(?:run|copy|add)\s/i;

/** Splits a Dockerfile into logical lines: parser directives, comments, continuations and heredocs are dealt with here. */
export function readLogicalLines(source: string): LogicalLines {
  const lines = splitLines(source);
  const { directives, next } = readDirectives(lines);
  const escapeCharacter = directives.get('escape') === '`' ? '`' : '\\';
  const result: LogicalLines = { escapeCharacter, directives, lines: [], errors: [] };
  let index = next;
  while (index < lines.length) {
    const line = (lines[index] ?? '').trim();
    if (line === '' || line.startsWith('#')) index += 1;
    else index = readLogicalLine(lines, index, escapeCharacter, result);
  }
  return result;
}

function readDirectives(lines: string[]): { directives: Map<string, string>; next: number } {
  const directives = new Map<string, string>();
  let next = 0;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const match = line.length < 500 ? directiveForm.exec(line) : null;
    if (!match?.groups) break;
    directives.set((match.groups.name ?? '').toLowerCase(), match.groups.value ?? '');
  }
  return { directives, next };
}

function readLogicalLine(lines: string[], start: number, escapeCharacter: string, result: LogicalLines): number {
  const parts: string[] = [];
  const offsets: number[] = [];
  const partLines: number[] = [];
  const shellParts: string[] = [];
  let length = 0;
  let index = start;
  let lastLine = start;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const trimmed = line.trim();
    if (index > start && (trimmed === '' || trimmed.startsWith('#'))) {
      shellParts.push('');
      continue;
    }
    const end = line.trimEnd();
    const continues = end.endsWith(escapeCharacter);
    const content = continues ? end.slice(0, -1) : line;
    offsets.push(length);
    partLines.push(index + 1);
    parts.push(content);
    shellParts.push(content);
    length += content.length;
    lastLine = index;
    if (!continues) break;
  }
  const text = parts.join('');
  const logical: LogicalLine = {
    startLine: start + 1,
    endLine: lastLine + 1,
    text,
    shellText: shellParts.slice(0, lastLine - start + 1).join('\\\n'),
    heredocs: [],
    lineAt: (offset) => partLines[lastIndexAtOrBefore(offsets, offset)] ?? start + 1,
  };
  result.lines.push(logical);
  const next = Math.min(index, lines.length - 1) + 1;
  return heredocKeyword.test(text.slice(0, 200)) ? readHeredocs(lines, next, logical, escapeCharacter, result) : next;
}

function readHeredocs(
  lines: string[],
  start: number,
  logical: LogicalLine,
  escapeCharacter: string,
  result: LogicalLines,
): number {
  let index = start;
  for (const opening of heredocOpenings(logical.text, escapeCharacter)) {
    const first = index;
    while (index < lines.length && !endsHeredoc(lines[index] ?? '', opening)) index += 1;
    if (index >= lines.length) {
      result.errors.push({ message: 'A heredoc has no end', line: logical.startLine });
    }
    const body = lines.slice(first, index);
    logical.heredocs.push({
      delimiter: opening.delimiter,
      expands: opening.expands,
      text: body.join('\n'),
      startLine: Math.min(first, lines.length - 1) + 1,
      endLine: Math.max(Math.min(first, lines.length - 1), index - 1) + 1,
    });
    index = Math.min(index + 1, lines.length);
    logical.endLine = Math.max(logical.endLine, index);
    if (index >= lines.length) break;
  }
  return index;
}

interface HeredocOpening {
  delimiter: string;
  expands: boolean;
  stripsTabs: boolean;
}

const heredocForm = /^\d*<<(?<dash>-?)(?<quote>["']?)(?<name>[A-Za-z0-9_./]+)\k<quote>/;

function heredocOpenings(text: string, escapeCharacter: string): HeredocOpening[] {
  const openings: HeredocOpening[] = [];
  if (!text.includes('<<')) return openings;
  for (const word of splitDockerWords(text, escapeCharacter, () => 0)) {
    const match = heredocForm.exec(word.raw.slice(0, 200));
    if (!match?.groups) continue;
    openings.push({
      delimiter: match.groups.name ?? '',
      expands: match.groups.quote === '',
      stripsTabs: match.groups.dash === '-',
    });
  }
  return openings;
}

function endsHeredoc(line: string, opening: HeredocOpening): boolean {
  if (line === opening.delimiter) return true;
  if (!opening.stripsTabs || line.length > opening.delimiter.length + 1_000) return false;
  return line.replace(/^\t+/, '') === opening.delimiter;
}

/** Splits at white space outside quotes. `lineAt` gives the line of an offset of the text. */
export function splitDockerWords(
  text: string,
  escapeCharacter: string,
  lineAt: (offset: number) => number,
): DockerWord[] {
  const words: DockerWord[] = [];
  let index = 0;
  while (index < text.length) {
    if (isSpace(text.charCodeAt(index))) {
      index += 1;
      continue;
    }
    const start = index;
    let quote = '';
    const pieces: string[] = [];
    let plain = start;
    for (; index < text.length; index += 1) {
      const character = text[index] ?? '';
      if (character === escapeCharacter && quote !== "'" && index + 1 < text.length) {
        const following = text[index + 1] ?? '';
        if (quote === '' || following === quote || following === escapeCharacter) {
          pieces.push(text.slice(plain, index), following);
          index += 1;
          plain = index + 1;
        }
      } else if (quote !== '') {
        if (character === quote) {
          pieces.push(text.slice(plain, index));
          plain = index + 1;
          quote = '';
        }
      } else if (character === '"' || character === "'") {
        pieces.push(text.slice(plain, index));
        plain = index + 1;
        quote = character;
      } else if (isSpace(character.charCodeAt(0))) break;
    }
    pieces.push(text.slice(plain, Math.min(index, text.length)));
    words.push({ text: pieces.join(''), raw: text.slice(start, index), line: lineAt(start) });
  }
  return words;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
