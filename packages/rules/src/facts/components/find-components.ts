import { parseJson } from '../../repo/parsers/json.ts';
import { baseName, compareText, folderOf, isInside, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { Component, ComponentsFact } from '../components-fact.ts';
import type { RawManifest } from '../dependencies/raw-manifest.ts';
import type { Ecosystem } from '../dependencies-fact.ts';
import { technologyOf } from '../stacks/technologies.ts';
import type { Language } from '../stacks-fact.ts';
import { type AppSignal, appSignals, isDockerfile } from './app-signals.ts';

const languageOf: Readonly<Record<Ecosystem, Language>> = {
  python: 'python',
  npm: 'javascript',
  ruby: 'ruby',
  composer: 'php',
  go: 'go',
  cargo: 'rust',
  maven: 'java',
  gradle: 'java',
  nuget: 'csharp',
  mix: 'elixir',
};

/** Frameworks whose projects are apps as soon as they are declared; a library would have them as peers. */
const APP_FRAMEWORKS = new Set([
  'next',
  'nuxt',
  'sveltekit',
  'nestjs',
  'remix',
  'strapi',
  'medusa',
  'adonis',
  'phoenix',
  'hocuspocus',
]);
const FRONT_END =
  /^(?:vite|react-scripts|@angular\/cli|@vue\/cli-service|gatsby|parcel|astro|@docusaurus\/core|vitepress)$/;

/** Apps and packages of the repository, from manifests, entry points and deploy files. */
export function findComponents(repo: Repo, code: CodeFact, manifests: readonly RawManifest[]): ComponentsFact {
  const byFolder = new Map<string, RawManifest[]>();
  for (const manifest of manifests) {
    const folder = componentFolder(manifest.path);
    if (isAssetsOfPython(repo, manifest)) continue;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), manifest]);
  }
  const folders = [...byFolder.keys()].sort((a, b) => b.length - a.length);
  const signals = new Map<string, AppSignal[]>();
  for (const signal of [...appSignals(repo, code), ...manifestSignals(repo, manifests)]) {
    const owner = ownerOf(repo, signal, folders, byFolder);
    if (owner !== null) signals.set(owner, [...(signals.get(owner) ?? []), signal]);
  }
  const languages = sourceLanguages(code, [...new Set([...byFolder.keys(), ...signals.keys()])]);
  const all: Component[] = [];
  for (const path of [...new Set([...byFolder.keys(), ...signals.keys()])].sort(compareText)) {
    const own = byFolder.get(path) ?? [];
    const accepted = (signals.get(path) ?? []).filter((signal) =>
      isCredible(repo, signal, own, languages.get(path) ?? new Set()),
    );
    const component = describe(path, own, accepted, languages.get(path) ?? new Set(), manifests);
    if (component) all.push(component);
  }
  const apps = all.filter((component) => component.kind === 'app');
  const libraries = all.filter((component) => component.kind === 'library');
  const deepest = [...all].sort((a, b) => b.path.length - a.path.length);
  return {
    all,
    apps,
    libraries,
    kind:
      apps.length > 0
        ? 'app'
        : libraries.length > 0
          ? 'library'
          : repo.paths.length === 0
            ? 'empty'
            : code.files().length > 0
              ? 'library'
              : 'documents',
    of: (path) => deepest.find((component) => isInside(path, component.path)) ?? null,
  };
}

/** `requirements/base.txt` declares what the folder above needs. */
function componentFolder(path: string): string {
  const folder = folderOf(path);
  return /^requirements$/i.test(baseName(folder)) ? folderOf(folder) : folder;
}

/** A package.json inside a Python package builds what that package serves: no component of its own. */
function isAssetsOfPython(repo: Repo, { ecosystem, path }: RawManifest): boolean {
  const folder = folderOf(path);
  return ecosystem === 'npm' && folder !== '' && repo.has(`${folder}/__init__.py`);
}

function describe(
  path: string,
  manifests: readonly RawManifest[],
  signals: readonly AppSignal[],
  languages: ReadonlySet<Language>,
  all: readonly RawManifest[],
): Component | null {
  const name = manifests.find((manifest) => manifest.name)?.name ?? (baseName(path) || 'the app');
  const paths = manifests.map((manifest) => manifest.path);
  const signal = signals[0];
  if (signal) return { path, name, kind: 'app', reason: signal.reason, place: signal.place, manifests: paths };
  const manifest = manifests.find((item) => languages.has(languageOf[item.ecosystem]));
  if (!manifest) return null;
  const isRootOfWorkspace =
    manifest.workspaceMembers.length > 0 &&
    manifest.direct.every((item) => item.group === 'development') &&
    all.length > 1;
  if (isRootOfWorkspace) return null;
  const isFrontEnd = manifest.ecosystem === 'npm' && manifest.direct.some((item) => FRONT_END.test(item.name));
  return {
    path,
    name,
    kind:
      isFrontEnd && manifest.scripts.some((script) => script.name === 'build') && !isPublished(manifest)
        ? 'static'
        : 'library',
    reason: 'a package that nothing starts',
    place: placeOf(manifest.path),
    manifests: paths,
  };
}

