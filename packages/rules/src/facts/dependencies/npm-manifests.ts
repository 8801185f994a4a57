import { parseJson } from '../../repo/parsers/json.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { folderOf, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Dependency } from '../dependencies-fact.ts';
import { boundOf, DEVELOPMENT, dependency, MAIN, type RawManifest, rawManifest } from './raw-manifest.ts';

const groups = [
  ['dependencies', MAIN],
  ['devDependencies', DEVELOPMENT],
  ['optionalDependencies', { group: 'optional', groupName: 'optionalDependencies' }],
] as const;

/** Every package.json. */
export function npmManifests(repo: Repo): RawManifest[] {
  return repo.named('package.json').flatMap((path) => {
    const root = repo.parsed(path, parseJson)?.root;
    if (root?.kind !== 'map') return [];
    const manifest = rawManifest(path, 'npm');
    manifest.name = root.get('name')?.text() ?? null;
    for (const [table, group] of groups) {
      for (const { key, node } of root.get(table)?.entries() ?? []) {
        const constraint = node.text();
        const { source, bound } = npmSource(constraint ?? '');
        manifest.direct.push(
          dependency(key, constraint, group, placeOf(path, node.startLine, node.endLine), source, bound),
        );
      }
    }
    for (const { key, node } of root.get('scripts')?.entries() ?? []) {
      const command = node.text();
      if (command !== null)
        manifest.scripts.push({ name: key, command, place: placeOf(path, node.startLine, node.endLine) });
    }
    const workspaces = root.get('workspaces', 'packages') ?? root.get('workspaces');
    for (const member of workspaces?.items() ?? []) manifest.workspaceMembers.push(member.text() ?? '');
    const folder = folderOf(path);
    const pnpm = folder === '' ? 'pnpm-workspace.yaml' : `${folder}/pnpm-workspace.yaml`;
    for (const member of repo.parsed(pnpm, parseYaml)?.root?.get('packages')?.items() ?? [])
      manifest.workspaceMembers.push(member.text() ?? '');
    return [manifest];
  });
}

function npmSource(constraint: string): { source: Dependency['source']; bound: Dependency['bound'] } {
  if (constraint.startsWith('workspace:') || constraint.startsWith('catalog:'))
    return {
      source: constraint.startsWith('c') ? 'registry' : 'workspace',
      bound: constraint.startsWith('c') ? 'range' : 'local',
    };
  if (/^(?:file|link|portal):|^\.{1,2}\//.test(constraint)) return { source: 'path', bound: 'local' };
  if (/^(?:git\+|git:|git@|github:|gitlab:|bitbucket:)|^[\w.-]+\/[\w.-]+(?:#|$)|\.git(?:#|$)/.test(constraint)) {
    const ref = constraint.split('#')[1] ?? '';
    return { source: 'git', bound: ref.startsWith('semver:') ? 'range' : boundOf(ref, 'git') };
  }
  if (/^https?:/.test(constraint)) return { source: 'url', bound: 'exact' };
  const plain = constraint.startsWith('npm:') ? constraint.slice(constraint.lastIndexOf('@') + 1) : constraint;
  return { source: 'registry', bound: boundOf(plain) };
}
