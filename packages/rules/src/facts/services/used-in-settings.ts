import type { ServiceKind, UsedService } from '../services-fact.ts';
import type { Setting, SettingsFact } from '../settings-fact.ts';
import { productOf } from './products.ts';

interface Key {
  pattern: RegExp;
  kind: ServiceKind;
  product?: string;
}

/** Keys whose value locates a service. Databases of Django, Rails and Laravel are read apart: their keys belong together. */
const keys: readonly Key[] = [
  {
    pattern:
      /^(?:CELERY_BROKER_URL|BROKER_URL|CELERY\.broker_url|broker_url|RQ_REDIS_URL|DRAMATIQ_BROKER\.OPTIONS\.url|RQ_QUEUES\.\w+\.(?:URL|HOST))$/,
    kind: 'broker',
  },
  { pattern: /^(?:CACHES\.\w+\.LOCATION(?:\.\d+)?|REDIS_URL|CACHE_REDIS_URL|CACHE_URL)$/, kind: 'cache' },
  { pattern: /^(?:CHANNEL_LAYERS\.\w+\.CONFIG\.hosts(?:\.\d+)?)$/, kind: 'cache', product: 'redis' },
  { pattern: /^(?:SQLALCHEMY_DATABASE_URI)$/, kind: 'database' },
  { pattern: /^(?:EMAIL_HOST|MAIL_SERVER|MAILERS\.\w+\.OPTIONS\.host|EMAIL_CONFIG)$/, kind: 'mail', product: 'smtp' },
  {
    pattern:
      /^(?:AWS_STORAGE_BUCKET_NAME|GS_BUCKET_NAME|AZURE_CONTAINER|AWS_S3_ENDPOINT_URL|STORAGES\.\w+\.OPTIONS\.bucket_name)$/,
    kind: 'storage',
    product: 's3',
  },
  {
    pattern: /^(?:WAGTAILSEARCH_BACKENDS\.\w+\.URLS|ELASTICSEARCH_DSL\.\w+\.hosts|HAYSTACK_CONNECTIONS\.\w+\.URL)/,
    kind: 'search',
    product: 'elasticsearch',
  },
  { pattern: /^spring\.(?:datasource|r2dbc|flyway|liquibase)\.(?:[\w-]+\.)?(?:jdbc-)?url$/, kind: 'database' },
  { pattern: /^spring\.(?:data\.)?mongodb\.(?:uri|host)$/, kind: 'database', product: 'mongodb' },
  { pattern: /^spring\.(?:data\.)?redis\.(?:host|url)$/, kind: 'cache', product: 'redis' },
  { pattern: /^spring\.rabbitmq\.(?:host|addresses)$/, kind: 'broker', product: 'rabbitmq' },
  { pattern: /^spring\.kafka\.bootstrap-servers$/, kind: 'broker', product: 'kafka' },
  { pattern: /^spring\.mail\.host$/, kind: 'mail', product: 'smtp' },
  { pattern: /^spring\.elasticsearch\.uris$/, kind: 'search', product: 'elasticsearch' },
  { pattern: /^quarkus\.datasource\.jdbc\.url$/, kind: 'database' },
  // The app's own properties of a data source, bound by its code.
  { pattern: /^(?:[\w-]+\.)?(?:datasource|dataSource)\.(?:[\w-]+\.)?(?:jdbc-?)?[uU]rl$/, kind: 'database' },
  { pattern: /^config\.action_mailer\.smtp_settings(?:\.address)?$/, kind: 'mail', product: 'smtp' },
  { pattern: /^cable\.\w+\.url$/, kind: 'cache', product: 'redis' },
  { pattern: /^database\.redis\.\w+\.(?:host|url)$/, kind: 'cache', product: 'redis' },
  { pattern: /^mail\.mailers\.smtp\.host$/, kind: 'mail', product: 'smtp' },
  { pattern: /^filesystems\.disks\.s3\.bucket$/, kind: 'storage', product: 's3' },
  { pattern: /^framework\.mailer\.dsn$/, kind: 'mail', product: 'smtp' },
  { pattern: /^doctrine\.dbal\.(?:connections\.\w+\.)?url$/, kind: 'database' },
  { pattern: /^ConnectionStrings\.\w+$/, kind: 'database' },
];

