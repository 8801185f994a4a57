import type { Command } from '../commands-fact.ts';

/** What the arguments of a tool must say for it to change the database. */
const VERBS: Readonly<Record<string, RegExp>> = {
  alembic: /(?:^|\s)(?:upgrade|downgrade)\b/,
  aerich: /^upgrade\b/,
  yoyo: /(?:^|\s)apply\b/,
  flask: /(?:^|\s)db upgrade\b/,
  prisma: /^(?:migrate (?:deploy|dev|reset)|db push)\b/,
  knex: /\bmigrate:(?:latest|up|rollback)\b/,
  typeorm: /\bmigration:run\b|\bschema:sync\b/,
  'typeorm-ts-node-commonjs': /\bmigration:run\b/,
  'typeorm-ts-node-esm': /\bmigration:run\b/,
  sequelize: /\bdb:migrate(?!:status|:undo)\b/,
  'sequelize-cli': /\bdb:migrate(?!:status|:undo)\b/,
  'drizzle-kit': /^(?:migrate|push)\b/,
  'mikro-orm': /\bmigration:up\b|\bschema:update\b/,
  'node-pg-migrate': /(?:^|\s)up\b/,
  'db-migrate': /(?:^|\s)up\b/,
  kysely: /\bmigrate[: ](?:latest|up)\b/,
  flyway: /\bmigrate\b/,
  liquibase: /\bupdate\b/,
  goose: /(?:^|\s)(?:up|up-to|up-by-one)\b/,
  migrate: /(?:^|\s)(?:up|goto)\b/,
  dbmate: /(?:^|\s)(?:up|migrate)\b/,
  atlas: /(?:^|\s)(?:migrate|schema) apply\b/,
  'sql-migrate': /^up\b/,
  diesel: /^(?:migration run|setup|database setup)\b/,
  sqlx: /^(?:migrate run|database (?:setup|reset))\b/,
  'sea-orm-cli': /^migrate\b(?! (?:generate|init|status))/,
  phinx: /^migrate\b/,
  mix: /\becto\.(?:migrate|setup|reset)\b/,
  dotnet: /\bef database update\b/,
  medusa: /\bdb:migrate\b|^migrations run\b/,
  directus: /\bdatabase migrate:latest\b|^bootstrap\b/,
  mvn: /flyway:migrate|liquibase:update/,
  mvnw: /flyway:migrate|liquibase:update/,
  gradle: /flywayMigrate|liquibaseUpdate|(?:^|\s)update\b/,
  gradlew: /flywayMigrate|liquibaseUpdate|(?:^|\s)update\b/,
};
const RAILS = /(?:^|\s)(?:app:)?db:(?:migrate|prepare|setup|schema:load|create_and_migrate|migrate:\w+)(?=\s|$)/;
const DJANGO = /(?:^|\s)(?:migrate|migrate_schemas|syncdb|db upgrade|database create_tables|create_db)(?=\s|$)/;
const ARTISAN = /(?:^|\s)migrate(?::fresh|:refresh)?(?=\s|$)/;
const CONSOLE = /doctrine:(?:migrations:migrate|schema:update)|(?:^|\s)d:m:m\b/;
/** Commands inside a command of another kind: `docker compose run app alembic upgrade head`, `heroku run …`, `kubectl exec … -- …`. */
const CARRIED =
  /\bmanage\.py (?:\S+ )*migrate(?=[\s"']|$)|\balembic (?:\S+ )*upgrade\b|\bflask db upgrade\b|\bprisma migrate deploy\b|\b(?:rails|rake) (?:\S+ )*db:(?:migrate|prepare)\b|\bartisan migrate(?=[\s"']|$)|\bdoctrine:migrations:migrate\b|\becto\.migrate\b|\bmigration:run\b|\bmigrate:latest\b|\bsequelize db:migrate\b|\bdrizzle-kit migrate\b|\bRelease\.migrate\b/;
const CARRIERS =
  /^(?:docker|docker-compose|podman|podman-compose|nerdctl|kubectl|oc|heroku|fly|flyctl|railway|render|aws|gcloud|az|ecs-cli|copilot|kamal|dokku|su|sudo|gosu|runuser|script|watchmedo|wait-for-it\.sh|wait-for-it|wait-for|dockerize|timeout|ssh|convox|eb)$/;

/** Does the command itself migrate the database? Making or showing migrations is not it. */
export function isMigration(command: Command): boolean {
  const { program } = command;
  const text = command.args.join(' ');
  if (/^(?:rails|rake)$/.test(program)) return RAILS.test(text) && !text.includes('db:migrate:status');
  const python = /^python3?[\d.]*$/.test(program);
  if (python && command.args[0] === '-m')
    return isMigration({ ...command, program: command.args[1] ?? '', args: command.args.slice(2) });
  if (
    /^manage\.py$|^django-admin(?:\.py)?$|^django$/.test(program) ||
    /(?:^|\/)manage\.py(?=\s|$)/.test(command.args[0] ?? '')
  )
    return DJANGO.test(` ${text}`) && !/--(?:check|plan)\b/.test(text);
  if (program === 'artisan' || /^php/.test(program)) return php(program, text);
  if (program === 'console') return CONSOLE.test(text);
  if (/\beval\b/.test(text) && /Release\.migrate|Ecto\.Migrator/.test(text)) return true;
  if (Object.hasOwn(VERBS, program)) return VERBS[program]?.test(text) ?? false;
  if (CARRIERS.test(program)) return CARRIED.test(text);
  if (python || /^(?:node|ruby)$/.test(program)) return CARRIED.test(text);
  // A script or program of the repository's own, by its name alone.
  return (
    program !== 'migrate' &&
    /^(?:db-?)?migrat(?:e|or|ions?)(?:\.(?:sh|py|js|ts|rb))?$|^run[-_]migrations?(?:\.\w+)?$/.test(program)
  );
}

function php(program: string, text: string): boolean {
  if (program === 'artisan' || /(?:^|\s)\S*artisan\s/.test(`${text} `)) return ARTISAN.test(text);
  return /bin\/console\b/.test(text) && CONSOLE.test(text);
}
