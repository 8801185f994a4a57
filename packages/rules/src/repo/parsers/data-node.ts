import type { ParseError, Span } from './lines.ts';

export type DataValue = string | number | boolean | null;

export interface DataEntry {
  key: string;
  keyLine: number;
  node: DataNode;
  /** True where a YAML merge key (`<<`) brought it in. */
  merged: boolean;
}

/** One value of a YAML, JSON or TOML file with its lines. Parsers bound depth and expanded size, so a walk over a tree always ends soon. */
export interface DataNode extends Span {
  kind: 'map' | 'list' | 'scalar';
  /** Of a scalar; null otherwise. */
  value: DataValue;
  /** The YAML tag as written (`!Ref`), or null. */
  tag: string | null;
  /** Follows keys and indexes; null where something on the way is missing. Of equal keys the last counts. */
  get(...path: (string | number)[]): DataNode | null;
  /** The entries of a map in order, duplicates included; empty for anything else. */
  entries(): DataEntry[];
  /** The elements of a list; empty for anything else. */
  items(): DataNode[];
  /** A scalar as text: as written where plain (`3.10` stays `3.10`), the content where quoted; null for null, maps and lists. */
  text(): string | null;
}

export interface DataFile {
  /** YAML may hold several; JSON and TOML hold one, or none where nothing could be read. */
  documents: DataNode[];
  /** The first document. */
  root: DataNode | null;
  errors: ParseError[];
}

/** Deeper structure than this is cut off: no real file has it, and every walk may then recurse. */
export const depthMax = 200;
/** Nodes of one file after aliases and merge keys are expanded. */
export const nodesMax = 400_000;

interface StoredNode extends DataNode {
  members: DataEntry[];
  elements: DataNode[];
  source: string | null;
  /** Built at the first look-up of a map that is not small. */
  byKey: Map<string, DataNode> | null;
}

const smallMap = 12;

export function mapNode(members: DataEntry[], span: Span, tag: string | null = null): DataNode {
  return storedNode('map', null, null, members, [], span, tag);
}

export function listNode(elements: DataNode[], span: Span, tag: string | null = null): DataNode {
  return storedNode('list', null, null, [], elements, span, tag);
}

/** `source` is what `text()` gives; null for a null. */
export function scalarNode(value: DataValue, source: string | null, span: Span, tag: string | null = null): DataNode {
  return storedNode('scalar', value, source, [], [], span, tag);
}

function storedNode(
  kind: DataNode['kind'],
  value: DataValue,
  source: string | null,
  members: DataEntry[],
  elements: DataNode[],
  span: Span,
  tag: string | null,
): DataNode {
  const node: StoredNode = {
    kind,
    value,
    tag,
    startLine: span.startLine,
    endLine: Math.max(span.startLine, span.endLine),
    get: getPath,
    entries: entriesOf,
    items: itemsOf,
    text: textOf,
    members,
    elements,
    source,
    byKey: null,
  };
  return node;
}

// The functions below are shared by all nodes: closures for each node would cost more memory than the nodes.

function getPath(this: DataNode, ...path: (string | number)[]): DataNode | null {
  let node: StoredNode | null = this as StoredNode;
  for (const step of path) {
    if (node === null) return null;
    node = (node.kind === 'list' ? elementAt(node, step) : memberAt(node, String(step))) as StoredNode | null;
  }
  return node;
}

function elementAt(node: StoredNode, step: string | number): DataNode | null {
  return typeof step === 'number' ? (node.elements.at(step) ?? null) : null;
}

function memberAt(node: StoredNode, key: string): DataNode | null {
  if (node.members.length <= smallMap) return node.members.findLast((entry) => entry.key === key)?.node ?? null;
  node.byKey ??= new Map(node.members.map((entry) => [entry.key, entry.node]));
  return node.byKey.get(key) ?? null;
}

function entriesOf(this: DataNode): DataEntry[] {
  return (this as StoredNode).members;
}

function itemsOf(this: DataNode): DataNode[] {
  return (this as StoredNode).elements;
}

function textOf(this: DataNode): string | null {
  return (this as StoredNode).source;
}
