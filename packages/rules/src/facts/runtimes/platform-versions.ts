import { parseHcl } from '../../repo/parsers/hcl.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { imageReference } from '../images/to-image-reference.ts';
import type { Language } from '../stacks-fact.ts';
import { dotted, languagesOfImage } from './image-language.ts';
import type { RawStatement } from './raw-statement.ts';

/** Variables by which buildpacks and platforms choose a version. */
const VARIABLES: Readonly<Record<string, Language>> = {
  PYTHON_VERSION: 'python',
  NODE_VERSION: 'javascript',
  RUBY_VERSION: 'ruby',
  JAVA_VERSION: 'java',
  GO_VERSION: 'go',
  PHP_VERSION: 'php',
  ELIXIR_VERSION: 'elixir',
  BP_CPYTHON_VERSION: 'python',
  BP_NODE_VERSION: 'javascript',
  BP_JVM_VERSION: 'java',
  BP_GO_VERSION: 'go',
  BP_MRI_VERSION: 'ruby',
  BP_PHP_VERSION: 'php',
  BP_DOTNET_FRAMEWORK_VERSION: 'csharp',
  GOOGLE_RUNTIME_VERSION: 'python',
  NIXPACKS_PYTHON_VERSION: 'python',
  NIXPACKS_NODE_VERSION: 'javascript',
};
const RUNTIMES: readonly (readonly [RegExp, Language])[] = [
  [/^python(?<version>3\.?\d+)$/, 'python'],
  [/^nodejs(?<version>\d+)(?:\.x)?$/, 'javascript'],
  [/^ruby(?<version>\d\.?\d)$/, 'ruby'],
  [/^java(?<version>\d+)$/, 'java'],
  [/^go(?<version>1\.?\d\d)$/, 'go'],
  [/^php(?<version>\d\d|\d\.\d)$/, 'php'],
  [/^dotnet(?<version>\d+)$/, 'csharp'],
];
const FEATURES: Readonly<Record<string, Language>> = {
  python: 'python',
  node: 'javascript',
  ruby: 'ruby',
  java: 'java',
  go: 'go',
  php: 'php',
  elixir: 'elixir',
  rust: 'rust',
  dotnet: 'csharp',
};

/** Platform files, development containers and nix shells. */
export function platformVersions(repo: Repo): RawStatement[] {
  return [
    ...repo
      .named('app.yaml', 'app.yml', 'serverless.yml', 'serverless.yaml', 'template.yaml', 'template.yml')
      .flatMap((path) => runtimesInYaml(repo, path)),
    ...repo.withExtension('tf').flatMap((path) => runtimesInTerraform(repo, path)),
    ...repo
      .named('render.yaml', 'render.yml', 'project.toml', 'netlify.toml', 'nixpacks.toml', 'fly.toml', 'app.json')
      .flatMap((path) => variablesIn(repo, path)),
    ...repo.paths
      .filter((path) => /(?:^|\/)\.?devcontainer(?:\/[\w-]+)?(?:\/devcontainer)?\.json$/.test(path))
      .flatMap((path) => devcontainer(repo, path)),
    ...repo.withExtension('nix').flatMap((path) => nix(repo, path)),
  ];
}

function ofRuntime(text: string, place: Place): RawStatement[] {
  return RUNTIMES.flatMap(([pattern, language]) => {
    const version = pattern.exec(text)?.groups?.version;
    if (!version) return [];
    const full = language === 'go' && !version.includes('.') ? `1.${version.slice(1)}` : dotted(language, version);
    return [{ language, text: full, where: 'platform' as const, place }];
  });
}

function runtimesInYaml(repo: Repo, path: string): RawStatement[] {
  const root = repo.parsed(path, parseYaml)?.root;
  if (!root) return [];
  const nodes = [
    root.get('runtime'),
    root.get('provider', 'runtime'),
    root.get('Globals', 'Function', 'Runtime'),
    ...(root.get('Resources')?.entries() ?? []).map(({ node }) => node.get('Properties', 'Runtime')),
  ];
  return nodes.flatMap((node) => (node ? ofRuntime(node.text() ?? '', placeOf(path, node.startLine)) : []));
}

