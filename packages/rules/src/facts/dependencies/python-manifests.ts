import type { DataNode } from '../../repo/parsers/data-node.ts';
import {
  normalisePythonName,
  parseRequirement,
  parseRequirements,
  type Requirement,
} from '../../repo/parsers/requirements.ts';
import { parseToml } from '../../repo/parsers/toml.ts';
import { baseName, folderOf, joinPath, placeOf } from '../../repo/place.ts';
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

type Group = { group: Dependency['group']; groupName: string };

/** pyproject.toml (PEP 621 and 735, Poetry, PDM, uv), Pipfile, setup.py and setup.cfg, requirements files. */
export function pythonManifests(repo: Repo): RawManifest[] {
  const manifests = [
    ...repo.named('pyproject.toml').map((path) => pyproject(repo, path)),
    ...repo.named('Pipfile').map((path) => pipfile(repo, path)),
    ...repo.named('setup.py', 'setup.cfg').map((path) => setup(repo, path)),
    ...requirementsPaths(repo).map((path) => requirementsManifest(repo, path)),
  ];
  return manifests.filter((manifest) => manifest !== null);
}

/** `requirements.txt`, `requirements-dev.in`, `requirements/base.txt`. */
export function requirementsPaths(repo: Repo): string[] {
  return repo.withExtension('txt', 'in', 'pip').filter((path) => {
    const name = baseName(path).toLowerCase();
    if (/^(?:[\w-]+[-_.])?(?:requirements|reqs)(?:[-_.][\w.-]+)?\.(?:txt|in|pip)$/.test(name)) return true;
    return baseName(folderOf(path)).toLowerCase() === 'requirements' && !/^(?:readme|license)/.test(name);
  });
}

function pyproject(repo: Repo, path: string): RawManifest | null {
  const root = repo.parsed(path, parseToml)?.root;
  if (!root) return null;
  const manifest = rawManifest(path, 'python');
  const project = root.get('project');
  const poetry = root.get('tool', 'poetry');
  manifest.name = (project?.get('name') ?? poetry?.get('name'))?.text() ?? null;
  const sources = root.get('tool', 'uv', 'sources');
  addList(manifest, project?.get('dependencies') ?? null, MAIN, sources);
  for (const { key, node } of project?.get('optional-dependencies')?.entries() ?? [])
    addList(manifest, node, extra(key), sources);
  for (const { key, node } of root.get('dependency-groups')?.entries() ?? [])
    addList(manifest, node, groupNamed(key), sources);
  for (const { key, node } of root.get('tool', 'pdm', 'dev-dependencies')?.entries() ?? [])
    addList(manifest, node, { group: 'development', groupName: key }, sources);
  addList(manifest, root.get('tool', 'uv', 'dev-dependencies'), DEVELOPMENT, sources);
  addTable(manifest, poetry?.get('dependencies') ?? null, MAIN);
  addTable(manifest, poetry?.get('dev-dependencies') ?? null, DEVELOPMENT);
  for (const { key, node } of poetry?.get('group')?.entries() ?? []) {
    addTable(manifest, node.get('dependencies'), {
      group: isDevelopmentGroup(key) || node.get('optional')?.value === true ? 'development' : 'production',
      groupName: key,
    });
  }
  for (const member of root.get('tool', 'uv', 'workspace', 'members')?.items() ?? [])
    manifest.workspaceMembers.push(member.text() ?? '');
  for (const table of ['scripts', 'gui-scripts'])
    for (const { key, node } of project?.get(table)?.entries() ?? []) addScript(manifest, key, node);
  for (const table of [
    poetry?.get('scripts'),
    root.get('tool', 'pdm', 'scripts'),
    root.get('tool', 'poe', 'tasks'),
    root.get('tool', 'taskipy', 'tasks'),
  ]) {
    for (const { key, node } of table?.entries() ?? []) addScript(manifest, key, node);
  }
  // A pyproject.toml that only configures tools is no manifest.
  return project || poetry || root.get('dependency-groups') || root.get('tool', 'pdm') ? manifest : null;
}

function extra(name: string): Group {
  return { group: isDevelopmentGroup(name) ? 'development' : 'optional', groupName: name };
}

function addScript(manifest: RawManifest, name: string, node: DataNode): void {
  const command = node.text() ?? node.get('cmd')?.text() ?? node.get('shell')?.text();
  if (command) manifest.scripts.push({ name, command, place: placeOf(manifest.path, node.startLine, node.endLine) });
}

/** Dependency groups are for development, unless one says that it is what production adds. */
function groupNamed(name: string): Group {
  return {
    group: /^(?:prod|production|deploy|deployment|server|runtime)$/i.test(name) ? 'production' : 'development',
    groupName: name,
  };
}

function addList(manifest: RawManifest, list: DataNode | null, group: Group, sources: DataNode | null): void {
  for (const item of list?.items() ?? []) {
    const text = item.text();
    const requirement = text === null ? null : parseRequirement(text, item);
    if (requirement)
      manifest.direct.push(fromRequirement(manifest.path, requirement, group, sources?.get(requirement.name) ?? null));
  }
}

