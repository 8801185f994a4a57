import type { CodeFact, CodeQuery } from '../code-fact.ts';
import type { MigrationsFact } from '../migrations-fact.ts';
import type { Repo } from '../../repo/repo.ts';

type Query = CodeQuery & { how: string; kind: MigrationsFact['inCode'][number]['kind'] };

const queries: readonly Query[] = [
  { how: 'create_all()', kind: 'create-schema', languages: ['python'], literals: ['create_all'], pattern: /\b(?:metadata|db|Base\.metadata|SQLModel\.metadata)\.create_all\b/g },
  { how: 'generate_schemas', kind: 'create-schema', languages: ['python'], literals: ['generate_schemas'], pattern: /\bgenerate_schemas\s*(?:\(|=\s*True)/g },
  { how: 'synchronize: true', kind: 'create-schema', languages: ['javascript'], literals: ['synchronize'], pattern: /\bsynchronize:\s*true\b/g },
  { how: 'sequelize.sync()', kind: 'create-schema', languages: ['javascript'], literals: ['.sync('], pattern: /\b(?:sequelize|db|models\.sequelize)\.sync\s*\(/g },
  { how: 'AutoMigrate', kind: 'create-schema', languages: ['go'], literals: ['AutoMigrate'], pattern: /\.AutoMigrate\s*\(/g },
  { how: 'EnsureCreated()', kind: 'create-schema', languages: ['csharp'], literals: ['EnsureCreated'], pattern: /\.EnsureCreated(?:Async)?\s*\(/g },
  { how: 'CREATE TABLE IF NOT EXISTS', kind: 'create-schema', literals: ['CREATE TABLE', 'create table'], pattern: /\bCREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\b/gi, inStrings: true },
  { how: 'Database.Migrate()', kind: 'run-migrations', languages: ['csharp'], literals: ['Database.Migrate'], pattern: /\.Database\.Migrate(?:Async)?\s*\(/g },
  { how: 'call_command("migrate")', kind: 'run-migrations', languages: ['python'], literals: ['call_command'], pattern: /\bcall_command\s*\(\s*["']migrate["']/g },
  { how: 'alembic.command.upgrade()', kind: 'run-migrations', languages: ['python'], literals: ['command.upgrade', 'flask_migrate'], pattern: /\b(?:alembic\.)?command\.upgrade\s*\(|\bflask_migrate\.upgrade\s*\(/g },
  { how: "Artisan::call('migrate')", kind: 'run-migrations', languages: ['php'], literals: ['Artisan::call'], pattern: /\bArtisan::call\s*\(\s*["']migrate/g },
  { how: 'migrate.latest()', kind: 'run-migrations', languages: ['javascript'], literals: ['migrate.latest', 'runMigrations', 'migrationsRun', 'migrator'], pattern: /\.migrate\.latest\s*\(|\.runMigrations\s*\(|\bmigrationsRun:\s*true\b|\bmigrateToLatest\s*\(/g },
  { how: 'goose or migrate in the program', kind: 'run-migrations', languages: ['go'], literals: ['goose.Up', 'migrate.New', '.Migrate('], pattern: /\bgoose\.Up(?:Context)?\s*\(|\bmigrate\.New\w*\s*\(|\b(?:store|\w*[sS]tore\w*)\.Migrate\s*\(/g },
  { how: 'a migration command run by the program', kind: 'run-migrations', literals: ['prisma migrate', 'alembic upgrade', 'db:migrate', 'manage.py migrate', 'migration:run'], pattern: /\b(?:exec(?:Sync|File|FileSync)?|spawn(?:Sync)?|execa|run|check_call|check_output|system|Popen)\s*\(\s*[\["'`(]{1,3}[^\n]{0,120}?(?:prisma migrate deploy|alembic upgrade|db:migrate|manage\.py migrate|migration:run)/g },
  { how: 'sqlx::migrate!', kind: 'run-migrations', languages: ['rust'], literals: ['migrate!', 'run_pending_migrations'], pattern: /\bmigrate!\s*\(|\brun_pending_migrations\b/g },
  { how: 'Ecto.Migrator', kind: 'run-migrations', languages: ['elixir'], literals: ['Ecto.Migrator'], pattern: /\bEcto\.Migrator\.(?:run|with_repo)\b/g },
];

/** Code that makes tables or migrates by itself. */
export function schemaCode(code: CodeFact, repo: Repo): MigrationsFact['inCode'] {
  const found: MigrationsFact['inCode'] = [];
  for (const { how, kind, ...query } of queries) {
    for (const match of code.search(query)) {
      // Migration files and scripts create tables by trade.
      if (/(?:^|\/)(?:migrations?|migrate|versions|alembic|seeds?)\//.test(match.path)) continue;
      found.push({ how, kind, place: match.place });
    }
  }
  for (const path of repo.withExtension('yml', 'yaml', 'properties')) {
    if (!repo.isProduction(path)) continue;
    const match = /(?:ddl-auto|hbm2ddl\.auto)\s*[:=]\s*["']?(?<value>update|create|create-drop)\b/.exec(repo.text(path));
    if (match) found.push({ how: `ddl-auto: ${match.groups?.value}`, kind: 'create-schema', place: repo.placeAt(path, match.index) });
  }
  return found;
}
