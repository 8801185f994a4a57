import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { splitLines } from '../../repo/parsers/lines.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Language } from '../stacks-fact.ts';
import type { RawStatement } from './raw-statement.ts';

type Line = { text: string; line: number };

const ONE_VERSION: Readonly<Record<string, Language>> = {
  '.python-version': 'python',
  '.nvmrc': 'javascript',
  '.node-version': 'javascript',
  '.ruby-version': 'ruby',
  '.java-version': 'java',
  '.go-version': 'go',
  '.php-version': 'php',
  '.exenv-version': 'elixir',
};
const TOOLS: Readonly<Record<string, Language>> = {
  python: 'python',
  node: 'javascript',
  nodejs: 'javascript',
  ruby: 'ruby',
  java: 'java',
  go: 'go',
  golang: 'go',
  php: 'php',
  elixir: 'elixir',
  rust: 'rust',
  dotnet: 'csharp',
  'dotnet-core': 'csharp',
};
const NAMES = [
  ...Object.keys(ONE_VERSION),
  'runtime.txt',
  '.tool-versions',
  'mise.toml',
  '.mise.toml',
  'global.json',
  'rust-toolchain',
  'rust-toolchain.toml',
  'system.properties',
  '.sdkmanrc',
];

/** Files that state a version for version managers and platforms. */
export function versionFiles(repo: Repo): RawStatement[] {
  return repo.named(...NAMES).flatMap((path) => versionsInFile(repo, path));
}

/** What one version file says; several lines for several languages. */
export function versionsInFile(repo: Repo, path: string): RawStatement[] {
  const name = baseName(path);
  const state = (language: Language, { text, line }: Line): RawStatement => ({
    language,
    text,
    where: 'version-file',
    place: placeOf(path, line),
  });
  const single = Object.hasOwn(ONE_VERSION, name) ? ONE_VERSION[name] : undefined;
  if (single)
    return linesOf(repo, path)
      .slice(0, 1)
      .map((line) => state(single, line));
  switch (name) {
    case 'runtime.txt': {
      // Heroku and Cloud Foundry: `python-3.12.4`.
      return linesOf(repo, path)
        .filter(({ text }) => /^python-\d/.test(text))
        .slice(0, 1)
        .map((line) => state('python', line));
    }
    case '.tool-versions':
      return linesOf(repo, path).flatMap(({ text, line }) => {
        const [tool = '', version] = text.split(/\s+/);
        const language = Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : undefined;
        return language && version ? [state(language, { text: version, line })] : [];
      });
    case 'mise.toml':
    case '.mise.toml':
      return (repo.parsed(path, parseToml)?.root?.get('tools')?.entries() ?? []).flatMap(({ key, keyLine, node }) => {
        const language = Object.hasOwn(TOOLS, key) ? TOOLS[key] : undefined;
        const version = node.text() ?? node.items()[0]?.text() ?? node.get('version')?.text();
        return language && version ? [state(language, { text: version, line: keyLine })] : [];
      });
    case 'global.json':
      return ofNode(repo.parsed(path, parseJson)?.root?.get('sdk', 'version')).map((line) => state('csharp', line));
    case 'rust-toolchain.toml':
      return ofNode(repo.parsed(path, parseToml)?.root?.get('toolchain', 'channel')).map((line) => state('rust', line));
    case 'rust-toolchain': {
      const channel = ofNode(repo.parsed(path, parseToml)?.root?.get('toolchain', 'channel'));
      return (channel.length > 0 ? channel : linesOf(repo, path).slice(0, 1)).map((line) => state('rust', line));
    }
    case 'system.properties':
      return keyed(repo, path, /^java\.runtime\.version\s*[=:]\s*(?<version>\S+)/).map((line) => state('java', line));
    case '.sdkmanrc':
      return keyed(repo, path, /^java\s*=\s*(?<version>\d\S*)/).map((line) => state('java', line));
    default:
      return [];
  }
}

function ofNode(node: DataNode | null | undefined): Line[] {
  const text = node?.text();
  return node && text ? [{ text, line: node.startLine }] : [];
}

function keyed(repo: Repo, path: string, pattern: RegExp): Line[] {
  return linesOf(repo, path).flatMap(({ text, line }) => {
    const version = pattern.exec(text)?.groups?.version;
    return version ? [{ text: version, line }] : [];
  });
}

/** Lines that are neither empty nor comments. */
function linesOf(repo: Repo, path: string): Line[] {
  return splitLines(repo.text(path).slice(0, 20_000))
    .map((raw, index) => ({ text: raw.replace(/\s*#.*$/, '').trim(), line: index + 1 }))
    .filter(({ text }) => text !== '');
}