function addTable(manifest: RawManifest, table: DataNode | null, group: Group): void {
  for (const { key, node } of table?.entries() ?? []) {
    if (key.toLowerCase() === 'python') continue;
    const place = placeOf(manifest.path, node.startLine, node.endLine);
    const one = node.kind === 'list' ? node.get(0) : node;
    const optional =
      one?.get('optional')?.value === true ? ({ group: 'optional', groupName: group.groupName } as const) : group;
    const git = one?.get('git')?.text();
    if (git)
      manifest.direct.push(
        dependency(
          normalisePythonName(key),
          one?.get('rev')?.text() ?? one?.get('tag')?.text() ?? null,
          optional,
          place,
          'git',
        ),
      );
    else if (one?.get('path'))
      manifest.direct.push(dependency(normalisePythonName(key), null, optional, place, 'path'));
    else if (one?.get('url'))
      manifest.direct.push(
        dependency(normalisePythonName(key), one.get('url')?.text() ?? null, optional, place, 'url'),
      );
    else
      manifest.direct.push(
        dependency(normalisePythonName(key), one?.text() ?? one?.get('version')?.text() ?? null, optional, place),
      );
  }
}

function fromRequirement(path: string, requirement: Requirement, group: Group, source: DataNode | null): Dependency {
  const place = placeOf(path, requirement.startLine, requirement.endLine);
  if (source?.get('workspace')) return dependency(requirement.name, null, group, place, 'workspace');
  if (source?.get('path')) return dependency(requirement.name, null, group, place, 'path');
  if (source?.get('git'))
    return dependency(
      requirement.name,
      source.get('rev')?.text() ?? source.get('tag')?.text() ?? null,
      group,
      place,
      'git',
    );
  if (requirement.vcs)
    return dependency(
      requirement.name,
      /@(?<ref>[^@#/]+)(?:#|$)/.exec(requirement.url ?? '')?.groups?.ref ?? null,
      group,
      place,
      'git',
    );
  if (requirement.url)
    return dependency(
      requirement.name,
      requirement.url,
      group,
      place,
      /^[./]|^file:/.test(requirement.url) ? 'path' : 'url',
    );
  const constraint = requirement.specifier === '' ? null : requirement.specifier;
  return dependency(
    requirement.name,
    constraint,
    group,
    place,
    'registry',
    requirement.pinned ? 'exact' : pythonBound(constraint),
  );
}

function pythonBound(constraint: string | null): Dependency['bound'] {
  if (constraint === null) return 'none';
  const parts = constraint.split(',').map((part) => part.trim());
  if (parts.some((part) => /^(?:<|~=|==|\^|~)/.test(part))) return 'range';
  return parts.some((part) => part.startsWith('>'))
    ? 'lower'
    : parts.every((part) => part.startsWith('!='))
      ? 'none'
      : boundOf(constraint);
}

function pipfile(repo: Repo, path: string): RawManifest | null {
  const root = repo.parsed(path, parseToml)?.root;
  if (!root) return null;
  const manifest = rawManifest(path, 'python');
  for (const { key, node } of root.entries()) {
    if (['source', 'requires', 'scripts', 'pipenv'].includes(key)) continue;
    addTable(manifest, node, key === 'packages' ? MAIN : { group: 'development', groupName: key });
  }
  for (const { key, node } of root.get('scripts')?.entries() ?? []) addScript(manifest, key, node);
  return manifest;
}

function requirementsManifest(repo: Repo, path: string): RawManifest | null {
  const parsed = repo.parsed(path, parseRequirements);
  if (!parsed || (parsed.requirements.length === 0 && parsed.includes.length === 0)) return null;
  const manifest = rawManifest(path, 'python');
  const name = baseName(path).replace(/\.[a-z]+$/, '');
  const group: Group = isDevelopmentGroup(name) ? { group: 'development', groupName: name } : MAIN;
  manifest.direct = parsed.requirements.map((requirement) => fromRequirement(path, requirement, group, null));
  return manifest;
}

/** Files that a requirements file takes in with `-r`, existing ones only, relative to it. */
export function includedRequirements(repo: Repo, path: string): string[] {
  const includes = repo.parsed(path, parseRequirements)?.includes ?? [];
  return includes
    .filter((include) => include.kind === 'requirements')
    .map((include) => joinPath(folderOf(path), include.path))
    .filter((target) => target !== null && repo.has(target)) as string[];
}

/** setup.py and setup.cfg are programs and INI: the install_requires list is read, nothing is run. */
function setup(repo: Repo, path: string): RawManifest | null {
  const text = repo.code(path);
  if (
    path.endsWith('.py') ? !/\b(?:setuptools|distutils|skbuild)\b/.test(text) : !/^\[(?:metadata|options)\]/m.test(text)
  )
    return null;
  const manifest = rawManifest(path, 'python');
  manifest.name = /\bname\s*=\s*["']?(?<name>[\w.-]+)/.exec(text)?.groups?.name ?? null;
  const list = path.endsWith('.py')
    ? /install_requires\s*=\s*\[(?<list>[^\]]{0,20000})\]/.exec(text)
    : /^install_requires\s*=(?<list>(?:[^\n]*\n)(?:[ \t]+[^\n]*\n?)*)/m.exec(text);
  const items = list?.groups?.list ?? '';
  const offset = list ? list.index + list[0].indexOf(items) : 0;
  const pattern = path.endsWith('.py') ? /["'](?<item>[^"'\n]+)["']/g : /^[ \t]+(?<item>[^#\s][^\n]*)$/gm;
  for (const match of items.matchAll(pattern)) {
    const place = repo.placeAt(path, offset + match.index + (match[0].length - match[0].trimStart().length));
    const requirement = parseRequirement((match.groups?.item ?? '').trim(), place);
    if (requirement) manifest.direct.push(fromRequirement(path, requirement, MAIN, null));
  }
  return manifest;
}
