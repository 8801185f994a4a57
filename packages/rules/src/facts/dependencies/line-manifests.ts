import { parseJson } from '../../repo/parsers/json.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Dependency } from '../dependencies-fact.ts';
import {
  boundOf,
  DEVELOPMENT,
  dependency,
  isDevelopmentGroup,
  MAIN,
  type RawManifest,
  rawManifest,
} from './raw-manifest.ts';

/** composer.json, Cargo.toml, go.mod, Gemfile, mix.exs. */
export function lineManifests(repo: Repo): RawManifest[] {
  return [
    ...repo.named('composer.json').flatMap((path) => composer(repo, path)),
    ...repo.named('Cargo.toml').flatMap((path) => cargo(repo, path)),
    ...repo.named('go.mod').map((path) => goModule(repo, path)),
    ...repo.named('Gemfile', 'gems.rb').map((path) => gemfile(repo, path)),
    ...repo.named('mix.exs').map((path) => mix(repo, path)),
  ];
}

function composer(repo: Repo, path: string): RawManifest[] {
  const root = repo.parsed(path, parseJson)?.root;
  if (root?.kind !== 'map') return [];
  const manifest = rawManifest(path, 'composer');
  manifest.name = root.get('name')?.text() ?? null;
  for (const [table, group] of [
    ['require', MAIN],
    ['require-dev', DEVELOPMENT],
  ] as const) {
    for (const { key, node } of root.get(table)?.entries() ?? []) {
      if (key === 'php' || /^(?:ext|lib)-/.test(key) || key.startsWith('composer')) continue;
      manifest.direct.push(dependency(key.toLowerCase(), node.text(), group, placeOf(path, node.startLine)));
    }
  }
  for (const { key, node } of root.get('scripts')?.entries() ?? []) {
    const command =
      node.kind === 'list'
        ? node
            .items()
            .map((item) => item.text() ?? '')
            .join(' && ')
        : (node.text() ?? '');
    manifest.scripts.push({ name: key, command, place: placeOf(path, node.startLine, node.endLine) });
  }
  return [manifest];
}

function cargo(repo: Repo, path: string): RawManifest[] {
  const root = repo.parsed(path, parseToml)?.root;
  if (!root) return [];
  const manifest = rawManifest(path, 'cargo');
  manifest.name = root.get('package', 'name')?.text() ?? null;
  for (const [table, group] of [
    ['dependencies', MAIN],
    ['dev-dependencies', DEVELOPMENT],
    ['build-dependencies', { group: 'development', groupName: 'build-dependencies' }],
  ] as const) {
    for (const { key, node } of root.get(table)?.entries() ?? []) {
      const source: Dependency['source'] =
        node.get('workspace') || node.get('path') ? 'path' : node.get('git') ? 'git' : 'registry';
      const constraint =
        source === 'git'
          ? (node.get('rev')?.text() ?? node.get('tag')?.text() ?? null)
          : (node.text() ?? node.get('version')?.text() ?? null);
      // A bare Cargo version is a caret range.
      const bound =
        source === 'registry' && boundOf(constraint) === 'exact' && !constraint?.startsWith('=')
          ? 'range'
          : boundOf(constraint, source);
      manifest.direct.push(
        dependency(
          node.get('package')?.text() ?? key,
          constraint,
          group,
          placeOf(path, node.startLine, node.endLine),
          source,
          bound,
        ),
      );
    }
  }
  for (const member of root.get('workspace', 'members')?.items() ?? [])
    manifest.workspaceMembers.push(member.text() ?? '');
  return [manifest];
}