function runtimesInTerraform(repo: Repo, path: string): RawStatement[] {
  if (!/\bruntime\s*=/.test(repo.text(path))) return [];
  const blocks = repo.parsed(path, parseHcl)?.body.blocks ?? [];
  return blocks.flatMap((block) =>
    block.attributes
      .filter((item) => item.name === 'runtime')
      .flatMap((item) => ofRuntime(item.value.text, placeOf(path, item.startLine))),
  );
}

/** `PYTHON_VERSION: 3.12`, `{ "name": "BP_CPYTHON_VERSION", "value": "3.12" }`, `key:` and `value:` on two lines. */
function variablesIn(repo: Repo, path: string): RawStatement[] {
  const text = repo.text(path).slice(0, 200_000);
  const pattern =
    /\b(?<name>(?:BP_|NIXPACKS_)?[A-Z]+(?:_[A-Z]+)*_VERSION)\b["']?(?:\s*[=:]\s*|[\s,]{1,40}["']?value["']?\s*[=:]\s*)["']?(?<version>\d[\w.*]{0,20})/g;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const name = match.groups?.name ?? '';
    const language = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    return language
      ? [
          {
            language,
            text: match.groups?.version ?? '',
            where: 'platform' as const,
            place: repo.placeAt(path, match.index, match.index + match[0].length - 1),
          },
        ]
      : [];
  });
}

function devcontainer(repo: Repo, path: string): RawStatement[] {
  const root = repo.parsed(path, parseJson)?.root;
  if (!root) return [];
  const found: RawStatement[] = [];
  const image = root.get('image');
  const reference = image?.text();
  if (image && reference) {
    const { name, tag } = imageReference(reference);
    for (const { language, text } of languagesOfImage(name, tag))
      if (text !== '')
        found.push({
          language,
          text,
          where: 'devcontainer',
          place: placeOf(path, image.startLine),
          stage: 'development',
        });
  }
  for (const { key, keyLine, node } of root.get('features')?.entries() ?? []) {
    const feature = /\/(?<name>[a-z-]+)(?::[\w.]+)?$/.exec(key)?.groups?.name ?? '';
    const language = Object.hasOwn(FEATURES, feature) ? FEATURES[feature] : undefined;
    const version = node.get('version')?.text() ?? node.text();
    if (language && version && /\d/.test(version))
      found.push({
        language,
        text: version,
        where: 'devcontainer',
        place: placeOf(path, node.get('version')?.startLine ?? keyLine),
        stage: 'development',
      });
  }
  return found;
}

const NIX: readonly (readonly [RegExp, Language])[] = [
  [/\bpython(?<version>3\d{1,2})(?![\w])/g, 'python'],
  [/\bnodejs(?:-slim)?[_-](?<version>\d\d)\b/g, 'javascript'],
  [/\bruby_(?<version>\d_\d)\b/g, 'ruby'],
  [/\b(?:jdk|temurin-bin-|openjdk)(?<version>\d\d?)(?:_headless)?\b/g, 'java'],
  [/\bgo_(?<version>1_\d\d)\b/g, 'go'],
  [/\bphp(?<version>8\d)\b/g, 'php'],
  [/\belixir_(?<version>1_\d\d)\b/g, 'elixir'],
];

function nix(repo: Repo, path: string): RawStatement[] {
  // Comments to the end of a line; nix has no string with `#` that names a package.
  const code = repo
    .text(path)
    .slice(0, 200_000)
    .replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const development =
    /(?:^|\/)(?:shell|devenv|dev)\.nix$|(?:^|\/)\.idx\//.test(path) ||
    (/\b(?:devShell|mkShell)/.test(code) && !/\b(?:dockerTools|buildImage|nixosModules)\b/.test(code));
  return NIX.flatMap(([pattern, language]) =>
    [...code.matchAll(pattern)].slice(0, 5).map((match) => ({
      language,
      text: dotted(language, (match.groups?.version ?? '').replace('_', '.')),
      where: 'nix' as const,
      place: repo.placeAt(path, match.index),
      stage: development ? ('development' as const) : undefined,
    })),
  );
}
