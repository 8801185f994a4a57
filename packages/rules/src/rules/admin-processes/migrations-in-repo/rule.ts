import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import { type Place, placeOf } from '../../../repo/place.ts';

const RELATIONAL = /^(?:postgresql|mysql|mariadb|sqlite|sqlserver|oracle|cockroachdb|h2|hsqldb|derby)$/;
/** Tools that are an ORM or query builder first: being declared does not mean that they migrate. */
const ORM_FIRST = new Set(['typeorm', 'knex', 'kysely', 'sequelize', 'sqlx', 'ef-core', 'sequel', 'orm']);
const EXAMPLES: Readonly<Record<string, string>> = {
  python: '`alembic revision --autogenerate` (Django: `manage.py makemigrations`)',
  javascript: "your ORM's migrations (`prisma migrate dev`, `typeorm migration:generate`, `knex migrate:make`)",
  java: 'Flyway or Liquibase',
  go: 'goose, golang-migrate or atlas',
  csharp: '`dotnet ef migrations add`',
  php: '`artisan make:migration` or Doctrine migrations',
};

export const migrationsInRepo = defineRule({
  id: 'admin-processes/migrations-in-repo',
  factor: 'admin-processes',
  title: 'Schema migrations are committed',
  severity: 'high',
  remediation: ({ facts }) =>
    `Write the schema as migrations with ${EXAMPLES[facts.stacks.languages[0] ?? ''] ?? 'a migration tool'}, commit them, and run them once for each release.`,
  appliesTo: ({ facts }) =>
    (facts.components.apps.length > 0 && (facts.migrations.files.length > 0 || databasePlace(facts) !== null)) ||
    'No app uses a relational database.',

  *check(context) {
    const { facts } = context;
    const file = facts.migrations.files[0] ?? otherMigration(context);
    if (file !== null) {
      yield pass(placeOf(file), 'Migrations are committed.');
      return;
    }
    const byHand = [...madeByCode(facts), ...schemaFiles(context), ...modelsWithoutMigrations(facts)];
    yield* byHand;
    if (byHand.length > 0) return;
    const tool = facts.migrations.tools.find(({ name }) => !ORM_FIRST.has(name));
    if (tool) yield pass(tool.place, `${tool.name} keeps the schema.`);
    else {
      const place = databasePlace(facts);
      if (place)
        yield fail(place, 'The app uses a relational database, and nothing in the repository makes its schema.', {
          confidence: 'medium',
          identity: 'no migrations',
        });
    }
  },
});

/** What says that the app itself uses a relational database; null when nothing does. A database that only stands in a compose file may be another program's. */
function databasePlace({ services, stacks }: Facts): Place | null {
  const used = services
    .usesOf('database')
    .find(({ product, value }) => (product === null || RELATIONAL.test(product)) && value !== ':memory:');
  const driver = stacks
    .withRole('database-driver')
    .find(({ name }) => RELATIONAL.test(services.productOf(name)?.product ?? ''));
  const orm = services.productionDatabases.some(({ product }) => RELATIONAL.test(product))
    ? stacks.withRole('orm')[0]
    : undefined;
  return (used ?? driver ?? orm)?.place ?? null;
}

/** Code of any layout in a folder named for migrations. */
function otherMigration({ repo }: RuleContext): string | null {
  return (
    repo.paths.find(
      (path) =>
        /(?:^|\/)(?:\w+[-_])?migrations?\/(?:[\w.-]+\/)*[^/]+\.(?:sql|py|rb|php|go|[cm]?[jt]s|java|kt|cs|exs?|rs|xml|ya?ml)$/i.test(
          path,
        ) &&
        !/(?:^|\/)(?:__init__|env|index|mod)\.\w+$/.test(path) &&
        repo.isProduction(path),
    ) ?? null
  );
}

function madeByCode({ migrations }: Facts): RuleYield[] {
  return migrations.inCode
    .filter(({ kind }) => kind === 'create-schema')
    .map(({ how, place }) => fail(place, `${how} makes the tables, and no migration is committed.`));
}

/** A schema that stands in SQL files which somebody or something loads. */
function schemaFiles({ repo }: RuleContext): RuleYield[] {
  return repo
    .withExtension('sql')
    .filter((path) => repo.isProduction(path))
    .flatMap((path) => {
      const at = repo.text(path).search(/^\s*CREATE\s+TABLE\b/im);
      return at < 0
        ? []
        : [
            fail(
              repo.placeAt(path, at + 1),
              'The schema is kept by hand in an SQL file, and no migration is committed.',
            ),
          ];
    });
}

/** Django projects whose own models have no migrations. */
function modelsWithoutMigrations({ code, migrations }: Facts): RuleYield[] {
  if (!migrations.tools.some(({ name }) => name === 'django')) return [];
  return code
    .search({
      languages: ['python'],
      literals: ['models.Model'],
      pattern: /^class\s+\w+\((?:[\w.]+,\s*)*(?:django\.db\.)?models\.Model\b/gm,
    })
    .slice(0, 1)
    .map(({ place }) => fail(place, 'The models have no migrations.', { identity: 'models without migrations' }));
}
