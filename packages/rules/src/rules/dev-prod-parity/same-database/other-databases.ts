import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import { comparePlaces, folderOf, type Place } from '../../../repo/place.ts';
import { isEmbedded } from '../attached-databases.ts';

export interface OtherDatabase {
  /** `Development`, `Tests`, for people. */
  where: string;
  product: string;
  agrees: boolean;
  place: Place;
}

const RELATIONAL = /^(?:postgresql|mysql|mariadb|sqlserver|oracle|cockroachdb|sqlite|h2|hsqldb|derby|in-memory)$/;
const CI = 'Tests in CI';
const VARIABLE =
  /^(?:\w+_)?(?:DATABASE_UR[LI]|DB_UR[LI]|DB_CONNECTION|DB_ENGINE|DB_DRIVER|DB_TYPE|DATABASE_ENGINE|DATABASE_TYPE|DATABASE_DRIVER)$/;
/** A database that tests make for the app's own schema. */
const TEST_DATABASE =
  /(?:\bcreate_(?:async_)?engine\s*\(\s*|\b\w*DATABASE_UR[LI]\w*["'\])]*\s*(?::\s*str\s*)?[=:,]\s*)f?["'](?<url>sqlite[^"']*)["']|\bsqlite\.Open\s*\(|\b(?:UseInMemoryDatabase|UseSqlite)\s*\(|\b(?:type|dialect|client):\s*["'](?<name>sqlite|sqlite3|better-sqlite3|sqljs)["']/g;

/** MariaDB is taken for MySQL. */
export function isSameKind(a: string, b: string): boolean {
  const kind = (product: string): string => (product === 'mariadb' ? 'mysql' : product);
  return kind(a) === kind(b);
}

/** What development and tests use: settings, services, variables, defaults, tests' own code. */
export function otherDatabases(context: RuleContext, production: readonly string[]): OtherDatabase[] {
  const { facts } = context;
  const isServer = production.every((product) => !isEmbedded(product));
  const agrees = (product: string): boolean =>
    production.some((item) => isSameKind(item, product)) || (production.length === 0 && !isEmbedded(product));
  const found = [
    ...inSettings(facts),
    ...inVariables(facts),
    ...inPhpunit(context),
    ...(isServer ? [...defaults(facts, production), ...inTests(context), ...testDrivers(facts)] : []),
  ]
    .filter(({ product }) => RELATIONAL.test(product))
    .map((item) => ({ ...item, agrees: agrees(item.product) }));
  // Tests against several databases agree if one of them is production's.
  const isTested = found.some((item) => item.where === CI && item.agrees) || isTestedOn(facts, agrees);
  return [...found.filter((item) => item.where !== CI || item.agrees || !isTested), ...services(facts, agrees)].sort(
    (a, b) => comparePlaces(a.place, b.place),
  );
}

function isTestedOn({ services }: Facts, agrees: (product: string) => boolean): boolean {
  return services.provided.some(({ kind, where, product }) => kind === 'database' && where === 'ci' && agrees(product));
}

type Found = Omit<OtherDatabase, 'agrees'>;

function inSettings({ services }: Facts): Found[] {
  return services.used.flatMap(({ kind, product, stage, place }) =>
    kind === 'database' && product !== null && stage !== 'production'
      ? [{ where: stage === 'test' ? 'Test settings' : 'Development settings', product, place }]
      : [],
  );
}

/** Services that development files and CI start: each file, and all tests together, agree if one of their products is production's. */
function services({ services }: Facts, agrees: (product: string) => boolean): OtherDatabase[] {
  const groups = new Map<string, typeof services.provided>();
  for (const item of services.provided) {
    if (item.kind !== 'database' || item.stage === 'production' || !RELATIONAL.test(item.product)) continue;
    const key = item.stage === 'test' ? 'tests' : item.place.path;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].flatMap(([key, items]) => {
    const agreeing = items.some(({ product }) => agrees(product));
    return items
      .filter(({ product }) => !agreeing || agrees(product))
      .map(({ product, place }) => ({
        where: key === 'tests' ? 'Tests' : 'Development services',
        product,
        agrees: agreeing,
        place,
      }));
  });
}

/** `DATABASE_URL: sqlite:///test.db` of CI, development processes and environment files of an app's own folder. */
function inVariables(facts: Facts): Found[] {
  const found: Found[] = [];
  const add = (where: string, name: string, value: string | null, place: Place): void => {
    const known = VARIABLE.test(name) && value ? facts.services.productOf(value) : null;
    if (known?.kind === 'database') found.push({ where, product: known.product, place });
  };
  for (const { job } of facts.pipelines.jobs) {
    if (!job.activities.has('test')) continue;
    for (const [name, value] of Object.entries(job.environment)) add(CI, name, value, job.place);
    for (const step of job.steps)
      for (const [name, value] of Object.entries(step.environment)) add(CI, name, value, step.place);
  }
  for (const process of facts.processes.development)
    for (const { name, value, place } of process.environment) add('Development processes', name, value, place);
  const folders = new Set(['', ...facts.components.apps.map(({ path }) => path)]);
  for (const { path, example, purpose, entries } of facts.environment.files) {
    if (!folders.has(folderOf(path))) continue;
    const isTest = purpose === 'test' || /\.(?:test|testing|ci)\b/.test(path);
    if (!isTest && !example && purpose !== 'development') continue;
    for (const { name, value, commented, place } of entries)
      if (!commented) add(isTest ? 'Tests' : 'Developers', name, value, place);
  }
  return found;
}

/** `<env name="DB_CONNECTION" value="sqlite"/>`. */
function inPhpunit({ repo, facts }: RuleContext): Found[] {
  return repo.named('phpunit.xml', 'phpunit.xml.dist').flatMap((path) => {
    const text = repo.text(path).replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
    return [...text.matchAll(/<(?:env|server)\s+name="(?<name>\w+)"\s+value="(?<value>[^"]*)"/g)].flatMap((match) => {
      const { name = '', value = '' } = match.groups ?? {};
      const known = VARIABLE.test(name) ? facts.services.productOf(value) : null;
      return known?.kind === 'database'
        ? [{ where: 'Tests', product: known.product, place: repo.placeAt(path, match.index) }]
        : [];
    });
  });
}