function goModule(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'go');
  const replaced = new Set<string>();
  let block = '';
  for (const [index, raw] of repo.lines(path).entries()) {
    const line = raw.trim();
    if (line.startsWith('module ')) manifest.name = line.slice(7).trim();
    const opened = /^(?<block>require|replace|exclude|retract|tool)\s*\($/.exec(line)?.groups?.block;
    if (opened) block = opened;
    else if (line === ')') block = '';
    const replace = /^(?:replace\s+)?(?<name>[\w./~-]+)(?:\s+v\S+)?\s+=>\s+\.{0,2}\//.exec(line);
    if (replace?.groups?.name) replaced.add(replace.groups.name);
    const required = /^(?:require\s+)?(?<name>(?=[\w/~-]{0,200}\.)[\w./~-]{3,300})\s+(?<version>v\d\S*)/.exec(line);
    if (
      !required?.groups?.name ||
      !(block === 'require' || line.startsWith('require ')) ||
      line.endsWith('// indirect')
    )
      continue;
    manifest.direct.push(
      dependency(
        required.groups.name,
        required.groups.version ?? null,
        MAIN,
        placeOf(path, index + 1),
        'registry',
        'exact',
      ),
    );
  }
  manifest.direct = manifest.direct.map((item) =>
    replaced.has(item.name) ? { ...item, source: 'path', bound: 'local' } : item,
  );
  return manifest;
}

function gemfile(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'ruby');
  const blocks: string[][] = [];
  for (const [index, line] of repo.lines(path).entries()) {
    const code = line.replace(/(?:^|\s)#.*$/, '');
    const group = /^\s*group[\s(]+(?<names>[^|]*?)\)?\s+do\b/.exec(code);
    if (group)
      blocks.push(
        [...(group.groups?.names ?? '').matchAll(/[:"'](?<name>\w+)/g)].map((match) => match.groups?.name ?? ''),
      );
    else if (/\bdo\b\s*(?:\|[^|]*\|)?\s*$/.test(code) || /^\s*(?:if|unless|case)\b/.test(code)) blocks.push([]);
    else if (/^\s*end\b/.test(code)) blocks.pop();
    const gem = /^\s*gem[\s(]+["'](?<name>[\w.-]+)["'](?<rest>.*)$/.exec(code);
    if (!gem?.groups?.name) continue;
    const rest = gem.groups.rest ?? '';
    const constraints = [
      ...rest.replace(/\w+:\s*(?:\[[^\]]*\]|["'][^"']*["'])/g, '').matchAll(/["'](?<text>[^"']+)["']/g),
    ].map((match) => match.groups?.text ?? '');
    const inline = [
      ...(/\bgroups?:\s*(?<names>\[[^\]]*\]|:\w+)/.exec(rest)?.groups?.names ?? '').matchAll(/:?(?<name>[a-z]\w*)/g),
    ].map((match) => match.groups?.name ?? '');
    const names = [...blocks.flat(), ...inline].filter(Boolean);
    const isDevelopment = names.length > 0 && names.every((name) => isDevelopmentGroup(name));
    const source: Dependency['source'] = /\b(?:git|github):/.test(rest)
      ? 'git'
      : /\bpath:/.test(rest)
        ? 'path'
        : 'registry';
    const constraint =
      source === 'git'
        ? (/\b(?:ref|tag):\s*["'](?<ref>[^"']+)/.exec(rest)?.groups?.ref ?? null)
        : constraints.join(', ') || null;
    manifest.direct.push(
      dependency(
        gem.groups.name,
        constraint,
        isDevelopment ? { group: 'development', groupName: names.join(',') } : MAIN,
        placeOf(path, index + 1),
        source,
      ),
    );
  }
  return manifest;
}

function mix(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'mix');
  const code = repo.code(path);
  manifest.name = /\bapp:\s*:(?<name>\w+)/.exec(code)?.groups?.name ?? null;
  for (const match of code.matchAll(/\{:(?<name>\w+),\s*(?:"(?<constraint>[^"\n]*)")?(?<rest>[^}\n]*)\}/g)) {
    const rest = match.groups?.rest ?? '';
    const source: Dependency['source'] = /\b(?:git|github):/.test(rest)
      ? 'git'
      : /\bpath:|in_umbrella:/.test(rest)
        ? 'path'
        : 'registry';
    const isDevelopment = /\bonly:\s*(?:\[\s*)?:(?:dev|test)/.test(rest) && !/\bonly:[^\]]*:prod/.test(rest);
    manifest.direct.push(
      dependency(
        match.groups?.name ?? '',
        match.groups?.constraint ?? null,
        isDevelopment ? DEVELOPMENT : MAIN,
        repo.placeAt(path, match.index),
        source,
      ),
    );
  }
  return manifest;
}
