import { type DataNode, mapNode, scalarNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { originate } from './data-values.ts';
import type { KubernetesDocument } from './kubernetes-documents.ts';
import { mergeData, setData } from './merge-data.ts';
import { stageOfPath } from './own-images.ts';

const DEPTH_MAX = 12;

interface Kustomization {
  path: string;
  folder: string;
  node: DataNode;
  /** Files and folders (of other kustomizations) it takes in. */
  resources: readonly string[];
  isComponent: boolean;
}

/**
 * The documents as Kustomize deploys them: each base with the images, replicas and patches of the overlay for production. Patch files are no documents
 * of their own. A base that only overlays for development take in is for development.
 */
export function kustomized(repo: Repo, documents: readonly KubernetesDocument[]): KubernetesDocument[] {
  const all = new Map<string, Kustomization>();
  for (const path of repo.named('kustomization.yaml', 'kustomization.yml', 'Kustomization')) {
    const found = readKustomization(repo, path);
    if (found) all.set(found.folder, found);
  }
  if (all.size === 0) return [...documents];
  const taken = new Set([...all.values()].flatMap((item) => item.resources));
  const closures = [...all.values()]
    .filter((item) => !taken.has(item.folder))
    .map((leaf) => ({ leaf, stage: stageOfPath(repo, leaf.path), chain: closureOf(all, leaf, 0) }));
  const patches = new Set([...all.values()].flatMap(patchFiles));
  return [
    ...documents.flatMap((document): KubernetesDocument[] => {
      if (document.helm || patches.has(document.path)) return document.helm ? [document] : [];
      const owners = closures.filter(({ chain }) => chain.some((item) => item.resources.includes(document.path)));
      const production = owners.filter((owner) => owner.stage === 'production');
      const owner = production.find(({ leaf }) => /prod/i.test(leaf.folder)) ?? production[0];
      if (owner) return [transformed(repo, document, owner.chain)];
      return [{ ...document, stage: owners[0] ? owners[0].stage : document.stage }];
    }),
    ...[...all.values()].flatMap(generated),
  ];
}

function readKustomization(repo: Repo, path: string): Kustomization | null {
  const node = repo.parsed(path, parseYaml)?.root;
  if (node?.kind !== 'map') return null;
  const folder = folderOf(path);
  const resources = ['resources', 'bases', 'components'].flatMap((key) =>
    textsOf(node.get(key)).flatMap((written) => {
      const joined = /:\/\/|^git@|\?ref=/.test(written) ? null : joinPath(folder, written);
      return joined === null ? [] : [joined];
    }),
  );
  return { path, folder, node, resources, isComponent: node.get('kind')?.text() === 'Component' };
}

function textsOf(node: DataNode | null): string[] {
  return (node?.items() ?? []).map((item) => item.text() ?? '').filter(Boolean);
}

/** What a kustomization takes in, innermost first, itself last. */
function closureOf(all: ReadonlyMap<string, Kustomization>, from: Kustomization, depth: number): Kustomization[] {
  if (depth > DEPTH_MAX) return [from];
  const inner = from.resources.flatMap((folder) => {
    const found = all.get(folder);
    return found && found !== from ? closureOf(all, found, depth + 1) : [];
  });
  return [...new Set([...inner, from])];
}

function patchFiles({ folder, node }: Kustomization): string[] {
  const written = [
    ...(node.get('patches')?.items() ?? []).map((item) => item.get('path')?.text() ?? ''),
    ...(node.get('patchesJson6902')?.items() ?? []).map((item) => item.get('path')?.text() ?? ''),
    ...textsOf(node.get('patchesStrategicMerge')).filter((text) => !text.includes('\n')),
  ];
  return written.flatMap((text) => (text === '' ? [] : [joinPath(folder, text) ?? '']));
}

function transformed(repo: Repo, document: KubernetesDocument, chain: readonly Kustomization[]): KubernetesDocument {
  let node = document.node;
  for (const item of chain) {
    const holds = chain.filter((inner) => inner === item || reaches(item, inner, chain));
    if (!item.isComponent && !holds.some((inner) => inner.resources.includes(document.path))) continue;
    for (const patch of patchesOf(repo, item)) if (isFor(patch, document)) node = apply(node, patch.node);
    node = withImages(node, item);
    for (const replica of item.node.get('replicas')?.items() ?? []) {
      const count = replica.get('count');
      if (count && replica.get('name')?.text() === document.name)
        node = setData(node, ['spec', 'replicas'], originate(count, item.path));
    }
  }
  return node === document.node ? document : { ...document, node };
}

function reaches(from: Kustomization, to: Kustomization, chain: readonly Kustomization[], depth = 0): boolean {
  if (from === to) return true;
  if (depth > DEPTH_MAX) return false;
  return chain.some((item) => from.resources.includes(item.folder) && reaches(item, to, chain, depth + 1));
}

interface Patch {
  node: DataNode;
  kind: string | null;
  name: string | null;
}

function patchesOf(repo: Repo, { path, folder, node }: Kustomization): Patch[] {
  const fromFile = (written: string | null | undefined): DataNode[] => {
    const file = written ? joinPath(folder, written) : null;
    const documents = file === null ? [] : (repo.parsed(file, parseYaml)?.documents ?? []);
    return documents.map((document) => originate(document, file ?? path));
  };
  const inline = (text: DataNode | null | undefined): DataNode[] => {
    const source = text?.text();
    if (!text || !source) return [];
    // A block scalar's text begins on the line after its mark.
    const parsed = parseYaml(`${'\n'.repeat(text.startLine)}${source}`);
    return parsed.documents.map((document) => originate(document, path));
  };
  const targeted = ['patches', 'patchesJson6902'].flatMap((key) =>
    (node.get(key)?.items() ?? []).flatMap((item) =>
      [...fromFile(item.get('path')?.text()), ...inline(item.get('patch'))].map((patch) => ({
        node: patch,
        kind: item.get('target', 'kind')?.text() ?? patch.get('kind')?.text() ?? null,
        name: item.get('target')
          ? (item.get('target', 'name')?.text() ?? null)
          : (patch.get('metadata', 'name')?.text() ?? null),
      })),
    ),
  );
  const merged = (node.get('patchesStrategicMerge')?.items() ?? []).flatMap((item) =>
    (item.text()?.includes('\n') ? inline(item) : fromFile(item.text())).map((patch) => ({
      node: patch,
      kind: patch.get('kind')?.text() ?? null,
      name: patch.get('metadata', 'name')?.text() ?? null,
    })),
  );
  return [...targeted, ...merged];
}

/** Names of targets are patterns; only the plain ones and `.*` are understood, others match by their literal start. */
function isFor(patch: Patch, document: KubernetesDocument): boolean {
  if (patch.kind !== null && patch.kind !== document.kind) return false;
  if (patch.name === null || patch.name === document.name) return true;
  const prefix = /^\^?(?<literal>[\w-]*)\.\*\$?$/.exec(patch.name)?.groups?.literal;
  return prefix !== undefined && document.name.startsWith(prefix);
}

function apply(node: DataNode, patch: DataNode): DataNode {
  if (patch.kind === 'map') return mergeData(node, patch);
  let result = node;
  for (const operation of patch.items()) {
    const steps = (operation.get('path')?.text() ?? '')
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = operation.get('op')?.text();
    const value = operation.get('value');
    if (steps.length === 0) continue;
    if (name === 'remove') result = setData(result, steps, null);
    else if ((name === 'add' || name === 'replace') && value) result = setData(result, steps, value);
  }
  return result;
}

/** `images:` by the name before tag and digest. */
function withImages(node: DataNode, { node: root, path }: Kustomization): DataNode {
  const images = root.get('images')?.items() ?? [];
  if (images.length === 0) return node;
  const walk = (current: DataNode, level: number): DataNode => {
    if (current.kind === 'scalar' || level > 12) return current;
    const children =
      current.kind === 'list'
        ? current.items().map((item, index) => [String(index), item] as const)
        : current
            .entries()
            .filter(({ key }) => IMAGE_HOLDERS.test(key))
            .map((entry) => [entry.key, entry.node] as const);
    let next = current;
    for (const [key, child] of children) {
      const changed = key === 'image' ? renamed(child) : walk(child, level + 1);
      if (changed !== child) next = setData(next, [key], changed);
    }
    return next;
  };
  const renamed = (image: DataNode): DataNode => {
    const text = image.text();
    const told = text === null ? undefined : images.find((item) => item.get('name')?.text() === nameOf(text));
    if (text === null || !told) return image;
    const value = imageOf(text, told);
    return originate(scalarNode(value, value, told), path);
  };
  return walk(node, 0);
}

/** The way to a container's image in any workload. */
const IMAGE_HOLDERS = /^(?:image|spec|template|jobTemplate|containers|initContainers)$/;

function nameOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function imageOf(image: string, told: DataNode): string {
  const name = told.get('newName')?.text() ?? nameOf(image);
  const digest = told.get('digest')?.text();
  if (digest) return `${name}@${digest}`;
  const tag = told.get('newTag')?.text();
  return tag ? `${name}:${tag}` : `${name}${image.slice(nameOf(image).length)}`;
}

/** ConfigMaps and Secrets that generators make from literals. */
function generated({ path, node }: Kustomization): KubernetesDocument[] {
  return ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
    (node.get(key)?.items() ?? []).map((item): KubernetesDocument => {
      const data = (item.get('literals')?.items() ?? []).flatMap((literal) => {
        const text = literal.text() ?? '';
        const equals = text.indexOf('=');
        if (equals < 0) return [];
        const value = text.slice(equals + 1).replace(/^(?<quote>["'])(?<text>.*)\k<quote>$/, '$<text>');
        return [
          {
            key: text.slice(0, equals),
            keyLine: literal.startLine,
            node: scalarNode(value, value, literal),
            merged: false,
          },
        ];
      });
      const body = mapNode([{ key: 'data', keyLine: item.startLine, node: mapNode(data, item), merged: false }], item);
      return {
        path,
        kind: key === 'configMapGenerator' ? 'ConfigMap' : 'Secret',
        name: item.get('name')?.text() ?? baseName(path),
        node: body,
        helm: false,
        stage: null,
      };
    }),
  );
}
