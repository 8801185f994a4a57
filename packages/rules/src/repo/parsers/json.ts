import { type ParseError as JsonParseError, type Node, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type DataEntry, type DataFile, type DataNode, depthMax, listNode, mapNode, scalarNode } from './data-node.ts';
import { indexLines, type LineIndex, messageOf, type ParseError, stripBom } from './lines.ts';

const textLengthMax = 16_000_000;
const errorsMax = 50;

/** Reads JSON, also with comments and trailing commas. Never throws; a broken file gives what stands before the break and errors. */
export function parseJson(text: string): DataFile {
  const source = stripBom(text);
  if (source.length > textLengthMax) return failed('The file is too long to read as JSON', 1);
  const index = indexLines(source);
  const tooDeep = offsetDeeperThan(source, depthMax);
  if (tooDeep !== -1) return failed('Nested too deeply', index.lineAt(tooDeep));
  try {
    const found: JsonParseError[] = [];
    const tree = parseTree(source, found, { allowTrailingComma: true, disallowComments: false });
    const root = tree ? convert(tree, index) : null;
    const errors: ParseError[] = found
      .slice(0, errorsMax)
      .map((error) => ({ message: printParseErrorCode(error.error), line: index.lineAt(error.offset) }));
    return { documents: root ? [root] : [], root, errors };
  } catch (error) {
    return failed(`Not readable as JSON: ${messageOf(error)}`, 1);
  }
}

function failed(message: string, line: number): DataFile {
  return { documents: [], root: null, errors: [{ message, line }] };
}

function convert(node: Node, index: LineIndex): DataNode {
  const span = {
    startLine: index.lineAt(node.offset),
    endLine: index.lineAt(Math.max(node.offset, node.offset + node.length - 1)),
  };
  const children = node.children ?? [];
  if (node.type === 'array')
    return listNode(
      children.map((child) => convert(child, index)),
      span,
    );
  if (node.type === 'object') {
    const members: DataEntry[] = [];
    for (const property of children) {
      const [key, value] = property.children ?? [];
      if (key === undefined) continue;
      const keyLine = index.lineAt(key.offset);
      const child = value ? convert(value, index) : scalarNode(null, null, { startLine: keyLine, endLine: keyLine });
      members.push({ key: String(key.value), keyLine, node: child, merged: false });
    }
    return mapNode(members, span);
  }
  const value: unknown = node.value;
  if (typeof value === 'string') return scalarNode(value, value, span);
  if (typeof value === 'number' || typeof value === 'boolean') return scalarNode(value, String(value), span);
  return scalarNode(null, null, span);
}

/** The offset where brackets outside strings and comments nest deeper than `limit`, or -1. The library recurses on them. */
function offsetDeeperThan(source: string, limit: number): number {
  let depth = 0;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === '"') index = endOfString(source, index);
    else if (character === '/' && (source[index + 1] === '/' || source[index + 1] === '*'))
      index = endOfComment(source, index);
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > limit) return index;
    } else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
  }
  return -1;
}

/** A string ends at its quote or, where that is missing, at the end of the line, as in the library. */
function endOfString(source: string, start: number): number {
  let index = start + 1;
  while (index < source.length) {
    const character = source[index];
    if (character === '"' || character === '\n') return index;
    index += character === '\\' ? 2 : 1;
  }
  return index;
}

function endOfComment(source: string, start: number): number {
  const end = source[start + 1] === '/' ? source.indexOf('\n', start) : source.indexOf('*/', start + 2);
  return end === -1 ? source.length : end + (source[start + 1] === '/' ? 0 : 1);
}
