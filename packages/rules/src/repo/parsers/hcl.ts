import { endOfExpression, endOfLine, endOfString, heredocAt, skipBlanks } from './hcl-scanner.ts';
import { indexLines, type LineIndex, type ParseError, type Span, stripBom } from './lines.ts';

export interface HclValue extends Span {
  kind: 'string' | 'number' | 'bool' | 'null' | 'list' | 'map' | 'expression';
  /** The content of a string or heredoc, else as written. */
  text: string;
  /** True for expressions and for strings with `${…}`. */
  dynamic: boolean;
  items: HclValue[];
  entries: { key: string; keyLine: number; value: HclValue }[];
}

export interface HclAttribute extends Span {
  name: string;
  value: HclValue;
}

export interface HclBlock extends Span {
  type: string;
  labels: string[];
  attributes: HclAttribute[];
  blocks: HclBlock[];
}

export interface HclFile {
  /** The file as a block without type. */
  body: HclBlock;
  errors: ParseError[];
}

interface Reading {
  text: string;
  index: LineIndex;
  at: number;
  errors: ParseError[];
}

/** Values and blocks nested deeper are kept as text or left out. */
const depthMax = 50;
const nameForm = /[A-Za-z_][\w-]*/y;

/** Reads Terraform and other HCL 2. Never throws; linear; what is no HCL is passed over line by line and becomes an error. */
export function parseHcl(source: string): HclFile {
  const text = stripBom(source);
  const reading: Reading = { text, index: indexLines(text), at: 0, errors: [] };
  const body = newBlock('', [], { startLine: 1, endLine: reading.index.count });
  while (reading.at < text.length) {
    readBody(reading, body, 0);
    // A closing bracket that nothing opened.
    if (reading.at < text.length) {
      addError(reading, 'A block is closed that was not opened');
      reading.at += 1;
    }
  }
  return { body, errors: reading.errors };
}

/** The attribute of this name in a block, or null. */
export function hclAttribute(block: HclBlock, name: string): HclAttribute | null {
  return block.attributes.find((attribute) => attribute.name === name) ?? null;
}

function newBlock(type: string, labels: string[], span: Span): HclBlock {
  return { type, labels, attributes: [], blocks: [], ...span };
}

function addError(reading: Reading, message: string): void {
  if (reading.errors.length < 50) reading.errors.push({ message, line: reading.index.lineAt(reading.at) });
}

/** Reads attributes and blocks up to a `}` or the end. */
function readBody(reading: Reading, block: HclBlock, depth: number): void {
  const { text } = reading;
  for (;;) {
    reading.at = skipBlanks(text, reading.at, true);
    if (reading.at >= text.length || text[reading.at] === '}') return;
    const startLine = reading.index.lineAt(reading.at);
    const name = readName(reading);
    if (name === null) {
      addError(reading, 'Not HCL');
      reading.at = Math.max(reading.at + 1, endOfLine(text, reading.at));
      continue;
    }
    reading.at = skipBlanks(text, reading.at, false);
    if (text[reading.at] === '=' && text[reading.at + 1] !== '=') {
      reading.at += 1;
      const value = readValue(reading, true, 0);
      block.attributes.push({ name, value, startLine, endLine: value.endLine });
    } else readBlock(reading, block, name, startLine, depth);
  }
}

function readBlock(reading: Reading, parent: HclBlock, type: string, startLine: number, depth: number): void {
  const { text } = reading;
  const labels: string[] = [];
  for (;;) {
    reading.at = skipBlanks(text, reading.at, false);
    if (text[reading.at] === '"') {
      const end = endOfString(text, reading.at);
      labels.push(text.slice(reading.at + 1, Math.max(reading.at + 1, end - 1)));
      reading.at = end;
    } else {
      const label = readName(reading);
      if (label === null) break;
      labels.push(label);
    }
  }
  if (text[reading.at] !== '{') {
    addError(reading, 'Neither an attribute nor a block');
    reading.at = Math.max(reading.at, endOfLine(text, reading.at));
    return;
  }
  if (depth >= depthMax) {
    addError(reading, 'Nested too deeply');
    reading.at = endOfExpression(text, reading.at, true);
    return;
  }
  reading.at += 1;
  const block = newBlock(type, labels, { startLine, endLine: startLine });
  parent.blocks.push(block);
  readBody(reading, block, depth + 1);
  block.endLine = reading.index.lineAt(reading.at);
  if (text[reading.at] === '}') reading.at += 1;
  else addError(reading, 'A block is not closed');
}

function readName(reading: Reading): string | null {
  nameForm.lastIndex = reading.at;
  const match = nameForm.exec(reading.text);
  if (match === null) return null;
  reading.at += match[0].length;
  return match[0];
}

