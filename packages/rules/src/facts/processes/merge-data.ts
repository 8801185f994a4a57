import { type DataEntry, type DataNode, listNode, mapNode } from '../../repo/parsers/data-node.ts';
import { originate, originOf } from './data-values.ts';

const DEPTH_MAX = 40;
/** The keys by which a strategic merge tells list elements apart. */
const IDENTITIES = ['name', 'mountPath', 'containerPort', 'key'] as const;

/** A strategic merge as Kubernetes does it: maps by key, lists of named things by name, everything else replaced. */
export function mergeData(base: DataNode, patch: DataNode, depth = 0): DataNode {
  if (depth > DEPTH_MAX || patch.kind === 'scalar' || base.kind !== patch.kind) return patch;
  if (patch.kind === 'list') return mergeLists(base, patch, depth);
  const directive = patch.get('$patch')?.text();
  if (directive === 'replace') return patch;
  const entries = patch.entries();
  const kept = base.entries().flatMap((entry): DataEntry[] => {
    const over = entries.findLast((item) => item.key === entry.key);
    if (!over) return [entry];
    if (isNull(over.node)) return [];
    return [{ ...entry, node: mergeData(entry.node, over.node, depth + 1) }];
  });
  const known = new Set(base.entries().map((entry) => entry.key));
  const added = entries.filter((entry) => !known.has(entry.key) && entry.key !== '$patch' && !isNull(entry.node));
  return placedLike(base, mapNode([...kept, ...added], base, base.tag));
}

function mergeLists(base: DataNode, patch: DataNode, depth: number): DataNode {
  const identity = IDENTITIES.find((key) => patch.items().length > 0 && patch.items().every((item) => item.get(key)));
  if (!identity) return patch;
  const rest = [...patch.items()];
  const kept = base.items().flatMap((item): DataNode[] => {
    const at = rest.findIndex((other) => other.get(identity)?.text() === item.get(identity)?.text());
    const [over] = at < 0 ? [] : rest.splice(at, 1);
    if (!over) return [item];
    return over.get('$patch')?.text() === 'delete' ? [] : [mergeData(item, over, depth + 1)];
  });
  return placedLike(base, listNode([...kept, ...rest], base));
}

/** The tree with one value set, added to a list (`-`) or removed (`null`), by the steps of a JSON pointer. */
export function setData(base: DataNode, steps: readonly string[], value: DataNode | null): DataNode {
  const [step, ...rest] = steps;
  if (step === undefined || steps.length > DEPTH_MAX) return value ?? base;
  if (base.kind === 'list') {
    const items = [...base.items()];
    const index = step === '-' ? items.length : Number(step);
    const inner = items[index];
    if (rest.length === 0) {
      if (value === null) items.splice(index, 1);
      else items[Math.min(index, items.length)] = value;
    } else if (inner) items[index] = setData(inner, rest, value);
    return placedLike(base, listNode(items, base));
  }
  if (base.kind !== 'map') return base;
  const inner = base.get(step);
  const others = base.entries().filter((entry) => entry.key !== step);
  const next = rest.length === 0 ? value : inner ? setData(inner, rest, value) : null;
  if (next === null && rest.length > 0) return base;
  const entry = next === null ? [] : [{ key: step, keyLine: next.startLine, node: next, merged: false }];
  return placedLike(base, mapNode([...others, ...entry], base, base.tag));
}

function isNull(node: DataNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** A node made anew stands where the old one stood; its children keep their own places. */
function placedLike(old: DataNode, node: DataNode): DataNode {
  const origin = originOf(old);
  return origin === null ? node : originate(node, origin, false);
}