function isPublished(manifest: RawManifest): boolean {
  return manifest.direct.length === 0;
}

/** Which component a signal speaks of: the deepest manifest folder above it; without one the folder itself where sources lie, else the root. */
function ownerOf(
  repo: Repo,
  signal: AppSignal,
  folders: readonly string[],
  byFolder: ReadonlyMap<string, RawManifest[]>,
): string | null {
  const owner = folders.find((folder) => isInside(signal.folder, folder));
  if (owner !== undefined && (owner !== '' || signal.folder === '')) return owner;
  if (isDockerfile(signal.place.path) && signal.folder !== '') {
    // A Dockerfile in a folder without sources (`docker/`, `deploy/`) builds something else: the root, if that is a package.
    const hasSource = repo.paths.some(
      (path) => isInside(path, signal.folder) && /\.(?:py|[cm]?[jt]sx?|rb|go|java|kt|php|cs|ex|rs)$/.test(path),
    );
    if (hasSource && owner === undefined) return signal.folder;
    const root = byFolder.get('');
    const isWorkspaceRoot = root?.some((manifest) => manifest.workspaceMembers.length > 0) ?? false;
    return byFolder.size === 0 || (root && !isWorkspaceRoot) ? '' : null;
  }
  return owner ?? (byFolder.size === 0 ? '' : signal.folder);
}

/** A published package holds code that looks like an app's without being one. */
function isCredible(
  repo: Repo,
  signal: AppSignal,
  manifests: readonly RawManifest[],
  languages: ReadonlySet<Language>,
): boolean {
  if (signal.place.path.endsWith('.go'))
    return (
      languages.has('go') &&
      manifests.every((manifest) => manifest.ecosystem !== 'go' || hasGoMain(repo, folderOf(manifest.path)))
    );
  const npm = manifests.find((manifest) => manifest.ecosystem === 'npm');
  if (npm && /\.[cm]?[jt]sx?$/.test(signal.place.path) && signal.reason.startsWith('a server')) {
    const root = repo.parsed(npm.path, parseJson)?.root;
    const published =
      root?.get('private')?.value !== true &&
      (root?.get('main') || root?.get('exports')) &&
      (root.get('files') || root.get('publishConfig') || root.get('peerDependencies'));
    return !published || npm.scripts.some((script) => /^(?:start|serve|start:prod)$/.test(script.name));
  }
  return true;
}

function hasGoMain(repo: Repo, folder: string): boolean {
  return repo
    .withExtension('go')
    .some(
      (path) =>
        isInside(path, folder) && repo.isProduction(path) && /^package main\b/m.test(repo.text(path).slice(0, 4_000)),
    );
}

function manifestSignals(repo: Repo, manifests: readonly RawManifest[]): AppSignal[] {
  const signals: AppSignal[] = [];
  for (const manifest of manifests) {
    const framework = manifest.direct.find(
      (item) =>
        item.group === 'production' && APP_FRAMEWORKS.has(technologyOf(manifest.ecosystem, item.name)?.name ?? ''),
    );
    const starts =
      manifest.ecosystem !== 'npm' ||
      manifest.scripts.some((script) => /^(?:start|dev|serve|start:prod)$/.test(script.name));
    if (framework && starts)
      signals.push({
        folder: folderOf(manifest.path),
        reason: `${framework.name} is declared`,
        place: framework.place,
      });
  }
  for (const path of repo.named('composer.json')) {
    const folder = folderOf(path);
    const index = folder === '' ? 'public/index.php' : `${folder}/public/index.php`;
    if (repo.has(index) && repo.isProduction(index))
      signals.push({ folder, reason: 'a PHP front controller', place: placeOf(index) });
  }
  return signals;
}

function sourceLanguages(code: CodeFact, folders: readonly string[]): Map<string, Set<Language>> {
  const sorted = [...folders].sort((a, b) => b.length - a.length);
  const found = new Map<string, Set<Language>>();
  for (const path of code.files()) {
    const language = code.languageOf(path);
    const owner = sorted.find((folder) => isInside(path, folder));
    if (!language || owner === undefined || isConfiguration(path)) continue;
    const known = found.get(owner) ?? new Set<Language>();
    found.set(owner, known.add(language));
  }
  return found;
}

/** `vite.config.js`, `setup.py`: files of tools, not of a program. */
function isConfiguration(path: string): boolean {
  return /(?:\.config\.[cm]?[jt]s|(?:^|\/)(?:setup|conf|gulpfile|gruntfile|\.?eslintrc)\.(?:py|[cm]?js))$/i.test(path);
}
