import { indexLines, type ParseError, type Span } from './lines.ts';
import { readVariable } from './variables.ts';

export interface ShellWord {
  /** Quotes and escapes removed; variables and substitutions stay as written. */
  text: string;
  /** As written. */
  raw: string;
  line: number;
  /** True where any part is quoted. */
  quoted: boolean;
  /** Names of the variables that are expanded in it. */
  variables: string[];
  /** What stands in `$(…)`, backticks and `<(…)`, with the line where it starts. */
  substitutions: { text: string; line: number }[];
}

export interface ShellHeredoc extends Span {
  text: string;
  /** The line of the closing delimiter; the last line of the body where there is none. */
  closingLine: number;
  expands: boolean;
}

export type ShellToken =
  | { type: 'word'; word: ShellWord; end: number }
  | { type: 'operator'; operator: string; line: number; start: number }
  | { type: 'newline'; line: number };

export interface ShellTokens {
  tokens: ShellToken[];
  /** By the index of the token that is the heredoc's delimiter. */
  heredocs: Map<number, ShellHeredoc>;
  errors: ParseError[];
}

interface Cursor {
  text: string;
  at: number;
  lineAt(offset: number): number;
  errors: ParseError[];
}

interface PendingHeredoc {
  tokenIndex: number;
  delimiter: string;
  stripsTabs: boolean;
  expands: boolean;
}

const operators = [
  '<<<',
  '<<-',
  '&>>',
  ';;&',
  '&&',
  '||',
  ';;',
  ';&',
  '|&',
  '<<',
  '>>',
  '>&',
  '<&',
  '&>',
  '>|',
  '<>',
  '|',
  '&',
  ';',
  '(',
  ')',
  '<',
  '>',
];
const operatorStarts = '|&;()<>';
// Only the blanks that the lexer skips: a no-break space or a form feed is part of a word.
const plainEnd = /[ \t\r\n|&;()<>"'`\\$]/g;

/** Splits shell text into words, operators and newlines; `line` is the line of its first character. Linear; never throws. */
export function lexShell(text: string, line: number): ShellTokens {
  const index = indexLines(text);
  const errors: ParseError[] = [];
  const cursor: Cursor = { text, at: 0, lineAt: (offset) => index.lineAt(offset) + line - 1, errors };
  const result: ShellTokens = { tokens: [], heredocs: new Map(), errors };
  let pending: PendingHeredoc[] = [];
  let heredocOperator: string | null = null;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? '';
    if (character === '\n') {
      result.tokens.push({ type: 'newline', line: cursor.lineAt(cursor.at) });
      cursor.at += 1;
      readHeredocs(cursor, pending, result);
      pending = [];
    } else if (character === ' ' || character === '\t' || character === '\r') cursor.at += 1;
    else if (character === '\\' && isLineEnd(text, cursor.at + 1)) cursor.at += text[cursor.at + 1] === '\r' ? 3 : 2;
    else if (character === '#') skipComment(cursor);
    else if (operatorStarts.includes(character) && !startsProcessSubstitution(text, cursor.at)) {
      const operator = operatorAt(text, cursor.at);
      heredocOperator = operator === '<<' || operator === '<<-' ? operator : null;
      result.tokens.push({ type: 'operator', operator, line: cursor.lineAt(cursor.at), start: cursor.at });
      cursor.at += operator.length;
    } else {
      const word = readWord(cursor);
      result.tokens.push({ type: 'word', word, end: cursor.at });
      if (heredocOperator !== null) {
        const stripsTabs = heredocOperator === '<<-';
        pending.push({ tokenIndex: result.tokens.length - 1, delimiter: word.text, stripsTabs, expands: !word.quoted });
        heredocOperator = null;
      }
    }
  }
  return result;
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}

function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf('\n', cursor.at);
  cursor.at = end === -1 ? cursor.text.length : end;
}

function startsProcessSubstitution(text: string, at: number): boolean {
  return (text[at] === '<' || text[at] === '>') && text[at + 1] === '(';
}

function operatorAt(text: string, at: number): string {
  return operators.find((operator) => text.startsWith(operator, at)) ?? text[at] ?? '';
}

function readHeredocs(cursor: Cursor, pending: PendingHeredoc[], result: ShellTokens): void {
  for (const heredoc of pending) {
    const start = cursor.at;
    const startLine = cursor.lineAt(start);
    let bodyEnd = cursor.text.length;
    let found = false;
    while (cursor.at < cursor.text.length && !found) {
      const newline = cursor.text.indexOf('\n', cursor.at);
      const end = newline === -1 ? cursor.text.length : newline;
      found = isDelimiter(cursor.text, cursor.at, end, heredoc);
      if (found) bodyEnd = cursor.at;
      cursor.at = Math.min(cursor.text.length, end + 1);
    }
    if (!found) cursor.errors.push({ message: 'A heredoc has no end', line: startLine });
    const text = cursor.text.slice(start, Math.max(start, bodyEnd - (found ? 1 : 0)));
    const endLine = Math.max(startLine, cursor.lineAt(Math.max(start, bodyEnd - 1)));
    const closingLine = found ? cursor.lineAt(bodyEnd) : endLine;
    result.heredocs.set(heredoc.tokenIndex, { text, expands: heredoc.expands, startLine, endLine, closingLine });
  }
}

function isDelimiter(text: string, start: number, end: number, heredoc: PendingHeredoc): boolean {
  let from = start;
  if (heredoc.stripsTabs) while (from < end && text[from] === '\t') from += 1;
  const to = text[end - 1] === '\r' ? end - 1 : end;
  return to - from === heredoc.delimiter.length && text.startsWith(heredoc.delimiter, from);
}

