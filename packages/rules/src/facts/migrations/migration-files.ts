import { compareText, folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { StacksFact } from '../stacks-fact.ts';

interface Layout {
  tool: string;
  path: RegExp;
  /** Must stand in the file: folders called `migrations` hold other things too. */
  text?: RegExp;
  /** Technologies of which one must be in use. */
  with?: readonly string[];
}

const SCRIPT = String.raw`(?:^|\/)(?:migrations?|migrate)\/(?:[\w.-]+\/)*[^/]+\.[cm]?[jt]s$`;
const SQL = String.raw`(?:^|\/)(?:migrations?|migrate|schema_migrations|\w+-migrations)\/(?:[\w.-]+\/)*[\w.-]+\.sql$`;

/** Committed migrations by their tool; the first that fits. */
const layouts: readonly Layout[] = [
  { tool: 'django', path: /(?:^|\/)migrations\/\d{4}_\w+\.py$/, text: /\bMigration\s*\(/ },
  { tool: 'alembic', path: /(?:^|\/)(?:versions|migrations)\/(?:[\w-]+\/)*[^/]+\.py$/, text: /^down_revision\b/m },
  { tool: 'yoyo', path: /(?:^|\/)migrations\/[^/]+\.py$/, text: /\bfrom yoyo import\b/ },
  { tool: 'rails', path: /(?:^|\/)db\/(?:\w+_)?migrate\/(?:\w+\/)*\d+_\w+\.rb$/ },
  { tool: 'prisma', path: /(?:^|\/)migrations\/[^/]+\/migration\.sql$/ },
  { tool: 'laravel', path: /(?:^|\/)migrations\/(?:[\w-]+\/)*\d{4}_\d\d_\d\d_\w+\.php$/ },
  {
    tool: 'doctrine',
    path: /(?:^|\/)(?:\w*[mM]igrations\w*|DoctrineMigrations)\/(?:\d{4}\/(?:\d\d\/)?)?Version\w+\.php$/,
  },
  { tool: 'phinx', path: /(?:^|\/)migrations\/\d+_\w+\.php$/, text: /\bextends\s+AbstractMigration\b/ },
  { tool: 'flyway', path: /(?:^|\/)(?:[VU]\d[\w.]*|R)__[^/]+\.(?:sql|java|kt)$/ },
  {
    tool: 'liquibase',
    path: /change(?:log|set)[^/]*(?:\/[^/]+){0,3}\.(?:xml|ya?ml|sql|json)$|(?:^|\/)liquibase\/.+\.(?:xml|ya?ml|sql)$/i,
    text: /databaseChangeLog|liquibase formatted sql/,
  },
  { tool: 'ecto', path: /(?:^|\/)priv\/\w+\/(?:\w+\/)?migrations\/(?:\w+\/)*\d+_\w+\.exs$/ },
  { tool: 'ef-core', path: /(?:^|\/)\d{14}_\w+\.cs$/, text: /:\s*Migration\b/ },
  { tool: 'fluentmigrator', path: /\.cs$/, text: /\[Migration\(\d+/ },
  { tool: 'diesel', path: /(?:^|\/)migrations\/[^/]+\/up\.sql$/ },
  { tool: 'sea-orm', path: /(?:^|\/)m\d{8}_\d{6}_\w+\.rs$/ },
  { tool: 'drizzle', path: /(?:^|\/)\d{4}_[\w-]+\.sql$/, with: ['drizzle'] },
  { tool: 'typeorm', path: /\.[cm]?[jt]s$/, text: /\bimplements\s+MigrationInterface\b/ },
  { tool: 'mikro-orm', path: new RegExp(SCRIPT), text: /@mikro-orm\/migrations/ },
  { tool: 'sequelize', path: new RegExp(SCRIPT), text: /\bqueryInterface\b/i },
  { tool: 'node-pg-migrate', path: new RegExp(SCRIPT), text: /\bpgm\b/ },
  { tool: 'kysely', path: new RegExp(SCRIPT), text: /\bKysely</ },
  { tool: 'knex', path: new RegExp(SCRIPT), text: /\bknex\b/i },
  {
    tool: 'javascript',
    path: /(?:^|\/)(?:migrations?|migrate)\/(?:[\w.-]+\/)*[vV]?\d[^/]*\.[cm]?[jt]s$/,
    text: /\b(?:up|migrate)\b/,
  },
  { tool: 'goose', path: /\.(?:sql|go)$/, text: /^-- \+goose Up|\bgoose\.AddMigration/m },
  { tool: 'sql-migrate', path: /\.sql$/, text: /^-- \+migrate Up/m },
  { tool: 'dbmate', path: /\.sql$/, text: /^-- migrate:up/m },
  { tool: 'golang-migrate', path: /(?:^|\/)\d+_[\w-]+\.up\.sql$/, with: ['golang-migrate'] },
  { tool: 'sqlx', path: new RegExp(SQL), with: ['sqlx'] },
  { tool: 'sql-files', path: new RegExp(SQL) },
  // Go functions by the number of the version: `migrations/v12.go`.
  {
    tool: 'program',
    path: /(?:^|\/)migrations?\/v?\d+[\w-]*(?<!_test)\.go$/,
    text: /\*(?:gorm\.DB|sqlx?\.(?:DB|Tx)|xorm\.(?:Engine|Session)|bun\.(?:DB|Tx))\b|\bpgx\.Tx\b/,
  },
  // One file of the program holds them all, as in many Go apps.
  {
    tool: 'program',
    path: /(?:^|\/)migrations?\.(?:go|rs|[cm]?[jt]s|py|cs|java|kt)$/,
    text: /\b(?:CREATE|ALTER)\s+TABLE\b/i,
  },
];
const MAY_BE_MIGRATION =
  /(?:^|\/)\d+[_-][^/]*\.sql$|migrat|versions\/|change(?:log|set)|liquibase|drizzle|__|\d{4,}_|\.up\.sql$/i;

export interface MigrationFile {
  tool: string;
  path: string;
}

/** The committed migration files of production components, sorted by path. */
export function migrationFiles(repo: Repo, stacks: StacksFact): MigrationFile[] {
  const known = new Set(stacks.all.map((item) => item.name));
  const files: MigrationFile[] = [];
  for (const path of repo.withExtension(
    'py',
    'rb',
    'sql',
    'php',
    'java',
    'kt',
    'xml',
    'yaml',
    'yml',
    'json',
    'exs',
    'cs',
    'rs',
    'js',
    'ts',
    'cjs',
    'mjs',
    'cts',
    'mts',
    'go',
  )) {
    if (!MAY_BE_MIGRATION.test(path) || !isDeployed(repo, path) || /(?:^|\/)__init__\.py$|\.d\.ts$/.test(path))
      continue;
    const layout = layouts.find(
      (item) =>
        item.path.test(path) &&
        (!item.with || item.with.some((name) => known.has(name))) &&
        (!item.text || item.text.test(repo.text(path))),
    );
    if (layout) files.push({ tool: layout.tool, path });
  }
  const atlas = new Set(repo.named('atlas.sum').map(folderOf));
  return files
    .map((file) => (atlas.has(folderOf(file.path)) ? { ...file, tool: 'atlas' } : file))
    .sort((a, b) => compareText(a.path, b.path));
}

/** Generators write their name into the head of what they make; that is no reason to leave a migration out. */
function isDeployed(repo: Repo, path: string): boolean {
  const purpose = repo.purposeOf(path);
  return purpose === 'production' || (purpose === 'generated' && !/(?:^|\/)dist\//.test(path));
}