/**
 * A file database that settings fall back to where no variable says otherwise, beside production's server: what a clone of the repository runs on,
 * unless development's own files and CI both bring the server.
 */
function defaults(facts: Facts, production: readonly string[]): Found[] {
  const isBrought = (stages: readonly string[], where: Found[]): boolean =>
    where.some(({ product }) => !isEmbedded(product)) ||
    facts.services.provided.some(
      ({ kind, product, stage }) =>
        kind === 'database' && stages.includes(stage) && production.some((item) => isSameKind(item, product)),
    );
  const variables = inVariables(facts);
  const tests = variables.filter(({ where }) => where === CI);
  const hasTests = facts.pipelines.jobs.some(({ job }) => job.activities.has('test'));
  const isDevelopedOnServer = isBrought(
    ['development'],
    variables.filter(({ where }) => where === 'Development processes' || where === 'Developers'),
  );
  if (isDevelopedOnServer && (!hasTests || isBrought(['test'], tests))) return [];
  return [...springDefaults(facts), ...embeddedSettings(facts)];
}

/** Without a profile Spring runs on the embedded database of its class path, where only profiles name a server. */
function springDefaults({ dependencies, settings, stacks }: Facts): Found[] {
  const urls = settings.all.filter(({ key }) => /^spring\.(?:datasource|r2dbc)\.(?:[\w-]+\.)?(?:jdbc-)?url$/.test(key));
  const isPlain = urls.some(({ profile, condition }) => profile === 'base' && condition === null);
  if (!stacks.has('spring-boot') || urls.length === 0 || isPlain) return [];
  const java = dependencies.manifests.filter(({ ecosystem }) => ecosystem === 'maven' || ecosystem === 'gradle');
  return java.flatMap(({ direct }) =>
    direct
      .filter(({ name, group }) => group !== 'development' && /^(?:com\.h2database:h2|org\.hsqldb:hsqldb)$/.test(name))
      .map(({ name, place }) => ({
        where: 'Development and tests without a profile',
        product: name.endsWith('h2') ? 'h2' : 'hsqldb',
        place,
      })),
  );
}

function embeddedSettings(facts: Facts): Found[] {
  return facts.services.used.flatMap(({ kind, product, stage, how, value, located, place }) => {
    if (kind !== 'database' || product === null || stage !== 'production' || !isEmbedded(product)) return [];
    // A client in code counts where its own URL has the file as its default.
    const isFallback = located === 'environment' && /^sqlite|^jdbc:/.test(value ?? '');
    return how.endsWith('(…)') && !isFallback
      ? []
      : [{ where: 'Development and tests without a variable', product, place }];
  });
}

/** Engines that tests make over the app's own tables. */
function inTests({ repo, facts }: RuleContext): Found[] {
  return facts.code
    .search({
      languages: ['python', 'javascript', 'go', 'csharp'],
      literals: ['sqlite', 'sqljs', 'InMemoryDatabase', 'UseSqlite'],
      pattern: TEST_DATABASE,
      production: false,
      inStrings: true,
    })
    .filter(({ path }) => {
      if (repo.purposeOf(path) !== 'test') return false;
      return (
        /(?:^|\/)(?:conftest|setup|database|db|data-source)\b/.test(path) ||
        /create_all|dependency_overrides|AutoMigrate|UseInMemoryDatabase|EnsureCreated|synchronize|TypeOrmModule|\.sync\(/.test(
          repo.text(path),
        )
      );
    })
    .map(({ match, place }) => ({
      where: 'Tests',
      product: match[0].startsWith('UseInMemory') ? 'in-memory' : 'sqlite',
      place,
    }));
}

/** H2 or HSQLDB for tests alone: Spring's test slices take them in place of the configured database. */
function testDrivers({ dependencies }: Facts): Found[] {
  const java = dependencies.manifests.filter(({ ecosystem }) => ecosystem === 'maven' || ecosystem === 'gradle');
  return java.flatMap(({ direct }) => {
    if (direct.some(({ name }) => name.includes('testcontainers'))) return [];
    return direct
      .filter(({ name, group }) => group === 'development' && /^(?:com\.h2database:h2|org\.hsqldb:hsqldb)$/.test(name))
      .map(({ name, place }) => ({ where: 'Tests', product: name.endsWith('h2') ? 'h2' : 'hsqldb', place }));
  });
}