/** Reads a value; what follows a literal (an operator, an index) makes the whole an expression. */
function readValue(reading: Reading, newlineEnds: boolean, depth: number): HclValue {
  const { text } = reading;
  reading.at = skipBlanks(text, reading.at, !newlineEnds);
  const start = reading.at;
  const literal = readLiteral(reading, depth);
  const next = skipBlanks(text, reading.at, !newlineEnds);
  if (literal && (next >= text.length || ',]}):'.includes(text[next] ?? '') || (text[next] === '\n' && newlineEnds))) {
    reading.at = next;
    return literal;
  }
  // In a map on several lines a newline ends a value too; a list has commas.
  if (literal && text.slice(reading.at, next).includes('\n')) return literal;
  const end = endOfExpression(text, literal ? reading.at : start, newlineEnds);
  reading.at = Math.max(end, start);
  const span = spanOf(reading, start, end);
  return { kind: 'expression', text: text.slice(start, end).trim(), dynamic: true, items: [], entries: [], ...span };
}

function readLiteral(reading: Reading, depth: number): HclValue | null {
  const { text, at } = reading;
  const character = text[at];
  if (character === '"') {
    const end = endOfString(text, at);
    reading.at = end;
    return stringValue(reading, text.slice(at + 1, text[end - 1] === '"' && end > at + 1 ? end - 1 : end), at, end);
  }
  const heredoc = character === '<' ? heredocAt(text, at) : null;
  if (heredoc) {
    reading.at = heredoc.end;
    return stringValue(reading, text.slice(heredoc.contentStart, heredoc.contentEnd), at, heredoc.end);
  }
  if (character === '[' && depth < depthMax) return readList(reading, depth);
  if (character === '{' && depth < depthMax) return readMap(reading, depth);
  const word = /^(?:true|false|null|-?\d[\d.]{0,30}(?:[eE][-+]?\d{1,5})?)(?![\w.([])/.exec(
    text.slice(at, at + 60),
  )?.[0];
  if (word === undefined) return null;
  reading.at = at + word.length;
  const kind = word === 'null' ? 'null' : word === 'true' || word === 'false' ? 'bool' : 'number';
  return { kind, text: word, dynamic: false, items: [], entries: [], ...spanOf(reading, at, reading.at) };
}

function stringValue(reading: Reading, content: string, start: number, end: number): HclValue {
  const dynamic = content.includes('${') || content.includes('%{');
  return { kind: 'string', text: content, dynamic, items: [], entries: [], ...spanOf(reading, start, end) };
}

function readList(reading: Reading, depth: number): HclValue | null {
  const { text } = reading;
  const start = reading.at;
  if (isForExpression(text, start)) return null;
  const items: HclValue[] = [];
  reading.at += 1;
  for (;;) {
    reading.at = skipBlanks(text, reading.at, true);
    if (reading.at >= text.length || text[reading.at] === ']') break;
    const before = reading.at;
    items.push(readValue(reading, false, depth + 1));
    reading.at = skipBlanks(text, reading.at, true);
    if (text[reading.at] === ',' || reading.at === before) reading.at += 1;
    else if (text[reading.at] === '}' || text[reading.at] === ')') break;
  }
  return closeLiteral(reading, 'list', start, ']', items, []);
}

function readMap(reading: Reading, depth: number): HclValue | null {
  const { text } = reading;
  const start = reading.at;
  if (isForExpression(text, start)) return null;
  const entries: HclValue['entries'] = [];
  reading.at += 1;
  for (;;) {
    reading.at = skipBlanks(text, reading.at, true);
    if (reading.at >= text.length || text[reading.at] === '}') break;
    const before = reading.at;
    const keyLine = reading.index.lineAt(before);
    const key = readKey(reading);
    reading.at = skipBlanks(text, reading.at, true);
    if (text[reading.at] === '=' || text[reading.at] === ':') {
      reading.at += 1;
      entries.push({ key, keyLine, value: readValue(reading, true, depth + 1) });
      reading.at = skipBlanks(text, reading.at, true);
    }
    if (text[reading.at] === ',' || reading.at === before) reading.at += 1;
    else if (text[reading.at] === ']' || text[reading.at] === ')') break;
  }
  return closeLiteral(reading, 'map', start, '}', [], entries);
}

function readKey(reading: Reading): string {
  const { text, at } = reading;
  if (text[at] === '"') {
    reading.at = endOfString(text, at);
    return text.slice(at + 1, Math.max(at + 1, reading.at - 1));
  }
  while (reading.at < text.length && !'=:,}])\n"'.includes(text[reading.at] ?? '')) reading.at += 1;
  return text.slice(at, reading.at).trim();
}

function closeLiteral(
  reading: Reading,
  kind: 'list' | 'map',
  start: number,
  close: string,
  items: HclValue[],
  entries: HclValue['entries'],
): HclValue {
  if (reading.text[reading.at] === close) reading.at += 1;
  else addError(reading, 'A bracket is not closed');
  const dynamic = items.some((item) => item.dynamic) || entries.some((entry) => entry.value.dynamic);
  return { kind, text: '', dynamic, items, entries, ...spanOf(reading, start, reading.at) };
}

/** `[for x in y : x]` and `{for k, v in y : k => v}` are expressions. */
function isForExpression(text: string, start: number): boolean {
  const at = skipBlanks(text, start + 1, true);
  return text.startsWith('for', at) && /\s/.test(text[at + 3] ?? '');
}

function spanOf(reading: Reading, start: number, end: number): Span {
  return { startLine: reading.index.lineAt(start), endLine: reading.index.lineAt(Math.max(start, end - 1)) };
}
