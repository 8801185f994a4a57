/** Lines of a file, 1-based and inclusive. A line ends at `\n`; a `\r` before it is not part of its text. */
export interface Span {
  startLine: number;
  endLine: number;
}

/** What a parser could not read. Parsers never throw: they return what they understood and these. */
export interface ParseError {
  message: string;
  line: number;
}

export interface LineIndex {
  count: number;
  /** The 1-based line that holds this offset; offsets outside the text are clamped to it. */
  lineAt(offset: number): number;
}

/** Splits text at `\n` and drops a trailing `\r` of each line and a byte order mark. */
export function splitLines(text: string): string[] {
  const lines = stripBom(text).split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.endsWith('\r')) lines[index] = line.slice(0, -1);
  }
  return lines;
}

export function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Answers which line an offset is on, by binary search over the line starts. */
export function indexLines(text: string): LineIndex {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  // A last line that is empty (the text ends in a newline) is no line of the file.
  const count = Math.max(1, starts.at(-1) === text.length && starts.length > 1 ? starts.length - 1 : starts.length);
  function lineAt(offset: number): number {
    return Math.min(count, lastIndexAtOrBefore(starts, offset) + 1);
  }
  return { count, lineAt };
}

/** Index of the last value that is not above `offset` in an ascending list; 0 where all are. */
export function lastIndexAtOrBefore(ascending: readonly number[], offset: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text of an unknown thrown value, shortened to one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const end = message.indexOf('\n');
  return (end === -1 ? message : message.slice(0, end)).slice(0, 200);
}
