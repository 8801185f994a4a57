import { type AST, parseTOML, ParseError as TomlParseError } from 'toml-eslint-parser';
import { type DataEntry, type DataFile, type DataNode, depthMax, listNode, mapNode, scalarNode } from './data-node.ts';
import { indexLines, type LineIndex, messageOf, type ParseError, type Span, stripBom } from './lines.ts';

/** The library needs about 1.3 s for 1 MB of the worst kind. Lock files in TOML have a faster parser of their own. */
const textLengthMax = 1_048_576;
/** A line that is no TOML is left out and the rest read again, this often. */
const attemptsMax = 4;

/** A table while it grows: TOML may come back to it from any header. */
interface Building extends Span {
  entries: Map<string, { keyLine: number; value: Building | DataNode }>;
  /** Of an array of tables. */
  rows: Building[] | null;
}

/** Reads TOML. Never throws; lines that are no TOML become errors and the rest is read. */
export function parseToml(text: string): DataFile {
  let source = stripBom(text);
  if (source.length > textLengthMax) return failed([{ message: 'The file is too long to read as TOML', line: 1 }]);
  const errors: ParseError[] = [];
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    try {
      const program = parseTOML(source);
      const root = build(program, source, errors);
      return { documents: [root], root, errors };
    } catch (error) {
      const line = error instanceof TomlParseError ? error.lineNumber : 1;
      errors.push({ message: `Not readable as TOML: ${messageOf(error)}`, line });
      if (!(error instanceof TomlParseError) || source.length > textLengthMax / 4) break;
      source = withoutLine(source, line);
    }
  }
  return failed(errors);
}

function failed(errors: ParseError[]): DataFile {
  return { documents: [], root: null, errors };
}

function withoutLine(source: string, line: number): string {
  const lines = source.split('\n');
  if (line >= 1 && line <= lines.length) lines[line - 1] = '';
  return lines.join('\n');
}

function build(program: AST.TOMLProgram, source: string, errors: ParseError[]): DataNode {
  const index = indexLines(source);
  const root = newBuilding({ startLine: 1, endLine: index.count });
  for (const item of program.body[0].body) {
    const span = spanOf(item, index);
    if (item.type === 'TOMLKeyValue') {
      addKeyValue(root, item, index, errors);
      continue;
    }
    const table = tableAt(root, item.resolvedKey, span, errors);
    if (table === null) continue;
    for (const pair of item.body) addKeyValue(table, pair, index, errors);
    table.endLine = Math.max(table.endLine, span.endLine);
  }
  return finish(root);
}

function newBuilding(span: Span): Building {
  return { ...span, entries: new Map(), rows: null };
}

/** The table a header names; made where it is missing. */
function tableAt(root: Building, path: (string | number)[], span: Span, errors: ParseError[]): Building | null {
  if (path.length > depthMax) {
    errors.push({ message: 'Nested too deeply', line: span.startLine });
    return null;
  }
  let table = root;
  for (let step = 0; step < path.length; step += 1) {
    const key = path[step];
    if (typeof key === 'number') {
      table.rows ??= [];
      const row = table.rows[key] ?? newBuilding(span);
      table.rows[key] = row;
      table.endLine = Math.max(table.endLine, span.endLine);
      table = row;
      continue;
    }
    const name = String(key);
    const known = table.entries.get(name)?.value;
    if (known !== undefined && isBuilding(known)) table = known;
    else {
      const made = newBuilding(span);
      table.entries.set(name, { keyLine: span.startLine, value: made });
      table = made;
    }
  }
  return table;
}

function isBuilding(value: Building | DataNode): value is Building {
  return 'rows' in value;
}

function addKeyValue(table: Building, pair: AST.TOMLKeyValue, index: LineIndex, errors: ParseError[]): void {
  const span = spanOf(pair, index);
  const names = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const last = names.pop() ?? '';
  const target = tableAt(table, names, span, errors);
  target?.entries.set(last, { keyLine: span.startLine, value: convert(pair.value, index, errors, 0) });
}

function convert(node: AST.TOMLContentNode, index: LineIndex, errors: ParseError[], depth: number): DataNode {
  const span = spanOf(node, index);
  if (depth > depthMax) {
    errors.push({ message: 'Nested too deeply', line: span.startLine });
    return scalarNode(null, null, span);
  }
  if (node.type === 'TOMLArray') {
    return listNode(
      node.elements.map((element) => convert(element, index, errors, depth + 1)),
      span,
    );
  }
  if (node.type === 'TOMLInlineTable') {
    const table = newBuilding(span);
    for (const pair of node.body) addKeyValue(table, pair, index, errors);
    return finish(table);
  }
  if (node.kind === 'string') return scalarNode(node.value, node.value, span);
  if (node.kind === 'integer' || node.kind === 'float') return scalarNode(node.value, node.number, span);
  if (node.kind === 'boolean') return scalarNode(node.value, String(node.value), span);
  return scalarNode(node.datetime, node.datetime, span);
}

function finish(table: Building): DataNode {
  if (table.rows !== null) return listNode(table.rows.filter((row) => row !== undefined).map(finish), table);
  const members: DataEntry[] = [];
  for (const [key, { keyLine, value }] of table.entries) {
    members.push({ key, keyLine, node: isBuilding(value) ? finish(value) : value, merged: false });
  }
  return mapNode(members, table);
}

function spanOf(node: AST.TOMLNode, index: LineIndex): Span {
  const [start, end] = node.range;
  return { startLine: index.lineAt(start), endLine: index.lineAt(Math.max(start, end - 1)) };
}
