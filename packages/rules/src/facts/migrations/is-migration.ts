import type { Command } from '../commands-fact.ts';

const VERBS: Readonly<Record<string, RegExp>> = {
  alembic: /^(?:upgrade|downgrade)\b/,
  aerich: /^upgrade\b/,
  yoyo: /^apply\b/,
  flask: /(?:^|\s)db upgrade\b/,
  prisma: /^(?:migrate (?:deploy|dev|reset)|db push)\b/,
  knex: /\bmigrate:(?:latest|up|rollback)\b/,
  typeorm: /\bmigration:run\b|\bschema:sync\b/,
  'typeorm-ts-node-commonjs': /\bmigration:run\b/,
  'typeorm-ts-node-esm': /\bmigration:run\b/,
  sequelize: /\bdb:migrate\b/,
  'sequelize-cli': /\bdb:migrate\b/,
  'drizzle-kit': /^(?:migrate|push)\b/,
  'mikro-orm': /\bmigration:up\b/,
  'node-pg-migrate': /^up\b/,
  'db-migrate': /^up\b/,
  kysely: /^migrate/,
  flyway: /\bmigrate\b/,
  liquibase: /\bupdate\b/,
  goose: /\b(?:up|up-to|up-by-one)\b/,
  migrate: /\b(?:up|goto)\b/,
  dbmate: /\b(?:up|migrate)\b/,
  atlas: /^(?:migrate|schema) apply\b/,
  'sql-migrate': /\bup\b/,
  diesel: /^(?:migration run|setup|database setup)\b/,
  sqlx: /^migrate run\b/,
  phinx: /^migrate\b/,
  mix: /\becto\.(?:migrate|setup)\b/,
  dotnet: /\bef database update\b/,
  medusa: /\bdb:migrate\b|^migrations run\b/,
  strapi: /^$/,
};

/** Does the command migrate the database? Making or showing migrations is not it. */
export function isMigration(command: Command): boolean {
  const { program } = command;
  const text = command.args.join(' ');
  if (/^(?:rails|rake)$/.test(program)) return /(?:^|\s)db:(?:migrate|prepare|setup|schema:load|create_and_migrate|migrate:\w+)(?=\s|$)/.test(text) && !/db:migrate:status/.test(text);
  if (/(?:^|\/)manage\.py$|^django-admin(?:\.py)?$/.test(program) || /(?:^|\s)\S*manage\.py\s/.test(` ${text} `)) return /(?:^|\s)(?:migrate|migrate_schemas|syncdb|db upgrade|database create_tables|create_db)(?=\s|$)/.test(text) && !/--(?:check|plan)\b/.test(text);
  if (program === 'artisan' || /(?:^|\s)\S*artisan\s/.test(`${text} `)) return /(?:^|\s)migrate(?::fresh|:refresh)?(?=\s|$)/.test(text);
  if (/bin\/console\b/.test(text) || program === 'console') return /doctrine:(?:migrations:migrate|schema:update)/.test(text);
  if (/^python3?[\d.]*$/.test(program) && command.args[0] === '-m') return isMigration({ ...command, program: command.args[1] ?? '', args: command.args.slice(2) });
  if (/^(?:mvn|mvnw|gradle|gradlew)$/.test(program)) return /flyway:migrate|flywayMigrate|liquibase:update|liquibase(?:U|:u)pdate/.test(text);
  if (/\bbin\/\w+\s+eval\b/.test(command.text) && /Release\.migrate|Ecto\.Migrator/.test(command.text)) return true;
  const verbs = Object.hasOwn(VERBS, program) ? VERBS[program] : undefined;
  if (verbs) return verbs.test(text);
  return /^(?:db-?)?migrat(?:e|or|ions?)(?:\.(?:sh|py|js|ts|rb))?$|^run[-_]migrations?(?:\.\w+)?$/.test(program) && program !== 'migrate';
}
