import { parseJson } from '../../../repo/parsers/json.ts';
import { baseName, folderOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import { firstLine, inFolder, isOwnFolder, type Output } from './output.ts';

const OUTPUT =
  /^(?<parent>(?:.*?\/)?)(?<name>dist|build|out|target|bin|obj|_build|_site|\.next|\.nuxt|\.output|\.svelte-kit|__pycache__|[\w.-]+\.egg-info|staticfiles|static_root|static_collected|collected_static|static|public\/build|public\/assets|public\/packs|public\/bundles|app\/assets\/builds|storybook-static|priv\/static)\/(?<rest>.+)$/;
const HASHED = /(?:^|\/)[\w.~-]*[.-](?=[\w-]*\d)[\w-]{8,32}\.(?:chunk\.)?(?:js|css|mjs)$/;
const BUNDLE = /(?:^|\/)(?:asset-manifest\.json|(?:[\w.-]+\.)?bundle\.js|main\.js|index\.js|app\.js|[\w.-]+\.js\.map)$/;
const SCRIPT = /\.(?:js|mjs|cjs|css|map|d\.ts)$/;

/** Folders that builds fill, beside what says that a build fills them. */
export function outputFolders(repo: Repo): Output[] {
  const folders = new Map<string, { parent: string; name: string; files: string[] }>();
  for (const path of repo.paths) {
    const { parent = '', name, rest } = OUTPUT.exec(path)?.groups ?? {};
    if (!name || !rest || isPlaceholder(path)) continue;
    const folder = `${parent}${name}`;
    const known = folders.get(folder);
    if (known) known.files.push(rest);
    else folders.set(folder, { parent: parent.replace(/\/$/, ''), name, files: [rest] });
  }
  return [...folders].flatMap(([folder, { parent, name, files }]) => {
    if (!isOwnFolder(repo, parent)) return [];
    const maker = makerOf(repo, parent, name, files);
    const first = files[0];
    if (maker === null || !first) return [];
    const count = files.length === 1 ? 'one file' : `${files.length} files`;
    return [
      {
        name: `${folder}/`,
        message: `${folder}/ (${count}) is the output of ${maker}.`,
        place: firstLine(`${folder}/${first}`),
      },
    ];
  });
}

function isPlaceholder(path: string): boolean {
  return /^(?:\.gitkeep|\.keep|\.gitignore|README\.md|\.htaccess|robots\.txt|favicon\.\w+)$/i.test(baseName(path));
}

interface Candidate {
  repo: Repo;
  parent: string;
  name: string;
  files: readonly string[];
  beside: (...files: string[]) => boolean;
  some: (pattern: RegExp) => boolean;
}

type Maker = readonly [name: RegExp, maker: string, isOutput: (candidate: Candidate) => boolean];

const MAKERS: readonly Maker[] = [
  [/^__pycache__$/, 'the Python compiler', ({ some }) => some(/\.pyc$/)],
  [/\.egg-info$/, 'setuptools', ({ some }) => some(/^PKG-INFO$/)],
  [/^target$/, 'a build', isTarget],
  [/^(?:bin|obj)$/, 'dotnet build', isDotnet],
  [/^_build$/, 'mix', ({ beside, some }) => beside('mix.exs') && some(/^(?:dev|prod|test)\//)],
  [/^_site$/, 'Jekyll', ({ beside, some }) => beside('_config.yml') && some(/\.html$/)],
  [/^\.(?:next|nuxt|output|svelte-kit)$/, 'the framework build', ({ beside }) => beside('package.json')],
  [/^(?:static|staticfiles|static_root|static_collected|collected_static)$/, 'collectstatic', isCollected],
  [
    /^public\/build$/,
    'the asset build',
    ({ some }) => some(/^(?:\.vite\/)?(?:manifest|entrypoints)\.json$/) && some(SCRIPT),
  ],
  [/^public\/assets$/, 'assets:precompile', ({ some }) => some(/^\.?(?:sprockets-)?manifest(?:-[0-9a-f]+)?\.json$/)],
  [/^public\/packs$/, 'Webpacker', ({ some }) => some(/^manifest\.json$/)],
  [/^app\/assets\/builds$/, 'the asset build', ({ some }) => some(/\.(?:js|css)$/)],
  [/^priv\/static$/, 'mix phx.digest', ({ some }) => some(/^cache_manifest\.json$/)],
  [/^storybook-static$/, 'Storybook', ({ some }) => some(/^index\.html$/)],
  [/^(?:dist|build)$/, 'a Python build', isPythonBuild],
  [
    /^build$/,
    'Gradle',
    ({ beside, some }) => beside('build.gradle', 'build.gradle.kts') && some(/^(?:classes|libs|distributions|tmp)\//),
  ],
  [/^(?:dist|build|out)$/, 'the package script `build`', isBundle],
];

/** What fills the folder; null where nothing says that it is output. */
function makerOf(repo: Repo, parent: string, name: string, files: readonly string[]): string | null {
  const candidate: Candidate = {
    repo,
    parent,
    name,
    files,
    beside: (...besides) => besides.some((file) => repo.has(inFolder(parent, file))),
    some: (pattern) => files.some((file) => pattern.test(file)),
  };
  return MAKERS.find(([pattern, , isOutput]) => pattern.test(name) && isOutput(candidate))?.[1] ?? null;
}

function isTarget({ beside, some }: Candidate): boolean {
  return (
    beside('pom.xml', 'build.sbt', 'Cargo.toml') &&
    some(/^(?:classes|test-classes|debug|release|maven-status|generated-sources)\/|\.(?:jar|war)$/)
  );
}

function isDotnet({ repo, parent, some }: Candidate): boolean {
  const isProject = repo.withExtension('csproj', 'fsproj', 'vbproj').some((path) => folderOf(path) === parent);
  return isProject && some(/^(?:Debug|Release)\/|^project\.assets\.json$/i);
}

/** Django's admin is in nobody's sources: where its assets lie, collectstatic put them. */
function isCollected({ name, files, some }: Candidate): boolean {
  const has = (file: string) => files.includes(file);
  if (has('staticfiles.json') || (has('admin/css/base.css') && has('admin/js/core.js'))) return true;
  return name !== 'static' && some(HASHED);
}

function isPythonBuild({ name, beside, some }: Candidate): boolean {
  return (
    beside('setup.py', 'pyproject.toml') &&
    some(name === 'dist' ? /^[^/]+\.(?:whl|tar\.gz)$/ : /^(?:lib|bdist[\w.-]*)\//)
  );
}

function isBundle({ repo, parent, name, beside, some }: Candidate): boolean {
  // An action of GitHub runs what is committed; there is no other way to ship one.
  if (!some(SCRIPT) || beside('action.yml', 'action.yaml')) return false;
  const hashed = some(HASHED);
  return (hashed || some(BUNDLE)) && hasBuildScript(repo, parent, name === 'dist' || hashed);
}

/** A `build` script in the folder's own package.json; for bundles in a server's static folder, in the root's or any. */
function hasBuildScript(repo: Repo, parent: string, anywhere: boolean): boolean {
  const own = inFolder(parent, 'package.json');
  const manifests = repo.has(own)
    ? [own]
    : anywhere && /(?:^|\/)(?:static|public|assets|wwwroot|resources)(?:\/|$)/.test(parent)
      ? repo.named('package.json')
      : [];
  return manifests.some((path) => {
    const scripts = repo.parsed(path, parseJson)?.root?.get('scripts')?.entries() ?? [];
    return scripts.some(({ key }) =>
      /^(?:build|compile|bundle|prepare|prepublishOnly|dist|prod|production)(?::|$)/.test(key),
    );
  });
}
