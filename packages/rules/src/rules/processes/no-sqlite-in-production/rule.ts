import { defineRule, fail, pass, type RuleContext, type RuleYield, unknown } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import { deployedValues, isRuledOut } from '../deployed-setting.ts';
import { type Database, databasesOf } from './production-databases.ts';

const IN_PROCESS = new Set(['sqlite', 'h2', 'hsqldb', 'derby']);
/** What names the database by default: `viper.SetDefault("driver", "sqlite")`, `flag.String("db", "sqlite", …)`, `getenv("DB_TYPE", "postgres")`. */
const DEFAULT =
  /(?:SetDefault|[Ff]lags?\(?\)?\.\w+|\bString(?:Var)?P?|getenv|environ\.get|[Gg]et_?[Ee]nv\w*|env|[Dd]efault\w*)\s*[([]?[^\n]{0,80}(?:driver|dialect|engine|db|database|store)[^\n]{0,60}["'`](?<value>[^"'`\n]+)["'`]/gi;

export const noSqliteInProduction = defineRule({
  id: 'processes/no-sqlite-in-production',
  factor: 'processes',
  title: 'The production database is a networked service',
  severity: 'high',
  remediation:
    'Let production use PostgreSQL or MySQL, located by a variable such as DATABASE_URL without a file as its default, and set that variable in the deploy files.',
  appliesTo: ({ facts }) => {
    if (facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return databasesOf(facts).length > 0 || 'The app uses no database.';
  },

  *check(context) {
    const { facts } = context;
    const databases = databasesOf(facts);
    const alternatives = databases.filter((item) => item.how.endsWith('(…)'));
    const kinds = new Set(alternatives.map((item) => IN_PROCESS.has(item.product)));
    if (kinds.size === 2 && alternatives.length === databases.length) yield* chosenByDefault(context, alternatives);
    else for (const database of databases) if (isConnected(facts, database)) yield* judge(context, database);
  },
});

function* judge(context: RuleContext, database: Database): Iterable<RuleYield> {
  const { facts } = context;
  const { product, place, how } = database;
  if (!IN_PROCESS.has(product)) {
    if (how !== 'its driver is declared' || !embeddedWins(facts, database))
      yield pass(place, `The production database is ${nameOf(product)} (${how}).`);
    return;
  }
  if (how === 'its driver is declared') {
    const others = facts.services.productionDatabases.some(
      (other) => !IN_PROCESS.has(other.product) && componentOf(facts, other) === componentOf(facts, database),
    );
    if (!others || embeddedWins(facts, database))
      yield fail(
        place,
        `${nameOf(product)} is the database that the app has unless told otherwise: it lives in the process or on its disk.`,
        { confidence: others ? 'medium' : 'high' },
      );
    return;
  }
  const used = facts.services.used.find(
    (item) => item.kind === 'database' && item.stage === 'production' && samePlace(item.place, place),
  );
  const setting = facts.settings.inForceUnder('').find((item) => samePlace(item.place, place));
  if (isOtherProfile(facts, setting?.condition ?? null)) return;
  const variables = [setting?.value.variable ?? null, used?.value?.includes('sqlite') ? used.variable : null];
  for (const variable of variables) {
    const { values, other } = deployedValues(facts, variable);
    if (other || values.some((value) => !isInProcess(facts, value)))
      return yield pass(place, `A deploy file sets ${variable}, which decides the production database.`);
  }
  const isDecided = variables.some((variable) => variable !== null) || setting?.condition != null;
  if (
    isDecided &&
    (isAttachedByPlatform(facts) || isRuledOut(facts, context.repo.lines(place.path), setting?.condition ?? null))
  )
    return yield pass(place, `${nameOf(product)} is only used where no database is attached; the deploy attaches one.`);
  const when = isDecided ? ' unless a variable that no deploy file sets says otherwise' : '';
  if (used?.value === ':memory:' && how.endsWith('(…)')) return;
  yield fail(place, `The production database is ${nameOf(product)} (${how.replace(/ \(.*$/, '')})${when}.`, {
    confidence: how.endsWith('(…)') ? 'medium' : 'high',
  });
}

/** Spring: every deploy file that names profiles names others. */
function isOtherProfile({ processes }: Facts, condition: string | null): boolean {
  const profiles = /^profile (?<names>[^!&|()]+)$/.exec(condition ?? '')?.groups?.names?.split(/\s*,\s*/) ?? [];
  const active = processes.production.flatMap(({ command, environment }) => [
    ...(/spring\.profiles\.active=(?<names>[\w,-]+)/.exec(command)?.groups?.names?.split(',') ?? []),
    ...environment.flatMap(({ name, value }) => (name === 'SPRING_PROFILES_ACTIVE' && value ? value.split(',') : [])),
  ]);
  return profiles.length > 0 && active.length > 0 && !profiles.some((name) => active.includes(name));
}

/** Of Laravel's connections, only the default one is the app's database. */
function isConnected(facts: Facts, { how }: Database): boolean {
  const connection = /^database\.connections\.(?<name>\w+)/.exec(how)?.groups?.name;
  const [chosen] = connection === undefined ? [] : facts.settings.inForce('database.default');
  const names = chosen?.value.text.match(/["'](?:sqlite|mysql|mariadb|pgsql|sqlsrv)["']/g) ?? [];
  return names.length === 0 || names.some((name) => name.slice(1, -1) === connection);
}

/** Spring takes an embedded database that it finds where no data source is configured. */
function embeddedWins(facts: Facts, database: Database): boolean {
  const component = componentOf(facts, database);
  const embedded = facts.services.productionDatabases.some(
    (item) => ['h2', 'hsqldb', 'derby'].includes(item.product) && componentOf(facts, item) === component,
  );
  return (
    embedded &&
    facts.stacks.has('spring-boot') &&
    !facts.settings
      .inForceUnder('')
      .some((setting) => /(?:^|\.)(?:datasource|r2dbc)\.(?:[\w-]+\.)?(?:jdbc-)?url$/.test(setting.key))
  );
}

/** The code knows several databases: the default decides, or a deploy file. */
function* chosenByDefault({ facts, repo }: RuleContext, alternatives: readonly Database[]): Iterable<RuleYield> {
  const networked = alternatives.find((item) => !IN_PROCESS.has(item.product));
  const deployed = facts.processes.production
    .flatMap((process) => process.environment)
    .find((entry) => {
      const found = facts.services.productOf(entry.value ?? '');
      return /DRIVER|DIALECT|ENGINE|DB|DATABASE|DSN|STORE/.test(entry.name) && found?.kind === 'database';
    });
  if (deployed) {
    const product = facts.services.productOf(deployed.value ?? '')?.product ?? '';
    const message = `${deployed.name} makes ${nameOf(product)} the production database.`;
    return yield IN_PROCESS.has(product) ? fail(deployed.place, message) : pass(deployed.place, message);
  }
  const defaults = facts.code
    .search({
      literals: ['sqlite', 'postgres', 'mysql', 'mariadb'],
      pattern: DEFAULT,
    })
    .flatMap((match) => {
      const found = facts.services.productOf(match.match.groups?.value ?? '');
      return found?.kind === 'database' && repo.isProduction(match.path) ? [{ ...match, product: found.product }] : [];
    });
  const first = defaults[0];
  if (first && IN_PROCESS.has(first.product))
    yield fail(
      first.place,
      `The database is ${nameOf(first.product)} unless told otherwise, and no deploy file says otherwise.`,
    );
  else if (first) yield pass(first.place, `The database is ${nameOf(first.product)} by default.`);
  else if (networked)
    yield unknown('The code can use a file or a server as its database; nothing here says which production uses.');
}

/** A platform's own file attaches a database (an add-on, a managed database), and so sets DATABASE_URL. */
function isAttachedByPlatform(facts: Facts): boolean {
  return facts.services.provided.some(
    (item) =>
      item.kind === 'database' &&
      item.stage === 'production' &&
      (item.where === 'platform' || item.where === 'terraform'),
  );
}

function isInProcess(facts: Facts, value: string): boolean {
  const product = facts.services.productOf(value)?.product;
  return product !== undefined && IN_PROCESS.has(product);
}

function componentOf(facts: Facts, database: Database): string {
  return facts.components.of(database.place.path)?.path ?? '';
}

function samePlace(a: Database['place'], b: Database['place']): boolean {
  return a.path === b.path && a.startLine === b.startLine;
}

const NAMES: Readonly<Record<string, string>> = {
  sqlite: 'SQLite',
  h2: 'H2',
  hsqldb: 'HSQLDB',
  derby: 'Derby',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  sqlserver: 'SQL Server',
};

function nameOf(product: string): string {
  return NAMES[product] ?? product;
}
