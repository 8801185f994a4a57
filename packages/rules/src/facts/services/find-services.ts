import { comparePlaces, compareText } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { EnvironmentFact } from '../environment-fact.ts';
import type { PipelinesFact } from '../pipelines-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { ServiceKind, ServicesFact, UsedService } from '../services-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import type { StacksFact, TechnologyRole } from '../stacks-fact.ts';
import { productionDatabases } from './production-databases.ts';
import { productOf } from './products.ts';
import { providedServices } from './provided-services.ts';
import { schemaServices } from './schema-services.ts';
import { servicesInCode } from './used-in-code.ts';
import { servicesInSettings } from './used-in-settings.ts';

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  stacks: StacksFact;
  code: CodeFact;
  settings: SettingsFact;
  environment: EnvironmentFact;
  processes: ProcessesFact;
  pipelines: PipelinesFact;
}

const VARIABLES: readonly (readonly [RegExp, ServiceKind, string | null])[] = [
  [
    /(?:^|_)(?:DATABASE|DB|SQL\w*)_(?:URL|URI|HOST|DSN|SERVER|CONNECTION(?:_STRING)?)$|^DSN$|^(?:\w+_)?DSN$/,
    'database',
    null,
  ],
  [/(?:POSTGRES(?:QL)?|PG)_?(?:URL|URI|HOST|SERVER|DSN)|^PGHOST$/, 'database', 'postgresql'],
  [/MYSQL_(?:URL|URI|HOST)/, 'database', 'mysql'],
  [/MONGO(?:DB)?_(?:URL|URI|HOST)/, 'database', 'mongodb'],
  [/(?:REDIS|VALKEY)(?:_\w+)?_(?:URL|URI|HOST)/, 'cache', 'redis'],
  [/MEMCACHED?_(?:\w+_)?(?:URL|HOST|SERVERS?)/, 'cache', 'memcached'],
  [/(?:AMQP|RABBITMQ)_(?:URL|HOST)/, 'broker', 'rabbitmq'],
  [/(?:CELERY_)?BROKER_URL/, 'broker', null],
  [/KAFKA_\w*(?:BROKERS?|SERVERS?|URL)/, 'broker', 'kafka'],
  [/(?:ELASTIC(?:SEARCH)?|OPENSEARCH)_(?:URL|HOSTS?)/, 'search', 'elasticsearch'],
  [/(?:SMTP|EMAIL|MAIL)_(?:HOST|SERVER|URL|DSN)$|^MAILER_DSN$/, 'mail', 'smtp'],
  [/(?:S3|GCS|GS|AWS_STORAGE|STORAGE)_(?:\w+_)?(?:BUCKET|ENDPOINT)(?:_NAME|_URL)?|BUCKET_NAME$/, 'storage', 's3'],
];

/** The backing services that deploy files provide and code uses. */
export function findServices(sources: Sources): ServicesFact {
  const { repo, components, stacks, environment } = sources;
  const provided = providedServices(repo, sources.processes, sources.pipelines).sort(
    (a, b) => comparePlaces(a.place, b.place) || compareText(a.name, b.name),
  );
  const used = [
    ...servicesInSettings(sources.settings),
    ...servicesInCode(repo, sources.code, components),
    ...schemaServices(repo, components),
  ];
  used.push(...servicesByVariable(environment, components, used));
  used.sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.how, b.how));
  const production = used.filter((item) => item.stage === 'production');
  const kinds = new Set<ServiceKind>(production.map((item) => item.kind));
  for (const [role, kind] of [
    ['database-driver', 'database'],
    ['search', 'search'],
  ] as const satisfies readonly (readonly [TechnologyRole, ServiceKind])[])
    if (stacks.withRole(role).length > 0) kinds.add(kind);
  for (const item of provided) if (item.stage === 'production') kinds.add(item.kind);
  return {
    provided,
    used,
    usesOf: (...wanted) => production.filter((item) => wanted.includes(item.kind)),
    kinds,
    productionDatabases: productionDatabases(production, provided, environment, stacks),
    productOf,
  };
}

/** Variables whose names say what they locate, where nothing else was seen to use that kind in the component. */
function servicesByVariable(
  environment: EnvironmentFact,
  components: ComponentsFact,
  known: readonly UsedService[],
): UsedService[] {
  return environment.variables.flatMap((variable): UsedService[] => {
    const match = VARIABLES.find(([pattern]) => pattern.test(variable.name));
    const read = variable.reads[0];
    if (!match || !read || /SENTRY|TEST/.test(variable.name)) return [];
    const component = components.of(read.place.path)?.path ?? '';
    if (
      known.some(
        (item) =>
          item.kind === match[1] &&
          item.component === component &&
          item.stage === 'production' &&
          item.located !== 'unknown',
      )
    )
      return [];
    const product = productOf(variable.default ?? '')?.product ?? match[2];
    return [
      {
        kind: match[1],
        product,
        located: 'environment',
        value: variable.default,
        variable: variable.name,
        how: variable.name,
        stage: 'production',
        component,
        place: read.place,
      },
    ];
  });
}