function readWord(cursor: Cursor): ShellWord {
  const start = cursor.at;
  const word: ShellWord = {
    text: '',
    raw: '',
    line: cursor.lineAt(start),
    quoted: false,
    variables: [],
    substitutions: [],
  };
  const pieces: string[] = [];
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at] ?? '';
    if (character === "'") readSingleQuoted(cursor, word, pieces);
    else if (character === '"') readDoubleQuoted(cursor, word, pieces);
    else if (character === '\\') readEscape(cursor, pieces, false);
    else if (character === '$' || character === '`') readExpansion(cursor, word, pieces);
    else if (startsProcessSubstitution(cursor.text, cursor.at)) readSubstitution(cursor, word, pieces, 2);
    else {
      plainEnd.lastIndex = cursor.at;
      const end = plainEnd.exec(cursor.text)?.index ?? cursor.text.length;
      if (end === cursor.at) break;
      pieces.push(cursor.text.slice(cursor.at, end));
      cursor.at = end;
    }
  }
  word.text = pieces.join('');
  word.raw = cursor.text.slice(start, cursor.at);
  return word;
}

function readSingleQuoted(cursor: Cursor, word: ShellWord, pieces: string[]): void {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end === -1) cursor.errors.push({ message: 'A quote is not closed', line: cursor.lineAt(cursor.at) });
  const close = end === -1 ? cursor.text.length : end;
  pieces.push(cursor.text.slice(cursor.at + 1, close));
  word.quoted = true;
  cursor.at = Math.min(cursor.text.length, close + 1);
}

function readDoubleQuoted(cursor: Cursor, word: ShellWord, pieces: string[]): void {
  const start = cursor.at;
  word.quoted = true;
  cursor.at += 1;
  const stop = /["\\$`]/g;
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at] ?? '';
    if (character === '"') {
      cursor.at += 1;
      return;
    }
    if (character === '\\') readEscape(cursor, pieces, true);
    else if (character === '$' || character === '`') readExpansion(cursor, word, pieces);
    else {
      stop.lastIndex = cursor.at;
      const end = stop.exec(cursor.text)?.index ?? cursor.text.length;
      pieces.push(cursor.text.slice(cursor.at, end));
      cursor.at = end;
    }
  }
  cursor.errors.push({ message: 'A quote is not closed', line: cursor.lineAt(start) });
}

function readEscape(cursor: Cursor, pieces: string[], inQuotes: boolean): void {
  const next = cursor.text[cursor.at + 1] ?? '';
  if (isLineEnd(cursor.text, cursor.at + 1)) {
    cursor.at += next === '\r' ? 3 : 2;
    return;
  }
  pieces.push(inQuotes && !'"\\$`'.includes(next) ? `\\${next}` : next);
  cursor.at = Math.min(cursor.text.length, cursor.at + 2);
}

function readExpansion(cursor: Cursor, word: ShellWord, pieces: string[]): void {
  const { text, at } = cursor;
  if (text[at] === '`') {
    let end = at + 1;
    while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
    word.substitutions.push({ text: text.slice(at + 1, end), line: cursor.lineAt(at) });
    cursor.at = Math.min(text.length, end + 1);
    pieces.push(text.slice(at, cursor.at));
    return;
  }
  if (text[at + 1] === '(') {
    readSubstitution(cursor, word, pieces, 2);
    return;
  }
  const name = variableName(text, at);
  if (name !== '') word.variables.push(name);
  if (text[at + 1] === '{') cursor.at = closingOffset(text, at + 1, '{', '}');
  else cursor.at = at + 1 + (name.length || (/[@*#?$!0-9-]/.test(text[at + 1] ?? '') ? 1 : 0));
  pieces.push(text.slice(at, cursor.at));
}

function variableName(text: string, at: number): string {
  const start = text[at + 1] === '{' ? at + 2 : at + 1;
  return readVariable(`$${text.slice(start, start + 100)}`, 0)?.name ?? '';
}

/** `$(…)` and `<(…)`; arithmetic `$((…))` is no command. */
function readSubstitution(cursor: Cursor, word: ShellWord, pieces: string[], opening: number): void {
  const { text, at } = cursor;
  cursor.at = closingOffset(text, at + 1, '(', ')');
  const isArithmetic = text[at] === '$' && text[at + opening] === '(';
  if (!isArithmetic) {
    word.substitutions.push({
      text: text.slice(at + opening, Math.max(at + opening, cursor.at - 1)),
      line: cursor.lineAt(at),
    });
  }
  pieces.push(text.slice(at, cursor.at));
}

/** The offset after the bracket that closes the one at `start`, or the end of the text. Quotes inside are skipped. */
function closingOffset(text: string, start: number, open: string, close: string): number {
  const contexts: string[] = [];
  for (let index = start; index < text.length; index += 1) {
    const character = text[index] ?? '';
    const inQuotes = contexts.at(-1) === '"';
    if (character === '\\') index += 1;
    else if (character === '"') inQuotes ? contexts.pop() : contexts.push('"');
    else if (character === "'" && !inQuotes && open === '(') {
      const end = text.indexOf("'", index + 1);
      if (end === -1) return text.length;
      index = end;
    } else if (character === open && (!inQuotes || text[index - 1] === '$')) contexts.push(close);
    else if (character === close && contexts.at(-1) === close) {
      contexts.pop();
      if (contexts.length === 0) return index + 1;
    }
  }
  return text.length;
}
