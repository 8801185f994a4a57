import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Ecosystem, Manifest } from '../../../facts/dependencies-fact.ts';
import { folderOf } from '../../../repo/place.ts';

/** Maven has no lock of its own. */
const WITHOUT_LOCK: ReadonlySet<Ecosystem> = new Set(['maven']);
const COMMANDS: Readonly<Partial<Record<Ecosystem, string>>> = {
  python: '`uv lock` (or `poetry lock`, `pip-compile`)',
  npm: '`npm install` (or your package manager)',
  ruby: '`bundle lock`',
  composer: '`composer update --lock`',
  go: '`go mod tidy`',
  cargo: '`cargo generate-lockfile`',
  mix: '`mix deps.get`',
  gradle: '`gradle dependencies --write-locks`',
  nuget: '`dotnet restore --use-lock-file`',
};

export const lockfile = defineRule({
  id: 'dependencies/lockfile',
  factor: 'dependencies',
  title: 'Dependencies are locked',
  severity: 'high',
  remediation: (context) => {
    const unlocked = appManifests(context).find((manifest) => manifest.locks.length === 0) ?? appManifests(context)[0];
    const command = (unlocked && COMMANDS[unlocked.ecosystem]) ?? 'your package manager';
    return `Make the lock with ${command}, commit it, and take it out of .gitignore.`;
  },
  appliesTo: (context) => appManifests(context).length > 0 || 'No app has a manifest of an ecosystem with locks.',

  *check(context) {
    for (const manifest of appManifests(context)) {
      const lock = manifest.locks.find((item) => !item.ignored);
      const ignored = manifest.locks.find((item) => item.ignored);
      if (lock)
        yield pass({ path: lock.path, startLine: 1, endLine: 1 }, `${lock.path} locks what ${manifest.path} declares.`);
      else if (ignored)
        yield fail(manifest.place, `${ignored.path} is git-ignored, so that changes to it are not committed.`, {
          identity: 'ignored lock',
        });
      else
        yield fail(manifest.place, `No committed lock pins what ${manifest.path} declares.`, { identity: 'no lock' });
    }
  },
});

/** Manifests that declare what an app runs on. A requirements file is left out where a manifest with a resolver of its own stands beside it. */
function appManifests({ facts }: RuleContext): Manifest[] {
  const apps = new Set(facts.components.apps.map((app) => app.path));
  return facts.dependencies.manifests.filter((manifest) => {
    if (!apps.has(manifest.component) || WITHOUT_LOCK.has(manifest.ecosystem)) return false;
    const declares = manifest.direct.filter((item) => item.source === 'registry' && item.groupName !== 'plugin');
    const isUsed =
      declares.some((item) => item.group === 'production') || isBuiltInImage(facts, manifest, declares.length);
    if (!isUsed) return false;
    return !isExport(manifest, facts.dependencies.manifests);
  });
}

/** A front end whose packages all are development dependencies, and which a production image installs and builds. */
function isBuiltInImage({ images }: RuleContext['facts'], { ecosystem, path }: Manifest, declared: number): boolean {
  if (ecosystem !== 'npm' || declared === 0) return false;
  return images.production.some(
    (image) =>
      folderOf(path) === image.context &&
      image.stages.some(({ instructions }) => {
        const runs = instructions.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text);
        return (
          runs.some((text) =>
            /\b(?:npm (?:ci|i|install)(?! (?:-g|--global))|yarn(?: install)?(?=\s|$)|pnpm (?:i|install))\b/.test(text),
          ) && runs.some((text) => /\b(?:npm|pnpm|yarn) (?:run )?build\b/.test(text))
        );
      }),
  );
}

function isExport(manifest: Manifest, all: readonly Manifest[]): boolean {
  if (!/\.(?:txt|in|pip)$/.test(manifest.path)) return false;
  const isCompiledFrom = manifest.locks.some((lock) => lock.path !== manifest.path);
  const hasResolver = all.some(
    (other) =>
      other.component === manifest.component &&
      /(?:pyproject\.toml|Pipfile)$/.test(other.path) &&
      other.locks.length > 0,
  );
  return hasResolver && !isCompiledFrom;
}
