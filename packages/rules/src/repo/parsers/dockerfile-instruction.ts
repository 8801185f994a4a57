import { type DockerHeredoc, type DockerWord, type LogicalLine, splitDockerWords } from './dockerfile-lines.ts';
import type { Span } from './lines.ts';

export interface DockerPair {
  name: string;
  /** Null for `ARG NAME` without a default. Variables of earlier ARG and ENV lines are substituted where known. */
  value: string | null;
  /** As written, quotes removed. */
  raw: string | null;
  line: number;
}

export interface DockerInstruction extends Span {
  /** Upper case. For `ONBUILD X` it is X and `onbuild` is true. */
  keyword: string;
  onbuild: boolean;
  flags: DockerPair[];
  /** The words after keyword and flags; for the exec form its elements. */
  args: DockerWord[];
  /** What follows keyword and flags, continuation lines joined. */
  text: string;
  /** Only CMD, ENTRYPOINT, RUN, SHELL, HEALTHCHECK CMD (and COPY, ADD, VOLUME in JSON) have a form. */
  form: 'exec' | 'shell' | null;
  /** What a shell runs, with the lines of the file: parse it with `parseShell(script.text, script.line)`. Null for the exec form. */
  script: { text: string; line: number } | null;
  heredocs: DockerHeredoc[];
  /** Of ENV, ARG and LABEL. */
  pairs: DockerPair[];
}

const shellKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'HEALTHCHECK']);
const jsonKeywords = new Set([...shellKeywords, 'COPY', 'ADD', 'VOLUME']);
const pairKeywords = new Set(['ENV', 'ARG', 'LABEL']);
const keywordForm = /^\s*(?<keyword>[A-Za-z]+)(?=\s|$)/;

/** Reads one logical line, or null where it is no instruction. */
export function readInstruction(line: LogicalLine, escapeCharacter: string): DockerInstruction | null {
  let offset = 0;
  let onbuild = false;
  let keyword = '';
  for (;;) {
    const match = keywordForm.exec(line.text.slice(offset, offset + 1_000));
    if (!match?.groups) return null;
    keyword = (match.groups.keyword ?? '').toUpperCase();
    offset += match[0].length;
    if (keyword !== 'ONBUILD' || onbuild) break;
    onbuild = true;
  }
  const flags: DockerPair[] = [];
  for (;;) {
    const start = skipSpaces(line.text, offset);
    if (!line.text.startsWith('--', start)) break;
    const end = endOfWord(line.text, start);
    const text = line.text.slice(start + 2, end);
    const equals = text.indexOf('=');
    const value = equals === -1 ? null : unquote(text.slice(equals + 1));
    const name = (equals === -1 ? text : text.slice(0, equals)).toLowerCase();
    flags.push({ name, value, raw: value, line: line.lineAt(start) });
    offset = end;
  }
  if (keyword === 'HEALTHCHECK') offset = skipHealthcheckCmd(line.text, offset);
  return finishInstruction(line, escapeCharacter, skipSpaces(line.text, offset), { keyword, onbuild, flags });
}

function finishInstruction(
  line: LogicalLine,
  escapeCharacter: string,
  offset: number,
  head: Pick<DockerInstruction, 'keyword' | 'onbuild' | 'flags'>,
): DockerInstruction {
  const text = line.text.slice(offset).trimEnd();
  const elements = jsonKeywords.has(head.keyword) ? readJsonWords(text, offset, line.lineAt) : null;
  const takesShell = shellKeywords.has(head.keyword);
  const form = elements !== null ? 'exec' : takesShell ? 'shell' : null;
  const words = elements ?? splitDockerWords(text, escapeCharacter, (at) => line.lineAt(at + offset));
  return {
    ...head,
    startLine: line.startLine,
    endLine: line.endLine,
    args: words,
    text,
    form,
    script: takesShell && elements === null && text !== '' ? scriptOf(line, offset) : null,
    heredocs: line.heredocs,
    pairs: pairKeywords.has(head.keyword) ? readPairs(head.keyword, words, text) : [],
  };
}

/** `RUN <<EOF` runs the heredoc; `RUN cat <<EOF > x` is a command that reads it. */
function scriptOf(line: LogicalLine, offset: number): { text: string; line: number } {
  const [first] = line.heredocs;
  const text = line.text.slice(offset).trim();
  if (first && text.startsWith('<<') && !/\s/.test(text)) return { text: first.text, line: first.startLine };
  // Keyword and flags are blanked, not cut, so that the lines of the shell text stay the lines of the file.
  const command = blankHead(line.shellText, line.text, offset);
  const bodies = line.heredocs.map((heredoc) => `\n${heredoc.text}\n${heredoc.delimiter}`).join('');
  return { text: command + bodies, line: line.startLine };
}

/** Replaces the first `offset` characters of the joined text by spaces in the text that still has its line breaks. */
function blankHead(shellText: string, text: string, offset: number): string {
  let joined = 0;
  let index = 0;
  let head = '';
  while (index < shellText.length && joined < offset) {
    const isContinuation = shellText[index] === '\\' && shellText[index + 1] === '\n' && text[joined] !== '\\';
    head += isContinuation ? '\\\n' : ' ';
    index += isContinuation ? 2 : 1;
    joined += isContinuation ? 0 : 1;
  }
  return head + shellText.slice(index);
}

function readPairs(keyword: string, words: DockerWord[], text: string): DockerPair[] {
  const [first] = words;
  if (first === undefined) return [];
  if (keyword !== 'ARG' && !first.raw.includes('=')) {
    // The old form: `ENV NAME the rest of the line`.
    const value = unquote(text.slice(first.raw.length).trim());
    return [{ name: first.text, value, raw: value, line: first.line }];
  }
  return words.map((word) => {
    const equals = word.text.indexOf('=');
    const value = equals === -1 ? null : word.text.slice(equals + 1);
    return { name: equals === -1 ? word.text : word.text.slice(0, equals), value, raw: value, line: word.line };
  });
}

/** The strings of `["a", "b"]` with their lines, or null where the text is no JSON array of strings. */
function readJsonWords(text: string, offset: number, lineAt: (offset: number) => number): DockerWord[] | null {
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const words: DockerWord[] = [];
  let index = skipSpaces(text, 1);
  if (index === text.length - 1) return words;
  for (;;) {
    if (text[index] !== '"') return null;
    let end = index + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const raw = text.slice(index, end + 1);
    const value = parseJsonString(raw);
    if (value === null) return null;
    words.push({ text: value, raw, line: lineAt(index + offset) });
    index = skipSpaces(text, end + 1);
    if (text[index] === ']') return index === text.length - 1 ? words : null;
    if (text[index] !== ',') return null;
    index = skipSpaces(text, index + 1);
  }
}

function parseJsonString(raw: string): string | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** `HEALTHCHECK --interval=5s CMD curl …`: the command starts after CMD. `HEALTHCHECK NONE` stays as it is. */
function skipHealthcheckCmd(text: string, offset: number): number {
  const start = skipSpaces(text, offset);
  const end = endOfWord(text, start);
  return text.slice(start, end).toUpperCase() === 'CMD' ? end : offset;
}

function skipSpaces(text: string, offset: number): number {
  let index = offset;
  while (index < text.length && /\s/.test(text[index] ?? '')) index += 1;
  return index;
}

function endOfWord(text: string, offset: number): number {
  let index = offset;
  let quote = '';
  for (; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote === '' && /\s/.test(character)) return index;
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return index;
}

function unquote(text: string): string {
  const first = text[0];
  return text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) ? text.slice(1, -1) : text;
}
