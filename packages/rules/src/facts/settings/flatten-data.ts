import type { DataNode } from '../../repo/parsers/data-node.ts';

export interface DataLine {
  /** Keys joined by dots; list elements by their index. */
  key: string;
  /** A scalar as text; null for a null or an empty value. */
  text: string | null;
  startLine: number;
  endLine: number;
}

/** No real file of settings comes near; aliases of a hostile one expand to hundreds of thousands. */
const LINES_MAX = 5_000;

/** Every scalar of a tree with its path, up to a limit. Trees are bounded in depth by their parsers. */
export function flattenData(node: DataNode, prefix = ''): DataLine[] {
  const lines: DataLine[] = [];
  collect(node, prefix, lines);
  return lines;
}

function collect(node: DataNode, prefix: string, lines: DataLine[]): void {
  if (lines.length >= LINES_MAX) return;
  if (node.kind === 'scalar') {
    lines.push({ key: prefix, text: node.text(), startLine: node.startLine, endLine: node.endLine });
    return;
  }
  const dot = prefix === '' ? '' : `${prefix}.`;
  for (const entry of node.entries()) collect(entry.node, dot + entry.key, lines);
  for (const [index, item] of node.items().entries()) collect(item, dot + index, lines);
}
