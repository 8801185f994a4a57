import { defineRule, fail, pass, type RuleYield } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { UsedService } from '../../../facts/services-fact.ts';
import { localDatabaseFiles } from './local-database-files.ts';

export const locatedByConfig = defineRule({
  id: 'backing-services/located-by-config',
  factor: 'backing-services',
  title: 'Backing services are located by config',
  severity: 'high',
  remediation:
    'Read the address from the environment (`DATABASE_URL`, `REDIS_URL`, `EMAIL_HOST`, a bucket variable); a default such as localhost may stand beside the variable.',
  appliesTo: ({ facts }) =>
    production(facts).length > 0 || localDatabaseFiles(facts).length > 0 || 'Production code uses no backing service.',
  silence: 'No backing service is located by a literal.',

  *check({ facts }) {
    for (const use of production(facts)) yield* judge(facts, use);
    for (const { place, key } of localDatabaseFiles(facts))
      yield fail(place, `The database of ${key} is a literal file, and no variable changes it.`);
  },
});

function production(facts: Facts): UsedService[] {
  return facts.services.used.filter((use) => use.stage === 'production');
}

function* judge(facts: Facts, use: UsedService): Iterable<RuleYield> {
  const what = `The ${use.kind} of ${use.how}`;
  if (use.located === 'environment' || use.located === 'framework') {
    yield pass(use.place, `${what} is located by ${use.variable ?? 'config'}.`);
  } else if (use.located === 'literal' && isBoundByFramework(facts, use)) {
    yield pass(use.place, `${what} is a local default that the framework's own variable replaces.`);
  } else if (use.located === 'literal' && isLocator(facts, use)) {
    yield fail(use.place, `${what} is located by a literal.`);
  }
}

/** A host, URL or bucket; not the name of an in-memory cache, nor a file beside the real database. */
function isLocator(facts: Facts, use: UsedService): boolean {
  const value = (use.value ?? '').trim();
  if (value === '' || /^:memory:|mode=memory|^[a-z-]+\+?memory:|^(?:locmem|dummy|memory)/i.test(value)) return false;
  if (use.product === 'sqlite') return false;
  // Drivers' names (`DriverName: "pgx"`) place nothing.
  if (
    use.kind === 'database' &&
    /^(?:postgres(?:ql)?|pgx|mysql|mariadb|sqlserver|mssql|default|sqlalchemy\.?)$/i.test(value)
  )
    return false;
  // Regions and endpoints of a provider are fixed; its bucket or account is not.
  if (use.kind === 'storage') return /bucket|container/i.test(use.how) && !/^[a-z]{2}-[a-z]+-\d$/.test(value);
  if (use.kind === 'cache' && /LOCATION/.test(use.how)) return /:\/\/|:\d{2,5}$|^(?:\d{1,3}\.){3}\d/.test(value);
  if (/^Celery\(/.test(use.how)) return /:\/\//.test(value);
  if (/smtp_settings$|^DATABASES?\.|database\./.test(use.how) && !/[.:]|^\w+$/.test(value)) return false;
  return (
    !facts.environment.variable(value) && /^[\w.:/@%;= *?&,+-]+$/.test(value) && !/^(?:true|false|\d+)$/.test(value)
  );
}

/** Spring, Quarkus and ASP.NET read every setting from a variable of its name; what stands in the file is the default beside it. */
function isBoundByFramework(facts: Facts, use: UsedService): boolean {
  const isBound =
    /^(?:spring|quarkus)\.|^ConnectionStrings\.|(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$|appsettings[\w.]*\.json$/;
  if (!isBound.test(use.how) && !isBound.test(use.place.path)) return false;
  const variables = [use.how.replaceAll('.', '__'), use.how.replaceAll('-', '').replaceAll('.', '_').toUpperCase()];
  return (
    /localhost|127\.0\.0\.1|\(localdb\)|\(local\)|host\.docker\.internal/i.test(use.value ?? '') ||
    variables.some((name) => facts.environment.setInProduction(name).length > 0)
  );
}