/** Services that settings in force (and those of development and tests) name. */
export function servicesInSettings(settings: SettingsFact): UsedService[] {
  const found: UsedService[] = [];
  for (const stage of ['production', 'development', 'test'] as const) {
    const inStage =
      stage === 'production' ? settings.inForceUnder('') : settings.all.filter((setting) => setting.profile === stage);
    for (const setting of inStage) {
      const key = keys.find(({ pattern }) => pattern.test(setting.key));
      if (key)
        found.push(
          use(
            // A connection string is any service's.
            setting.key.startsWith('ConnectionStrings.')
              ? (productOf(setting.value.literal ?? setting.value.text)?.kind ?? key.kind)
              : key.kind,
            key.product ?? productOf(`${setting.value.literal ?? setting.value.text}`)?.product ?? null,
            setting,
            setting,
            stage,
          ),
        );
    }
    found.push(...databases(inStage, stage));
  }
  return found;
}

/** Entries of `DATABASES`, `database.yml` and `config/database.php`: the product by one key, the place by others. */
function databases(settings: readonly Setting[], stage: UsedService['stage']): UsedService[] {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    const group =
      /^(?<name>DATABASES\.[\w-]+|database\.(?:default|production|development|test)(?:\.\w+(?=\.))?|database\.connections\.\w+)(?:\.|$)/.exec(
        setting.key,
      )?.groups?.name;
    // Conditional variants of one entry stand apart.
    const name = group ? `${group}\0${setting.component}\0${setting.condition ?? ''}` : null;
    if (name) groups.set(name, [...(groups.get(name) ?? []), setting]);
  }
  const chosen = settings.find((setting) => setting.key === 'database.default' && setting.framework === 'laravel');
  return [...groups].flatMap(([name, group]): UsedService[] => {
    const prefix = name.slice(0, name.indexOf('\0'));
    if (
      prefix.startsWith('database.connections.') &&
      chosen?.value.literal &&
      prefix !== `database.connections.${chosen.value.literal}`
    )
      return [];
    const at = (...suffixes: string[]): Setting | undefined =>
      suffixes
        .map((suffix) => group.find((setting) => setting.key === `${prefix}.${suffix}`))
        .find((setting) => setting !== undefined);
    const kind = at('ENGINE', 'adapter', 'driver');
    const whole = group.find((setting) => setting.key === prefix);
    const located = at('url', 'URL') ?? at('HOST', 'host') ?? at('NAME', 'database') ?? whole;
    const first = kind ?? located;
    if (!first || !located) return [];
    const product =
      productOf(kind?.value.literal ?? '')?.product ??
      (kind ? null : productOf(whole?.value.literal ?? whole?.value.text ?? '')?.product) ??
      null;
    if (!kind && whole?.value.kind === 'literal') return [];
    return [use('database', product, located, first, stage)];
  });
}

function use(
  kind: ServiceKind,
  product: string | null,
  located: Setting,
  at: Setting,
  stage: UsedService['stage'],
): UsedService {
  const { value } = located;
  const isFramework =
    value.kind === 'expression' && /\b(?:dj_database_url|env\.(?:db|cache|email)|database_url)\b/.test(value.text);
  return {
    kind,
    product,
    located:
      value.kind === 'environment'
        ? 'environment'
        : value.kind === 'literal'
          ? 'literal'
          : isFramework
            ? 'framework'
            : /environ|getenv|ENV\[|env\(/.test(value.text)
              ? 'environment'
              : 'unknown',
    value: value.literal,
    variable: value.variable,
    how: at.condition === null ? at.key : `${at.key} (${at.condition})`,
    stage,
    component: at.component,
    place: at.place,
  };
}
