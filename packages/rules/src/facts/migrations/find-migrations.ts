import { comparePlaces, compareText, folderOf, type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { CommandsFact } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { MigrationsFact, MigrationTool } from '../migrations-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';
import { isMigration } from './is-migration.ts';
import { schemaCode } from './schema-code.ts';

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  stacks: StacksFact;
  code: CodeFact;
  processes: ProcessesFact;
  commands: CommandsFact;
}

/** Committed migration files, by their tool. */
const layouts: readonly (readonly [string, RegExp])[] = [
  ['django', /(?:^|\/)migrations\/\d{4}_\w+\.py$/],
  ['alembic', /(?:^|\/)(?:alembic|migrations|migrate)\/versions\/[^/]+\.py$|(?:^|\/)versions\/[0-9a-f]{8,}_[^/]+\.py$/],
  ['rails', /(?:^|\/)db\/(?:\w+_)?migrate\/\d+_\w+\.rb$/],
  ['prisma', /(?:^|\/)prisma\/(?:[\w-]+\/)*migrations\/[^/]+\/migration\.sql$/],
  ['laravel', /(?:^|\/)database\/migrations\/\d{4}_\d\d_\d\d_\w+\.php$/],
  ['doctrine', /(?:^|\/)migrations\/(?:\d{4}\/)?Version\d+\.php$/i],
  ['flyway', /(?:^|\/)db\/(?:migration|migrations)\/(?:[\w-]+\/)*[VUR]\d*[\w.]*__[^/]+\.(?:sql|java|kt)$/],
  ['liquibase', /(?:^|\/)(?:db\/)?changelogs?\/[^/]+\.(?:xml|ya?ml|sql|json)$|(?:^|\/)[\w.-]*changelog[\w.-]*\.(?:xml|ya?ml)$/],
  ['ecto', /(?:^|\/)priv\/(?:\w+\/)?repo\/migrations\/\d+_\w+\.exs$|(?:^|\/)priv\/\w+\/migrations\/\d+_\w+\.exs$/],
  ['ef-core', /(?:^|\/)Migrations\/\d{14}_\w+\.cs$/],
  ['diesel', /(?:^|\/)migrations\/[^/]+\/up\.sql$/],
  ['drizzle', /(?:^|\/)(?:drizzle|migrations)\/(?:[\w-]+\/)*\d{4}_[\w-]+\.sql$/],
  ['sql-files', /(?:^|\/)(?:migrations?|migrate|db\/migrations|store\/migration)\/(?:[\w.-]+\/)*[vV]?\d[\w.-]*\.sql$/],
  ['javascript', /(?:^|\/)(?:migrations|migrate)\/(?:[\w-]+\/)*[\w.-]*\d{6,}[\w.-]*\.[cm]?[jt]s$|(?:^|\/)migrations\/[vV]?\d[\w.-]*\.[cm]?[jt]s$/],
];

const frameworks: Readonly<Record<string, string>> = { django: 'django', wagtail: 'django', rails: 'rails', laravel: 'laravel', phoenix: 'ecto' };

/** Migration tools and files, and everywhere they are run. */
export function findMigrations(sources: Sources): MigrationsFact {
  const { repo, components, stacks, commands, processes } = sources;
  const files: { tool: string; path: string }[] = [];
  for (const path of repo.paths) {
    if (!/migrat|versions\/|changelog|drizzle/i.test(path) || !repo.isProduction(path)) continue;
    const tool = layouts.find(([, pattern]) => pattern.test(path))?.[0];
    if (tool) files.push({ tool, path });
  }
  const tools = new Map<string, MigrationTool>();
  const add = (name: string, component: string, place: Place): void => {
    const key = `${name}\0${component}`;
    if (!tools.has(key)) tools.set(key, { name, component, place });
  };
  for (const item of stacks.withRole('migration-tool')) add(frameworks[item.name] ?? item.name, item.component, item.place);
  for (const path of repo.named('alembic.ini', 'knexfile.js', 'knexfile.ts', 'drizzle.config.ts', 'diesel.toml', 'schema.prisma')) if (repo.isProduction(path)) add(toolOfFile(path), components.of(path)?.path ?? '', placeOf(path));
  const seen = new Set<string>();
  for (const { tool, path } of files) {
    const folder = `${tool}\0${folderOf(path)}`;
    if (seen.has(folder)) continue;
    seen.add(folder);
    add(tool, components.of(path)?.path ?? '', placeOf(path));
  }
  const runs = commands.all.filter((use) => isMigration(use.command) && !['docs', 'vendored', 'generated', 'example'].includes(use.purpose));
  const inProcesses = processes.all.flatMap((process) => process.steps.filter((step) => isMigration(step.command)).map((step) => ({ process, place: step.place, command: step.command })));
  return {
    tools: [...tools.values()].sort((a, b) => compareText(a.name, b.name) || comparePlaces(a.place, b.place)),
    files: files.map(({ path }) => path).sort(compareText),
    exist: files.length > 0 || (stacks.has('django', 'rails', 'laravel') && runs.length > 0),
    isRunBy: isMigration,
    runs,
    inProcesses,
    inCode: schemaCode(sources.code, repo),
  };
}

function toolOfFile(path: string): string {
  return path.endsWith('alembic.ini') ? 'alembic' : path.includes('knexfile') ? 'knex' : path.includes('drizzle') ? 'drizzle' : path.endsWith('.prisma') ? 'prisma' : 'diesel';
}
