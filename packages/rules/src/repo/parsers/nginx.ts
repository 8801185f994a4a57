import { indexLines, type LineIndex, type ParseError, type Span } from './lines.ts';

export interface NginxDirective extends Span {
  name: string;
  args: string[];
  /** Null for a simple directive that ends with `;`. */
  block: NginxDirective[] | null;
}

export interface NginxFile {
  directives: NginxDirective[];
  errors: ParseError[];
}

/** Blocks in blocks beyond this are read into the outermost allowed one, so that every walk may recurse. */
const depthMax = 100;
const wordEnds = new Set([' ', '\t', '\r', '\n', '\f', '\v', ';', '{', '}']);

interface Reading {
  index: LineIndex;
  file: NginxFile;
  open: NginxDirective[];
  /** Blocks that are open but too deep to keep. */
  ignoredOpen: number;
  words: { text: string; line: number }[];
}

/** Reads an nginx configuration. Never throws; linear. */
export function parseNginx(text: string): NginxFile {
  const index = indexLines(text);
  const reading: Reading = { index, file: { directives: [], errors: [] }, open: [], ignoredOpen: 0, words: [] };
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === ';') addDirective(reading, null, at);
    else if (character === '{') openBlock(reading, at);
    else if (character === '}') closeBlock(reading, at);
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (!wordEnds.has(character)) {
      const word = readWord(text, at);
      reading.words.push({ text: word.text, line: index.lineAt(at) });
      at = word.end;
      continue;
    }
    at += 1;
  }
  addDirective(reading, null, text.length);
  for (const directive of reading.open) {
    directive.endLine = index.count;
    addError(reading.file, 'A block is not closed', directive.startLine);
  }
  return reading.file;
}

function addDirective(reading: Reading, block: NginxDirective[] | null, at: number): NginxDirective | null {
  const [first, ...rest] = reading.words;
  const endLine = reading.index.lineAt(at);
  reading.words = [];
  if (first === undefined && block === null) return null;
  const startLine = first?.line ?? endLine;
  const directive = { name: first?.text ?? '', args: rest.map((word) => word.text), block, startLine, endLine };
  (reading.open.at(-1)?.block ?? reading.file.directives).push(directive);
  return directive;
}

function openBlock(reading: Reading, at: number): void {
  const directive = reading.open.length < depthMax ? addDirective(reading, [], at) : null;
  reading.words = [];
  if (directive) reading.open.push(directive);
  else reading.ignoredOpen += 1;
}

function closeBlock(reading: Reading, at: number): void {
  addDirective(reading, null, at);
  if (reading.ignoredOpen > 0) {
    reading.ignoredOpen -= 1;
    return;
  }
  const closed = reading.open.pop();
  if (closed) closed.endLine = reading.index.lineAt(at);
  else addError(reading.file, 'A block is closed that was not opened', reading.index.lineAt(at));
}

function addError(file: NginxFile, message: string, line: number): void {
  if (file.errors.length < 50) file.errors.push({ message, line });
}

/** Every directive of a file, the outer ones first. */
export function allNginxDirectives(directives: NginxDirective[]): NginxDirective[] {
  return directives.flatMap((directive) => [directive, ...allNginxDirectives(directive.block ?? [])]);
}

/** A word ends at white space and at signs; `${name}` and what a backslash precedes are part of it. */
function readWord(text: string, start: number): { text: string; end: number } {
  const quote = text[start];
  let end = start;
  if (quote === '"' || quote === "'") {
    end += 1;
    while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
    return { text: text.slice(start + 1, end), end: Math.min(text.length, end + 1) };
  }
  let inVariable = false;
  for (; end < text.length; end += 1) {
    const character = text[end] ?? '';
    if (character === '\\') end += 1;
    else if (character === '{' && text[end - 1] === '$' && end > start) inVariable = true;
    else if (character === '}' && inVariable) inVariable = false;
    else if (wordEnds.has(character)) break;
  }
  return { text: text.slice(start, end), end: Math.min(text.length, Math.max(end, start + 1)) };
}
