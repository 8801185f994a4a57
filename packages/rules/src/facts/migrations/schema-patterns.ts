import type { CodeQuery } from '../code-fact.ts';
import type { MigrationsFact } from '../migrations-fact.ts';

export interface SchemaPattern extends CodeQuery {
  how: string;
  kind: MigrationsFact['inCode'][number]['kind'];
  /** Must stand in the same file. */
  within?: RegExp;
}

/** How code makes tables or migrates by itself. */
export const schemaPatterns: readonly SchemaPattern[] = [
  {
    how: 'create_all()',
    kind: 'create-schema',
    languages: ['python'],
    literals: ['create_all'],
    pattern: /\b(?:\w+\.)*(?:metadata|db|database)\.create_all\b/g,
  },
  {
    how: 'generate_schemas',
    kind: 'create-schema',
    languages: ['python'],
    literals: ['generate_schemas'],
    pattern: /\bgenerate_schemas\s*(?:\(|=\s*True)/g,
  },
  {
    how: 'create_tables()',
    kind: 'create-schema',
    languages: ['python'],
    literals: ['create_tables'],
    pattern: /\b(?:db|database)\.create_tables\s*\(/g,
    within: /peewee/i,
  },
  {
    how: 'synchronize: true',
    kind: 'create-schema',
    languages: ['javascript'],
    literals: ['synchronize'],
    pattern: /\bsynchronize:\s*true\b/g,
    within: /typeorm|DataSource/i,
  },
  {
    how: 'sequelize.sync()',
    kind: 'create-schema',
    languages: ['javascript'],
    literals: ['equelize'],
    pattern: /\b(?:[\w.]*sequelize|db|models)\.sync\s*\(/gi,
    within: /sequelize/i,
  },
  {
    how: 'updateSchema()',
    kind: 'create-schema',
    languages: ['javascript'],
    literals: ['mikro-orm'],
    pattern: /\.(?:updateSchema|createSchema)\s*\(/g,
    within: /mikro-orm/i,
  },
  {
    how: 'AutoMigrate',
    kind: 'create-schema',
    languages: ['go'],
    literals: ['AutoMigrate'],
    pattern: /\.AutoMigrate\s*\(/g,
  },
  {
    how: 'Schema.Create()',
    kind: 'create-schema',
    languages: ['go'],
    literals: ['Schema.Create'],
    pattern: /\.Schema\.Create\s*\(/g,
  },
  {
    how: 'EnsureCreated()',
    kind: 'create-schema',
    languages: ['csharp'],
    literals: ['EnsureCreated'],
    pattern: /\.EnsureCreated(?:Async)?\s*\(/g,
  },
  {
    how: 'CREATE TABLE IF NOT EXISTS',
    kind: 'create-schema',
    literals: ['CREATE TABLE', 'create table'],
    pattern: /\bCREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\b/gi,
    inStrings: true,
  },
  {
    how: 'Database.Migrate()',
    kind: 'run-migrations',
    languages: ['csharp'],
    literals: ['igrat'],
    pattern: /\.Database\.Migrate(?:Async)?\s*\(/g,
  },
  {
    how: 'call_command("migrate")',
    kind: 'run-migrations',
    languages: ['python'],
    literals: ['call_command'],
    pattern: /\bcall_command\s*\(\s*["']migrate["']/g,
  },
  {
    how: 'alembic.command.upgrade()',
    kind: 'run-migrations',
    languages: ['python'],
    literals: ['command.upgrade', 'flask_migrate'],
    pattern: /\b(?:alembic\.)?command\.upgrade\s*\(|\bflask_migrate\.upgrade\s*\(/g,
  },
  {
    how: "Artisan::call('migrate')",
    kind: 'run-migrations',
    languages: ['php'],
    literals: ['Artisan::call'],
    pattern: /\bArtisan::call\s*\(\s*["']migrate/g,
  },
  {
    how: 'migrate.latest()',
    kind: 'run-migrations',
    languages: ['javascript'],
    literals: ['igrat'],
    pattern: /\.migrate\.latest\s*\(|\.runMigrations\s*\(|\.migrateToLatest\s*\(/g,
  },
  {
    how: 'migrationsRun: true',
    kind: 'run-migrations',
    languages: ['javascript'],
    literals: ['igrat'],
    pattern: /\bmigrationsRun:\s*true\b/g,
  },
  {
    how: 'migrate()',
    kind: 'run-migrations',
    languages: ['javascript'],
    literals: ['igrat'],
    pattern: /(?<![\w.])migrate\s*\(\s*\w+/g,
    within: /drizzle-orm\/[\w/-]+\/migrator|postgres-migrations/,
  },
  {
    how: 'umzug.up()',
    kind: 'run-migrations',
    languages: ['javascript'],
    literals: ['umzug', 'igrat'],
    pattern: /\bumzug\.up\s*\(|\bgetMigrator\(\)\.up\s*\(|\b(?:migrator|migrations)\.up\s*\(\s*\)/g,
  },
  {
    how: 'goose or migrate in the program',
    kind: 'run-migrations',
    languages: ['go'],
    literals: ['igrat', 'goose.Up'],
    pattern: /\bgoose\.Up(?:Context)?\s*\(|\bmigrate\.(?:New\w*|Exec)\s*\(/g,
  },
  {
    how: 'Migrate() of the program',
    kind: 'run-migrations',
    languages: ['go'],
    literals: ['igrat'],
    pattern:
      /\b(?:\w*[sS]tore\w*|db|database|migrator|app)\.(?:Migrate|RunMigrations)\s*\(|\bmigrations?\.(?:Migrate|Run|Up|Apply|MigrateUp)\s*\(|(?<!func |func \([^)]{0,40}\) )\b[rR]unMigrations\s*\(/g,
  },
  {
    how: 'runMigrations()',
    kind: 'run-migrations',
    languages: ['javascript', 'python'],
    literals: ['igrat'],
    pattern:
      /(?<!function |def |\.|async )\b(?:runMigrations|run_migrations|migrateDatabase|migrate_database)\s*\((?!(?:[^()]|\([^()]*\)){0,200}\)\s*(?::|\{))/g,
  },
  {
    how: 'a migration command run by the program',
    kind: 'run-migrations',
    literals: ['igrat', 'alembic', 'prisma db push'],
    pattern:
      /\b(?:exec(?:Sync|File|FileSync)?|execa(?:Sync)?|spawn(?:Sync)?|system|subprocess\.\w+|exec\.Command(?:Context)?|\$)\s*(?:\(\s*(?:\w+,\s*)?\[?\s*)?["'`](?:[\w ./-]*\b)?(?:prisma migrate deploy|prisma db push|alembic upgrade|(?:rails|rake) db:migrate|manage\.py migrate|migration:run|sequelize db:migrate|knex migrate:latest|drizzle-kit (?:migrate|push)|alembic["'], ["']upgrade)/g,
  },
  {
    how: 'Flyway.migrate()',
    kind: 'run-migrations',
    languages: ['java'],
    literals: ['igrat'],
    pattern: /\.migrate\(\s*\)/g,
    within: /flyway/i,
  },
  {
    how: 'sqlx::migrate!',
    kind: 'run-migrations',
    languages: ['rust'],
    literals: ['migrate!', 'run_pending_migrations', 'Migrator::up'],
    pattern: /\bmigrate!\s*\(|\.run_pending_migrations\b|\bMigrator::up\s*\(/g,
  },
  {
    how: 'Ecto.Migrator',
    kind: 'run-migrations',
    languages: ['elixir'],
    literals: ['Ecto.Migrator'],
    pattern: /\bEcto\.Migrator\.(?:run|with_repo)\b|\{\s*Ecto\.Migrator\b/g,
  },
];
