import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  type DataEntry,
  type DataFile,
  type DataNode,
  depthMax,
  listNode,
  mapNode,
  nodesMax,
  scalarNode,
} from './data-node.ts';
import { indexLines, type LineIndex, messageOf, type ParseError, type Span, stripBom } from './lines.ts';

/** A longer text is not read: the library needs up to 2 s for 1 MB of the worst kind. */
const textLengthMax = 1_200_000;
const documentsMax = 2_000;
/** Open brackets anywhere in the text, strings and scripts included: no real file comes near. */
const flowDepthMax = 300;
const errorsMax = 50;

interface Reading {
  index: LineIndex;
  source: string;
  errors: ParseError[];
  anchors: Map<string, AnchoredNode>;
  /** Nodes still allowed, expanded aliases included. */
  budget: number;
}

/** `size` counts the nodes below it with aliases expanded: aliases share nodes, and a walk would still visit all of them. */
interface AnchoredNode {
  node: DataNode;
  size: number;
}

/** Reads YAML of one or more documents. Never throws; duplicate keys, unknown tags and broken parts are tolerated. */
export function parseYaml(text: string): DataFile {
  const source = stripBom(text);
  if (source.length > textLengthMax) return failed('The file is too long to read as YAML', 1);
  const index = indexLines(source);
  const tooDeep = offsetDeeperThan(source, flowDepthMax);
  if (tooDeep !== -1) return failed('Nested too deeply', index.lineAt(tooDeep));
  const reading: Reading = { index, source, errors: [], anchors: new Map(), budget: nodesMax };
  try {
    const parsed = parseAllDocuments(source, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    const documents: DataNode[] = [];
    for (const document of Array.isArray(parsed) ? parsed : []) {
      if (documents.length >= documentsMax) {
        reading.errors.push({ message: `Documents after the first ${documentsMax} are not read`, line: 1 });
        break;
      }
      for (const error of document.errors) addError(reading, messageOf(error), index.lineAt(error.pos[0]));
      reading.anchors.clear();
      const start = document.range?.[0] ?? 0;
      documents.push(convert(reading, document.contents, start, 0).node);
    }
    return { documents, root: documents[0] ?? null, errors: reading.errors };
  } catch (error) {
    // The library recurses: very deep nesting ends in a RangeError.
    return failed(`Not readable as YAML: ${messageOf(error)}`, 1);
  }
}

/** The offset where more than `limit` brackets are open, or -1. The library recurses on them and needs seconds before it gives up. */
function offsetDeeperThan(source: string, limit: number): number {
  let depth = 0;
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    if (code === 91 || code === 123) {
      depth += 1;
      if (depth > limit) return index;
    } else if ((code === 93 || code === 125) && depth > 0) depth -= 1;
  }
  return -1;
}

function failed(message: string, line: number): DataFile {
  return { documents: [], root: null, errors: [{ message, line }] };
}

function addError(reading: Reading, message: string, line: number): void {
  if (reading.errors.length < errorsMax) reading.errors.push({ message, line });
}

function convert(reading: Reading, node: unknown, offset: number, depth: number): AnchoredNode {
  reading.budget -= 1;
  const span = spanOf(reading, node, offset);
  if (depth > depthMax || reading.budget < 0) {
    addError(reading, depth > depthMax ? 'Nested too deeply' : 'Too many values', span.startLine);
    return { node: scalarNode(null, null, span), size: 1 };
  }
  if (isAlias(node)) return resolveAlias(reading, node, span);
  let result: AnchoredNode;
  if (isMap(node)) result = convertMap(reading, node, span, depth);
  else if (isSeq(node)) result = convertList(reading, node, span, depth);
  else result = { node: isScalar(node) ? convertScalar(reading, node, span) : scalarNode(null, null, span), size: 1 };
  const anchor = (node as { anchor?: string } | null)?.anchor;
  if (anchor) reading.anchors.set(anchor, result);
  return result;
}

