import { Pair, parseLines } from 'dot-properties';
import { indexLines, messageOf, type ParseError, type Span, stripBom } from './lines.ts';

export interface Property extends Span {
  key: string;
  value: string;
}

export interface PropertiesFile {
  /** In order; of equal keys the last is in force. */
  properties: Property[];
  errors: ParseError[];
}

const textLengthMax = 2_000_000;

/** Reads a Java `.properties` file: `key=value`, `key: value`, escapes and continuation lines. Never throws. */
export function parseProperties(text: string): PropertiesFile {
  const source = stripBom(text);
  if (source.length > textLengthMax) {
    return { properties: [], errors: [{ message: 'The file is too long to read as properties', line: 1 }] };
  }
  try {
    const index = indexLines(source);
    const properties: Property[] = [];
    for (const node of parseLines(source, true)) {
      if (!(node instanceof Pair)) continue;
      const [start = 0, end = start] = [node.range?.[0], node.range?.at(-1)];
      const startLine = index.lineAt(start);
      properties.push({ key: node.key, value: node.value, startLine, endLine: index.lineAt(Math.max(start, end - 1)) });
    }
    return { properties, errors: [] };
  } catch (error) {
    return { properties: [], errors: [{ message: `Not readable as properties: ${messageOf(error)}`, line: 1 }] };
  }
}
