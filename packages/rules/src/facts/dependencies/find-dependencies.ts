import { minimatch } from 'minimatch';
import { compareText, folderOf, isInside } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { DependenciesFact, Lock, Manifest } from '../dependencies-fact.ts';
import { buildManifests } from './build-manifests.ts';
import { findLocks, foldersUp } from './find-locks.ts';
import { lineManifests } from './line-manifests.ts';
import { npmManifests } from './npm-manifests.ts';
import { includedRequirements, pythonManifests } from './python-manifests.ts';
import type { RawManifest } from './raw-manifest.ts';

/** Production manifests of every ecosystem, sorted by path. */
export function readManifests(repo: Repo): RawManifest[] {
  return [...pythonManifests(repo), ...npmManifests(repo), ...lineManifests(repo), ...buildManifests(repo)]
    .filter((manifest) => repo.isProduction(manifest.path) || isRequirementsForDevelopment(manifest))
    .sort((a, b) => compareText(a.path, b.path));
}

/** `requirements-dev.txt` is a development file, and still is where the development dependencies are declared. */
function isRequirementsForDevelopment(manifest: RawManifest): boolean {
  return (
    manifest.ecosystem === 'python' &&
    manifest.direct.some((item) => item.group === 'development') &&
    !/(?:^|\/)(?:tests?|examples?|docs?)\//.test(manifest.path)
  );
}

/** Joins manifests with their components and locks. */
export function findDependencies(
  repo: Repo,
  raw: readonly RawManifest[],
  components: ComponentsFact,
): DependenciesFact {
  const locks = findLocks(repo);
  const manifests: Manifest[] = raw.map((manifest) => {
    const root = workspaceRootOf(manifest, raw);
    return {
      ...manifest,
      direct: membersAsSuch(manifest, root ?? manifest, raw),
      component: components.of(manifest.path)?.path ?? '',
      workspaceRoot: root?.path ?? null,
      locks: locksOf(repo, manifest, root, locks),
    };
  });
  return {
    manifests,
    locks,
    ecosystems: [...new Set(manifests.map((manifest) => manifest.ecosystem))].sort(compareText),
    manifestsOf: (component) => manifests.filter((manifest) => manifest.component === component),
    find(name, ecosystem) {
      for (const manifest of manifests) {
        if (ecosystem && manifest.ecosystem !== ecosystem) continue;
        const found = manifest.direct.find((item) => item.name === name && item.group !== 'development');
        if (found) return { ...found, manifest };
      }
      return null;
    },
  };
}

/** npm takes a member of its workspace for any dependency of that name whose range it satisfies, whatever a registry has. */
function membersAsSuch(manifest: RawManifest, root: RawManifest, all: readonly RawManifest[]): Manifest['direct'] {
  if (manifest.ecosystem !== 'npm' || root.workspaceMembers.length === 0) return manifest.direct;
  const members = new Set(all.filter((other) => workspaceRootOf(other, [root]) === root).map((other) => other.name));
  return manifest.direct.map((item) =>
    members.has(item.name) ? { ...item, source: 'workspace', bound: 'local' } : item,
  );
}

function workspaceRootOf(manifest: RawManifest, all: readonly RawManifest[]): RawManifest | null {
  const folder = folderOf(manifest.path);
  const roots = all.filter((other) => {
    if (other === manifest || other.ecosystem !== manifest.ecosystem || other.workspaceMembers.length === 0)
      return false;
    const at = folderOf(other.path);
    if (!isInside(folder, at) || folder === at) return false;
    const relative = at === '' ? folder : folder.slice(at.length + 1);
    return other.workspaceMembers.some(
      (member) => !member.startsWith('!') && minimatch(relative, member.replace(/^\.\//, '').replace(/\/$/, '')),
    );
  });
  return roots.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function locksOf(repo: Repo, manifest: RawManifest, root: RawManifest | null, locks: readonly Lock[]): Lock[] {
  const folders = [folderOf(manifest.path), ...(root ? [folderOf(root.path)] : [])];
  const isRequirements =
    manifest.ecosystem === 'python' && !/(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/.test(manifest.path);
  if (isRequirements) return requirementsLocks(repo, manifest, locks);
  const beside = locks.filter((lock) => lock.ecosystem === manifest.ecosystem && folders.includes(folderOf(lock.path)));
  if (manifest.ecosystem !== 'python') {
    // Go workspaces and Cargo workspaces without listed members keep one lock further up.
    if (beside.length > 0 || !['go', 'cargo', 'gradle', 'npm'].includes(manifest.ecosystem)) return beside;
    return manifest.ecosystem === 'npm'
      ? []
      : locks
          .filter(
            (lock) => lock.ecosystem === manifest.ecosystem && foldersUp(manifest.path).includes(folderOf(lock.path)),
          )
          .slice(0, 1);
  }
  if (manifest.path.endsWith('Pipfile')) return beside.filter((lock) => lock.kind === 'pipenv');
  const own = beside.filter((lock) => lock.kind !== 'pipenv' && lock.kind !== 'requirements');
  if (own.length > 0) return own;
  const folder = folderOf(manifest.path);
  const inRequirements = folder === '' ? 'requirements' : `${folder}/requirements`;
  return locks.filter((lock) => lock.kind === 'requirements' && [folder, inRequirements].includes(folderOf(lock.path)));
}

/** `base.in` is locked by the compiled `base.txt`; a compiled file locks itself and what it includes is judged apart. */
function requirementsLocks(repo: Repo, manifest: RawManifest, locks: readonly Lock[]): Lock[] {
  const compiled = locks.filter((lock) => lock.kind === 'requirements');
  const own = compiled.filter(
    (lock) => lock.path === manifest.path || lock.path === manifest.path.replace(/\.in$/, '.txt'),
  );
  if (own.length > 0) return own;
  const included = includedRequirements(repo, manifest.path);
  if (manifest.direct.length === 0 && included.length > 0)
    return compiled.filter((lock) => included.includes(lock.path));
  // What a compiled list includes is locked with it: `-r base.in` in `prod.in`, compiled to `prod.txt`.
  const including = compiled.filter((lock) => {
    const source = lock.path.replace(/\.txt$/, '.in');
    return source !== lock.path && repo.has(source) && includedRequirements(repo, source).includes(manifest.path);
  });
  if (including.length > 0) return including;
  // A plain list beside a resolver's lock is an export or a leftover of it.
  return locks.filter(
    (lock) =>
      lock.ecosystem === 'python' && lock.kind !== 'requirements' && folderOf(lock.path) === folderOf(manifest.path),
  );
}