function convertMap(reading: Reading, map: YAMLMap, span: Span, depth: number): AnchoredNode {
  const members: DataEntry[] = [];
  const merges: AnchoredNode[] = [];
  let size = 1;
  let endLine = span.startLine;
  for (const pair of map.items as Pair[]) {
    const key = isScalar(pair.key) ? textOfScalar(pair.key) : '';
    const keyRange = (pair.key as { range?: [number, number, number] } | null)?.range;
    const keyLine = keyRange ? reading.index.lineAt(keyRange[0]) : span.startLine;
    const child = convert(reading, pair.value, keyRange?.[1] ?? map.range?.[0] ?? 0, depth + 1);
    endLine = Math.max(endLine, keyLine, isAlias(pair.value) ? 0 : child.node.endLine);
    size += child.size;
    if (key === '<<' && child.node.kind !== 'scalar') merges.push(child);
    else members.push({ key: key ?? '', keyLine, node: child.node, merged: false });
  }
  if (merges.length > 0) size += addMerged(reading, members, merges);
  return { node: mapNode(members, { startLine: span.startLine, endLine }, map.tag ?? null), size };
}

/** Adds what merge keys bring and the map does not have itself; earlier merges win. */
function addMerged(reading: Reading, members: DataEntry[], merges: AnchoredNode[]): number {
  const own = new Set(members.map((entry) => entry.key));
  let size = 0;
  for (const { node } of merges) {
    for (const source of node.kind === 'list' ? node.items() : [node]) {
      for (const entry of source.entries()) {
        if (own.has(entry.key)) continue;
        reading.budget -= 1;
        size += 1;
        if (reading.budget < 0) return size;
        own.add(entry.key);
        members.push({ ...entry, merged: true });
      }
    }
  }
  return size;
}

function convertList(reading: Reading, list: YAMLSeq, span: Span, depth: number): AnchoredNode {
  const elements: DataNode[] = [];
  let size = 1;
  let endLine = span.startLine;
  for (const item of list.items) {
    const child = convert(reading, item, list.range?.[0] ?? 0, depth + 1);
    endLine = Math.max(endLine, isAlias(item) ? spanOf(reading, item, 0).endLine : child.node.endLine);
    size += child.size;
    elements.push(child.node);
  }
  return { node: listNode(elements, { startLine: span.startLine, endLine }, list.tag ?? null), size };
}

function convertScalar(reading: Reading, scalar: Scalar, span: Span): DataNode {
  const { value } = scalar;
  const tag = scalar.tag ?? null;
  if (value === null || value === undefined) return scalarNode(null, null, span, tag);
  if (typeof value === 'string') return scalarNode(value, value, span, tag);
  const source = scalar.source ?? String(value);
  if (typeof value === 'number' || typeof value === 'boolean') return scalarNode(value, source, span, tag);
  const [start = 0, end = 0] = scalar.range ?? [];
  return scalarNode(source, scalar.source ?? reading.source.slice(start, end), span, tag);
}

function textOfScalar(scalar: Scalar): string | null {
  const { value } = scalar;
  if (typeof value === 'string') return value;
  return scalar.source ?? (value === null || value === undefined ? null : String(value));
}

/** An alias stands for its anchor's node, which keeps its own lines; each use counts with its whole size. */
function resolveAlias(reading: Reading, alias: Alias, span: Span): AnchoredNode {
  const target = reading.anchors.get(alias.source);
  if (target === undefined || target.size > reading.budget) {
    const reason = target === undefined ? 'An alias has no anchor before it' : 'Aliases expand to too many values';
    addError(reading, reason, span.startLine);
    return { node: scalarNode(null, null, span), size: 1 };
  }
  reading.budget -= target.size;
  return target;
}

function spanOf(reading: Reading, node: unknown, offset: number): Span {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  const start = range?.[0] ?? offset;
  const end = Math.max(start, (range?.[1] ?? start) - 1);
  return { startLine: reading.index.lineAt(start), endLine: reading.index.lineAt(end) };
}
