import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Setting } from '../../../facts/settings-fact.ts';
import { type Place, placeOf } from '../../../repo/place.ts';

interface Choice {
  /** Keys that choose the service; `*` stands for one name. */
  keys: RegExp;
  service: string;
  /** The value is a stand-in within the process. */
  standIn: RegExp;
  /** Where development says nothing, its framework takes a stand-in. */
  withoutSetting: boolean;
}

const CHOICES: readonly Choice[] = [
  {
    keys: /^CACHES\.default\.BACKEND$/,
    service: 'cache',
    standIn: /locmem|LocMem|dummy|Dummy|filebased/,
    withoutSetting: true,
  },
  { keys: /^CACHE_TYPE$/, service: 'cache', standIn: /SimpleCache|NullCache|^(?:simple|null)$/, withoutSetting: false },
  { keys: /^CHANNEL_LAYERS\.default\.BACKEND$/, service: 'channel layer', standIn: /InMemory/, withoutSetting: false },
  {
    keys: /^(?:HAYSTACK_CONNECTIONS\.default\.ENGINE|WAGTAILSEARCH_BACKENDS\.default\.BACKEND)$/,
    service: 'search service',
    standIn: /simple_backend|whoosh|search\.backends\.database/,
    withoutSetting: false,
  },
  {
    keys: /^config\.cache_store$/,
    service: 'cache',
    standIn: /null_store|memory_store|file_store/,
    withoutSetting: false,
  },
  {
    keys: /^config\.active_job\.queue_adapter$/,
    service: 'queue',
    standIn: /^:?(?:async|inline|test)$/,
    withoutSetting: false,
  },
  { keys: /^queue\.default$/, service: 'queue', standIn: /^(?:sync|null)$/, withoutSetting: false },
  { keys: /^cache\.default$/, service: 'cache', standIn: /^(?:array|file|null)$/, withoutSetting: false },
  { keys: /^spring\.cache\.type$/, service: 'cache', standIn: /^(?:simple|none|caffeine)$/i, withoutSetting: false },
  {
    keys: /^framework\.messenger\.transports\.\w+(?:\.dsn)?$/,
    service: 'queue',
    standIn: /^(?:sync|in-memory):/,
    withoutSetting: false,
  },
  {
    keys: /^framework\.cache\.app$/,
    service: 'cache',
    standIn: /cache\.adapter\.(?:array|filesystem)/,
    withoutSetting: false,
  },
];
const EAGER = /^(?:CELERY_TASK_ALWAYS_EAGER|CELERY_ALWAYS_EAGER|CELERY\.task_always_eager|task_always_eager)$/;

export const sameServices = defineRule({
  id: 'dev-prod-parity/same-services',
  factor: 'dev-prod-parity',
  title: 'Development uses the same kinds of service as production',
  severity: 'medium',
  remediation:
    "Start production's cache, queue and search service for developers too (compose), and let development's settings name them by the same variables.",
  appliesTo: ({ facts }) =>
    attachedSettings(facts).length > 0 ||
    attachedServices(facts).length > 0 ||
    'Production has no cache, queue or search service.',
  silence: "Development replaces none of production's services.",

  *check(context) {
    const { facts } = context;
    const standIns = [...replaced(context), ...eager(facts), ...registered(context)];
    for (const { place, message } of standIns) yield fail(place, message);
    if (standIns.length > 0) return;
    for (const { kind, product, stage, place } of facts.services.provided)
      if (stage === 'development' && /^(?:cache|broker|search)$/.test(kind))
        yield pass(place, `Developers run ${product}.`);
  },
});

interface Found {
  place: Place;
  message: string;
}

/** Caches, brokers and search servers that code or deploy files attach. A list of drivers to choose from (Laravel's) attaches none. */
function attachedServices({ services, stacks }: Facts): Place[] {
  const used = services
    .usesOf('cache', 'broker', 'search')
    .filter(({ place }) => !(stacks.has('laravel') && /(?:^|\/)config\/\w+\.php$/i.test(place.path)));
  const provided = services.provided.filter(
    ({ kind, stage }) => stage === 'production' && /^(?:cache|broker|search)$/.test(kind),
  );
  return [...used, ...provided].map(({ place }) => place);
}

