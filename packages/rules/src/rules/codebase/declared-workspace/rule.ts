import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Dependency, Ecosystem, Manifest } from '../../../facts/dependencies-fact.ts';
import { baseName, folderOf, joinPath } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';

const DECLARATIONS: Readonly<Partial<Record<Ecosystem, string>>> = {
  npm: '`workspaces` in the root package.json, or pnpm-workspace.yaml',
  cargo: '`[workspace] members` in the root Cargo.toml',
  go: 'go.work (`go work init`, `go work use`)',
  python: '`[tool.uv.workspace] members` in the root pyproject.toml',
  maven: '`<modules>` in the parent pom.xml',
  gradle: '`include` in settings.gradle',
};

export const declaredWorkspace = defineRule({
  id: 'codebase/declared-workspace',
  factor: 'codebase',
  title: 'Packages that depend on each other form a declared workspace',
  severity: 'low',
  remediation: (context) => {
    const link = links(context).find((item) => !item.declared);
    return `Declare the packages as one workspace: ${(link && DECLARATIONS[link.from.ecosystem]) ?? 'with the package manager'}.`;
  },
  appliesTo: (context) => links(context).length > 0 || 'Fewer than two packages that depend on each other.',

  *check(context) {
    for (const { from, to, item, declared } of links(context)) {
      if (declared) yield pass(item?.place ?? from.place, `${from.path} and ${to.path} are members of one workspace.`);
      else
        yield fail(
          item?.place ?? from.place,
          `${from.path} depends on ${to.path} by path, and no workspace declares them.`,
          {
            identity: `no workspace for ${to.path}`,
          },
        );
    }
  },
});

interface Link {
  from: Manifest;
  to: Manifest;
  item: Dependency | null;
  declared: boolean;
}

/** Pairs of packages of this repository of which one depends on the other. */
function links({ facts, repo }: RuleContext): Link[] {
  const { manifests } = facts.dependencies;
  return manifests.flatMap((from) => {
    if (!DECLARATIONS[from.ecosystem]) return [];
    const siblings = manifests.filter((other) => other !== from && other.ecosystem === from.ecosystem);
    const local = from.direct.flatMap((item): Link[] => {
      const to = siblings.find((other) => isMeant(item, from, other, repo.lines(from.path)));
      return to && folderOf(to.path) !== folderOf(from.path)
        ? [{ from, to, item, declared: isDeclared(from, to, repo) }]
        : [];
    });
    const parent = siblings.find((other) => from.ecosystem === 'maven' && other.path === from.workspaceRoot);
    return parent ? [...local, { from, to: parent, item: null, declared: true }] : local;
  });
}

function isMeant(item: Dependency, from: Manifest, other: Manifest, lines: readonly string[]): boolean {
  if (item.source === 'workspace') return item.name === other.name;
  if (from.ecosystem === 'go') return item.source === 'path' && item.name === other.name;
  if (item.source !== 'path') return from.workspaceRoot !== null && sameRoot(from, other) && item.name === other.name;
  const written = lines.slice(item.place.startLine - 1, item.place.endLine).join('\n');
  const target =
    /(?<path>\.{1,2}\/[\w./@-]*)/.exec(written)?.groups?.path ??
    /(?:file:|link:|portal:|path\s*=\s*["']|^\s*-e\s+)(?<path>[\w-]+\/?[\w./-]*)/m.exec(written)?.groups?.path;
  const folder = target ? joinPath(folderOf(from.path), target.replace(/\/$/, '')) : null;
  return folder === folderOf(other.path) || (item.name === other.name && folder === null);
}

function sameRoot(a: Manifest, b: Manifest): boolean {
  return a.workspaceRoot === b.workspaceRoot || a.workspaceRoot === b.path || a.path === b.workspaceRoot;
}

function isDeclared(from: Manifest, to: Manifest, { has, text }: Repo): boolean {
  if (from.ecosystem === 'go') return has('go.work');
  if (from.ecosystem === 'gradle') return has('settings.gradle') || has('settings.gradle.kts');
  // Cargo takes every path dependency below a workspace as a member.
  if (from.ecosystem === 'cargo')
    return foldersAbove(from.path).some((folder) => /^\[workspace[\].]/m.test(text(inFolder(folder, 'Cargo.toml'))));
  // A package inside the other's own workspace, or both in one.
  if (from.workspaceMembers.length > 0 && to.workspaceRoot === from.path) return true;
  if (to.workspaceMembers.length > 0 && from.workspaceRoot === to.path) return true;
  return (
    from.workspaceRoot !== null &&
    from.workspaceRoot === to.workspaceRoot &&
    baseName(from.workspaceRoot) === baseName(from.path)
  );
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return [...folders, ''];
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
