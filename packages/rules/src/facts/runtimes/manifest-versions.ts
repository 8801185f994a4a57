import { parseGemfile } from '../../repo/parsers/gemfile.ts';
import { parseGoModule } from '../../repo/parsers/go-mod.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Language } from '../stacks-fact.ts';
import type { RawStatement } from './raw-statement.ts';

type Reader = (repo: Repo, path: string) => RawStatement[];

const READERS: Readonly<Record<string, Reader>> = {
  'pyproject.toml': (repo, path) => [
    ...fromData(repo, path, parseToml, 'python', ['project', 'requires-python']),
    ...fromData(repo, path, parseToml, 'python', ['tool', 'poetry', 'dependencies', 'python']),
  ],
  Pipfile: (repo, path) => {
    const full = fromData(repo, path, parseToml, 'python', ['requires', 'python_full_version']);
    return full.length > 0 ? full : fromData(repo, path, parseToml, 'python', ['requires', 'python_version']);
  },
  'setup.py': (repo, path) =>
    fromText(repo, path, 'python', /\bpython_requires\s*=\s*["'](?<version>[^"'\n]{1,60})["']/g),
  'setup.cfg': (repo, path) =>
    fromText(repo, path, 'python', /^python_requires[ \t]*=[ \t]*(?<version>[^\n#]{1,60})/gm),
  'environment.yml': (repo, path) =>
    fromText(repo, path, 'python', /^[ \t]*-[ \t]*python[ \t]*(?<version>[=<>~!][^\n#]{1,40})/gm),
  'package.json': (repo, path) => [
    ...fromData(repo, path, parseJson, 'javascript', ['engines', 'node']),
    ...fromData(repo, path, parseJson, 'javascript', ['volta', 'node']),
  ],
  Gemfile: (repo, path) => {
    const ruby = repo.parsed(path, parseGemfile)?.ruby;
    // `ruby file: ".ruby-version"` states nothing of its own.
    return ruby && /^[~>=<\s]*\d/.test(ruby.version) ? [manifest('ruby', ruby.version, path, ruby.line)] : [];
  },
  'composer.json': (repo, path) => [
    ...fromData(repo, path, parseJson, 'php', ['require', 'php']),
    ...fromData(repo, path, parseJson, 'php', ['config', 'platform', 'php']),
  ],
  'mix.exs': (repo, path) => fromText(repo, path, 'elixir', /\belixir:\s*"(?<version>[^"\n]{1,60})"/g).slice(0, 1),
  'pom.xml': pom,
  'build.gradle': gradle,
  'build.gradle.kts': gradle,
  'Cargo.toml': (repo, path) =>
    [
      ...fromData(repo, path, parseToml, 'rust', ['package', 'rust-version']),
      ...fromData(repo, path, parseToml, 'rust', ['workspace', 'package', 'rust-version']),
    ].map((item) => ({ ...item, minimum: true })),
  'go.mod': (repo, path) => {
    const file = repo.parsed(path, parseGoModule);
    const found: RawStatement[] = [];
    if (file?.go) found.push({ ...manifest('go', file.go.version, path, file.go.line), minimum: true });
    if (file?.toolchain) found.push(manifest('go', file.toolchain.version, path, file.toolchain.line));
    return found;
  },
};

/** What package manifests say about the language they are for. */
export function manifestVersions(repo: Repo): RawStatement[] {
  const named = repo
    .named(...Object.keys(READERS))
    .flatMap((path) => READERS[path.slice(path.lastIndexOf('/') + 1)]?.(repo, path) ?? []);
  return [...named, ...repo.withExtension('csproj', 'fsproj').flatMap((path) => dotnet(repo, path))];
}

function manifest(language: Language, text: string, path: string, line: number): RawStatement {
  return { language, text, where: 'manifest', place: placeOf(path, line) };
}

function fromData(
  repo: Repo,
  path: string,
  parse: typeof parseJson,
  language: Language,
  keys: string[],
): RawStatement[] {
  const node = repo.parsed(path, parse)?.root?.get(...keys);
  const text = node?.text() ?? node?.get('version')?.text();
  return node && text ? [manifest(language, text, path, node.startLine)] : [];
}

function fromText(repo: Repo, path: string, language: Language, pattern: RegExp): RawStatement[] {
  return [...repo.text(path).slice(0, 200_000).matchAll(pattern)].map((match) =>
    manifest(
      language,
      (match.groups?.version ?? '').trim(),
      path,
      repo.placeAt(path, match.index + match[0].search(/\S/)).startLine,
    ),
  );
}

/** Release levels of a compiler are minimums: a newer runtime runs the classes as well. */
function pom(repo: Repo, path: string): RawStatement[] {
  const text = repo.text(path).slice(0, 400_000);
  const found = fromText(
    repo,
    path,
    'java',
    /<(?<tag>java\.version|maven\.compiler\.(?:release|source)|release)>\s*(?<version>\d[\d.]{0,8})\s*<\/\k<tag>>/g,
  );
  // `<release>` stands for itself in other plugins' parts too; the compiler's is the one beside its name.
  const isCompiler = text.includes('maven-compiler-plugin');
  return found
    .filter((item) => isCompiler || !/<release>/.test(repo.lines(path)[item.place.startLine - 1] ?? ''))
    .slice(0, 1)
    .map((item) => ({ ...item, minimum: true }));
}

function gradle(repo: Repo, path: string): RawStatement[] {
  const code = repo.code(path).slice(0, 200_000);
  const at = (match: RegExpExecArray): RawStatement => ({
    language: 'java',
    text: (match.groups?.version ?? '').replace(/^1_|^1\./, ''),
    where: 'manifest',
    place: repo.placeAt(path, match.index + match[0].search(/\S/)),
  });
  const toolchain = /\b(?:JavaLanguageVersion\.of|jvmToolchain)\s*\(\s*["']?(?<version>\d{1,2})/.exec(code);
  if (toolchain) return [at(toolchain)];
  const level = /\b(?:sourceCompatibility|release)\b[^\n\d]{0,60}?(?<version>1[._]\d|\d{1,2})\b/.exec(code);
  return level ? [{ ...at(level), minimum: true }] : [];
}

function dotnet(repo: Repo, path: string): RawStatement[] {
  const match = /<TargetFrameworks?>\s*(?<list>[^<]{1,200})<\/TargetFrameworks?>/.exec(
    repo.text(path).slice(0, 100_000),
  );
  const texts = [...(match?.groups?.list ?? '').matchAll(/\bnet(?:coreapp)?(?<version>\d+\.\d+)/g)].map(
    (item) => item.groups?.version ?? '',
  );
  const [first, ...others] = texts;
  if (!match || first === undefined) return [];
  return [
    {
      language: 'csharp',
      text: first,
      where: 'manifest',
      place: repo.placeAt(path, match.index),
      texts: others.length > 0 ? texts : undefined,
    },
  ];
}