/** Settings by which production takes a service outside the process. */
function attachedSettings(facts: Facts): { choice: Choice; setting: Setting }[] {
  return CHOICES.flatMap((choice) =>
    facts.settings
      .inForceUnder('')
      .filter((setting) => choice.keys.test(setting.key) && isAttached(facts, choice, setting))
      .map((setting) => ({ choice, setting })),
  );
}

function isAttached(facts: Facts, { standIn }: Choice, { value }: Setting): boolean {
  const deployed = value.variable === null ? [] : facts.environment.setInProduction(value.variable);
  const values = deployed.length > 0 ? deployed.map((entry) => entry.value ?? '') : [textOf(value)];
  return values.some((text) => text !== '' && !standIn.test(text) && !/^(?:nil|null|false)$/.test(text));
}

/** A store with options from the environment (`:redis_cache_store, { url: ENV[…] }`) is still named. */
function textOf(value: Setting['value']): string {
  if (value.text.startsWith(':') && value.text.includes(',')) return value.text;
  return value.literal ?? (value.kind === 'environment' ? '' : value.text);
}

/** Development's own setting, or its silence where that means a stand-in. */
function* replaced({ facts }: RuleContext): Iterable<Found> {
  const told = new Set<string>();
  for (const { choice, setting } of attachedSettings(facts)) {
    const key = `${setting.component} ${setting.key}`;
    if (told.has(key)) continue;
    told.add(key);
    const own = facts.settings.all.filter(
      (item) => item.key === setting.key && item.component === setting.component && item.profile === 'development',
    );
    const standIn = own.find((item) => choice.standIn.test(textOf(item.value)));
    if (standIn)
      yield {
        place: standIn.place,
        message: `Development replaces production's ${choice.service} by ${textOf(standIn.value).slice(0, 60)}.`,
      };
    const isBase = facts.settings.all.some(
      (item) => item.key === setting.key && item.component === setting.component && item.profile === 'base',
    );
    const file = facts.settings.files.find(
      (item) =>
        item.profile === 'development' &&
        item.framework === setting.framework &&
        item.component === setting.component &&
        !/__init__/.test(item.path),
    );
    if (choice.withoutSetting && own.length === 0 && !isBase && file && setting.profile === 'production')
      yield {
        place: placeOf(file.path),
        message: `Development sets no ${choice.service}, and gets one within the process; production's is attached.`,
      };
  }
}

/** Celery tasks that run where they are called. */
function* eager(facts: Facts): Iterable<Found> {
  for (const { key, value, profile, place } of facts.settings.all) {
    if (!EAGER.test(key)) continue;
    if (profile === 'development' && /^true$/i.test(textOf(value)))
      yield { place, message: `Development runs tasks where they are called (${key}) instead of in the queue.` };
    else if (profile === 'base' && isOnUnlessDeployed(facts, value))
      yield {
        place,
        message: `Tasks run where they are called (${key}) unless a variable says otherwise, and only the deploy sets it.`,
      };
  }
}

/** On without the variable, which a deploy file turns off. */
function isOnUnlessDeployed(facts: Facts, { kind, variable, text, literal }: Setting['value']): boolean {
  if (kind !== 'environment' || variable === null) return false;
  const isOn = /^true$/i.test(literal ?? '') || /["']True["']\)?\s*!=\s*["']False["']/.test(text);
  const deployed = facts.environment.setInProduction(variable);
  return isOn && deployed.some((entry) => /^(?:false|0|no|off)$/i.test(entry.value ?? ''));
}

/** ASP.NET: one branch registers a cache in memory, the other Redis. */
function* registered({ facts, repo }: RuleContext): Iterable<Found> {
  for (const { path, place } of facts.code.search({
    languages: ['csharp'],
    literals: ['AddDistributedMemoryCache'],
    pattern: /\.AddDistributedMemoryCache\s*\(/g,
  }))
    if (
      /IsDevelopment\(\)[\s\S]{0,300}AddDistributedMemoryCache/.test(repo.code(path)) &&
      /AddStackExchangeRedisCache/.test(repo.code(path))
    )
      yield { place, message: 'Development registers a cache in memory instead of Redis.' };
}
