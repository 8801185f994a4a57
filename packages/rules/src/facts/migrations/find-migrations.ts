import { baseName, comparePlaces, compareText, type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { CommandsFact, CommandUse } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { MigrationsFact, MigrationTool } from '../migrations-fact.ts';
import type { ProcessesFact, ProcessStep } from '../processes-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';
import { type MigrationFile, migrationFiles } from './migration-files.ts';
import { migrationRuns } from './migration-runs.ts';
import { schemaCode } from './schema-code.ts';

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  stacks: StacksFact;
  settings: SettingsFact;
  code: CodeFact;
  processes: ProcessesFact;
  commands: CommandsFact;
}

/** Configuration of a tool, by the name of its file. */
const CONFIGS: readonly (readonly [RegExp, string])[] = [
  [/^alembic\.ini$/, 'alembic'],
  [/^knexfile\.[cm]?[jt]s$/, 'knex'],
  [/^drizzle\.config\.[cm]?[jt]s$/, 'drizzle'],
  [/^diesel\.toml$/, 'diesel'],
  [/^atlas\.hcl$/, 'atlas'],
  [/^flyway\.(?:conf|toml)$/, 'flyway'],
  [/^liquibase\.properties$/, 'liquibase'],
  [/^phinx\.(?:php|ya?ml|json)$/, 'phinx'],
  [/^\.sequelizerc$/, 'sequelize'],
];
const NOT_RUN = new Set(['docs', 'vendored', 'generated', 'example']);

/** Migration tools and files, and everywhere they are run. */
export function findMigrations(sources: Sources): MigrationsFact {
  const { repo, components, stacks, commands, processes } = sources;
  const files = migrationFiles(repo, stacks);
  const { inCode, programs } = schemaCode(sources);
  const isRunBy = migrationRuns({ repo, components, commands, programs });
  const runs = commands.all.filter((use) => !NOT_RUN.has(use.purpose) && isRunBy(use.command));
  const inProcesses = processes.all.flatMap((process) =>
    innermost(process.steps.filter((step) => isRunBy(step.command))).map((step) => ({
      process,
      place: step.place,
      command: step.command,
    })),
  );
  const tools = findTools(sources, files);
  if (tools.length === 0) tools.push(...toolsOfRuns(runs));
  return {
    tools,
    files: files.map(({ path }) => path),
    exist: files.length > 0 || shipsMigrations(sources) || (tools.length > 0 && runs.length > 0),
    isRunBy,
    runs,
    inProcesses,
    inCode,
  };
}

/** Of `npm start` and what it starts, only what migrates in the end. */
function innermost(steps: readonly ProcessStep[]): ProcessStep[] {
  return steps.filter(
    (step, index) =>
      !steps
        .slice(index + 1)
        .some((later) => later.via.length > step.via.length && step.via.every((name, at) => later.via[at] === name)),
  );
}

function findTools({ repo, components, stacks }: Sources, files: readonly MigrationFile[]): MigrationTool[] {
  const tools = new Map<string, MigrationTool>();
  const add = (name: string, component: string, place: Place): void => {
    const key = `${name}\0${component}`;
    if (!tools.has(key)) tools.set(key, { name, component, place });
  };
  const used = new Set(files.map(({ tool }) => tool));
  for (const item of stacks.all) {
    if (!item.roles.includes('migration-tool')) continue;
    // An ORM that could migrate is a tool where it does; Django always ships migrations of its own.
    if (item.roles.includes('orm') && item.name !== 'django' && !used.has(item.name)) continue;
    add(item.name, item.component, item.place);
  }
  for (const path of repo.paths) {
    const name = CONFIGS.find(([pattern]) => pattern.test(baseName(path)))?.[1];
    if (name && repo.isProduction(path)) add(name, components.of(path)?.path ?? '', placeOf(path));
  }
  for (const { tool, path } of files) add(tool, components.of(path)?.path ?? '', placeOf(path));
  return [...tools.values()].sort((a, b) => compareText(a.name, b.name) || comparePlaces(a.place, b.place));
}

/** The app's code may come from elsewhere, as where a repository only packages it: what its files run names the tool. */
function toolsOfRuns(runs: readonly CommandUse[]): MigrationTool[] {
  const first = runs.find(
    ({ command, purpose }) => purpose === 'production' && /(?:^|[\s/])manage\.py\s+migrate\b/.test(command.text),
  );
  return first ? [{ name: 'django', component: first.component, place: first.command.place }] : [];
}

/** Django's own apps bring migrations even where the repository has none. */
function shipsMigrations({ settings, stacks }: Sources): boolean {
  return (
    stacks.has('django') &&
    settings
      .inForce('INSTALLED_APPS')
      .some(({ value }) => /django\.contrib\.(?:auth|sessions|contenttypes|admin|sites)/.test(value.text))
  );
}
