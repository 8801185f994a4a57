import { defineRule, fail, type RuleContext } from '../../../engine/define-rule.ts';
import { baseName } from '../../../repo/place.ts';

/** Folders that only package managers fill. `vendor/` is not among them: Go's is fine, and others put their own code there. */
const INSTALLED = /^(?<folder>(?:.*\/)?(?:node_modules|bower_components|jspm_packages|site-packages|vendor\/bundle))\//;
const ENVIRONMENT = /^(?<folder>(?:.*\/)?(?:\.?venv|\.?virtualenv|\.?env))\//;

export const notCommitted = defineRule({
  id: 'dependencies/not-committed',
  factor: 'dependencies',
  title: 'Installed packages are not committed',
  severity: 'high',
  remediation: (context) => {
    const folder = [...installedFolders(context).keys()][0] ?? 'node_modules';
    return `Run \`git rm -r --cached ${folder}\`, and add \`${baseName(folder)}/\` to .gitignore; the lock brings the same packages back.`;
  },
  appliesTo: ({ facts }) =>
    facts.dependencies.manifests.length > 0 ||
    facts.code.files().length > 0 ||
    'No ecosystem with a package manager is in use.',
  silence: 'No folder of installed packages is committed.',

  *check(context) {
    for (const [folder, paths] of installedFolders(context)) {
      const [first = folder] = paths;
      const files = paths.length === 1 ? 'one file' : `${paths.length} files`;
      yield fail(
        { path: first, startLine: 1, endLine: 1 },
        `Installed packages are committed: ${folder}/ (${files}).`,
        {
          identity: `installed packages in ${baseName(folder)}`,
        },
      );
    }
  },
});

/** The outermost folders of installed packages, with their files; those of tests, examples and documents are data. */
function installedFolders({ repo }: RuleContext): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (folder: string, path: string): void => {
    found.set(folder, [...(found.get(folder) ?? []), path]);
  };
  for (const path of repo.paths) {
    const folder =
      outermost(INSTALLED, path) ??
      environmentOf(path, (candidate) => repo.has(candidate)) ??
      composerOf(path, repo.has);
    if (folder !== null && isOwn(repo.purposeOf(besides(folder))) && !isPlaceholder(path)) add(folder, path);
  }
  return found;
}

function outermost(pattern: RegExp, path: string): string | null {
  let folder = pattern.exec(path)?.groups?.folder ?? null;
  for (let outer = folder; outer !== null; outer = pattern.exec(outer)?.groups?.folder ?? null) folder = outer;
  return folder;
}

/** A virtual environment has a `pyvenv.cfg`, or scripts that activate it. */
function environmentOf(path: string, has: (path: string) => boolean): string | null {
  const folder = outermost(ENVIRONMENT, path);
  if (folder === null) return null;
  const signs = ['pyvenv.cfg', 'bin/activate', 'Scripts/activate', 'bin/pip', 'Scripts/pip.exe'];
  return signs.some((sign) => has(`${folder}/${sign}`)) ? folder : null;
}

function composerOf(path: string, has: (path: string) => boolean): string | null {
  const folder = /^(?<folder>(?:.*\/)?vendor)\//.exec(path)?.groups?.folder;
  return folder && has(`${folder}/composer/installed.json`) ? folder : null;
}

/** A file that would stand beside the folder: whose purpose decides, since the folder itself is always vendored. */
function besides(folder: string): string {
  const parent = folder.replace(/\/?(?:vendor\/bundle|[^/]+)$/, '');
  return parent === '' ? 'main.py' : `${parent}/main.py`;
}

function isOwn(purpose: string): boolean {
  return purpose === 'production' || purpose === 'development' || purpose === 'vendored' || purpose === 'generated';
}

function isPlaceholder(path: string): boolean {
  return /^(?:\.gitkeep|\.keep|\.gitignore|\.placeholder|README\.md)$/i.test(baseName(path));
}
