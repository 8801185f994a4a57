import type { DataNode } from './data-node.ts';
import { parseJson } from './json.ts';
import type { LockedPackage, LockFile } from './lock-file.ts';
import { normalisePythonName } from './requirements.ts';

type Content = Omit<LockFile, 'format'>;

/** package-lock.json: `packages` of versions 2 and 3, the tree of `dependencies` of version 1. */
export function readNpmLock(text: string): Content {
  const { root, errors } = parseJson(text);
  const packages: LockedPackage[] = [];
  const listed = root?.get('packages');
  if (listed) {
    for (const { key, keyLine, node } of listed.entries()) {
      const marker = key.lastIndexOf('node_modules/');
      const version = node.get('version')?.text();
      if (marker === -1 || !version) continue;
      const name = node.get('name')?.text() ?? key.slice(marker + 'node_modules/'.length);
      packages.push({ name, version, line: keyLine });
    }
  } else if (root) addNpmTree(root, packages);
  return { packages, errors };
}

function addNpmTree(node: DataNode, packages: LockedPackage[]): void {
  for (const { key, keyLine, node: child } of node.get('dependencies')?.entries() ?? []) {
    const version = child.get('version')?.text();
    if (version) packages.push({ name: key, version, line: keyLine });
    addNpmTree(child, packages);
  }
}

/** bun.lock: `"name": ["name@1.2.3", …]`. */
export function readBunLock(text: string): Content {
  const { root, errors } = parseJson(text);
  const packages: LockedPackage[] = [];
  for (const { keyLine, node } of root?.get('packages')?.entries() ?? []) {
    const described = node.get(0)?.text() ?? '';
    const at = described.lastIndexOf('@');
    if (at > 0) packages.push({ name: described.slice(0, at), version: described.slice(at + 1), line: keyLine });
  }
  return { packages, errors };
}

export function readPipfileLock(text: string): Content {
  const { root, errors } = parseJson(text);
  const packages = ['default', 'develop'].flatMap((section) => {
    return (root?.get(section)?.entries() ?? []).map(({ key, keyLine, node }) => {
      const version = (node.get('version')?.text() ?? '').replace(/^==/, '');
      return { name: normalisePythonName(key), version, line: keyLine };
    });
  });
  return { packages, errors };
}

export function readComposerLock(text: string): Content {
  const { root, errors } = parseJson(text);
  const packages = ['packages', 'packages-dev'].flatMap((section) => {
    return (root?.get(section)?.items() ?? []).flatMap((node): LockedPackage[] => {
      const name = node.get('name')?.text();
      if (!name) return [];
      return [
        { name, version: node.get('version')?.text() ?? '', line: node.get('name')?.startLine ?? node.startLine },
      ];
    });
  });
  return { packages, errors };
}

/** packages.lock.json: one map of packages for each framework. */
export function readNugetLock(text: string): Content {
  const { root, errors } = parseJson(text);
  const packages = (root?.get('dependencies')?.entries() ?? []).flatMap(({ node: framework }) => {
    return framework.entries().map(({ key, keyLine, node }): LockedPackage => {
      return { name: key, version: node.get('resolved')?.text() ?? '', line: keyLine };
    });
  });
  return { packages, errors };
}
