import type { DataNode } from '../../repo/parsers/data-node.ts';
import { type Place, placeOf } from '../../repo/place.ts';
import type { EnvironmentEntry } from '../processes-fact.ts';
import type { Start } from './resolve-steps.ts';

/** Nodes that were merged in from another file. */
const origins = new WeakMap<object, string>();

/** Marks a tree as coming from another file than the one it is read with, so that its places name that file. */
export function originate(node: DataNode, path: string, deep = true): DataNode {
  origins.set(node, path);
  if (!deep) return node;
  for (const item of node.items()) originate(item, path);
  for (const entry of node.entries()) originate(entry.node, path);
  return node;
}

/** The file that a node comes from, where it is another than the one it is read with. */
export function originOf(node: DataNode): string | null {
  return origins.get(node) ?? null;
}

export function placeOfNode(path: string, node: { startLine: number; endLine: number }): Place {
  return placeOf(origins.get(node) ?? path, node.startLine, node.endLine);
}

/** A command as a list (exec form) or a string (shell form; compose splits it like a shell). */
export function startOfNode(path: string, node: DataNode | null): Start | null {
  if (!node) return null;
  const place = placeOfNode(path, node);
  if (node.kind === 'list') {
    const argv = node.items().map((item) => item.text() ?? '');
    return argv.length > 0 ? { argv, shell: null, place } : null;
  }
  const text = node.text();
  return text === null || text.trim() === '' ? null : { argv: null, shell: text, place };
}

/** `{ A: b }` or `["A=b", "C"]`. */
export function environmentOf(path: string, node: DataNode | null): EnvironmentEntry[] {
  if (!node) return [];
  if (node.kind === 'map')
    return node
      .entries()
      .map((entry) =>
        entryOf(
          entry.key,
          entry.node.kind === 'scalar' ? entry.node.text() : null,
          placeOf(path, entry.keyLine, entry.node.endLine),
        ),
      );
  return node.items().flatMap((item) => {
    const text = item.text();
    if (text === null) return [];
    const equals = text.indexOf('=');
    return [
      entryOf(
        equals < 0 ? text : text.slice(0, equals),
        equals < 0 ? null : text.slice(equals + 1),
        placeOfNode(path, item),
      ),
    ];
  });
}

export function entryOf(name: string, value: string | null, place: Place): EnvironmentEntry {
  const source =
    value === null
      ? 'pass-through'
      : /\$\{?[A-Za-z_]/.test(value) || /\{\{|<%/.test(value)
        ? 'interpolated'
        : 'literal';
  return { name, value, source, place };
}
