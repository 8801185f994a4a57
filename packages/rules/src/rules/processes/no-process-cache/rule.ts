import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Setting } from '../../../facts/settings-fact.ts';
import { placeOf } from '../../../repo/place.ts';
import { isRuledOut, valuesInForce } from '../deployed-setting.ts';
import { cachesInCode } from './caches-in-code.ts';

/** Cache back ends that live in one process or on its disk; in Django, Rails, Laravel, Symfony, Flask-Caching and Spring. */
const LOCAL =
  /locmem|filebased|(?:^|[_:.])(?:memory_store|file_store|file|array|apc|apcu|filesystem|simple|caffeine|ehcache|hazelcast_local)$|SimpleCache|FileSystemCache|adapter\.(?:filesystem|array|apcu|php_files)/i;
/** No cache at all: nothing is kept that could differ. */
const NONE = /dummy|null_store|^null$|NullCache|^none$|^$/i;
const KEYS: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /^CACHES\.[\w-]+\.BACKEND$/, what: 'Django cache' },
  { pattern: /^CACHES\.[\w-]+$/, what: 'Django cache' },
  { pattern: /^(?:CACHE_CONFIG\.|CACHING\.)?CACHE_TYPE$/, what: 'Flask cache' },
  { pattern: /^config\.cache_store$/, what: 'Rails cache' },
  { pattern: /^cache\.default$/, what: 'Laravel cache' },
  { pattern: /^framework\.cache\.app$/, what: 'Symfony cache' },
  { pattern: /^spring\.cache\.type$/, what: 'Spring cache' },
];

export const noProcessCache = defineRule({
  id: 'processes/no-process-cache',
  factor: 'processes',
  title: 'The application cache is an attached service',
  severity: 'medium',
  remediation: ({ facts }) => `Keep the shared cache in Redis or Memcached, located by a variable: ${fixOf(facts)}.`,
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judgements(context).length > 0 || 'No application cache is configured or used.';
  },

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  return [...configured(context), ...cachesInCode(context)];
}

function* configured(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const configuredFrameworks = new Set<string>();
  for (const setting of facts.settings.inForceUnder('')) {
    const key = KEYS.find(({ pattern }) => pattern.test(setting.key));
    if (!key || (setting.framework === 'rails' && !usesRailsCache(context))) continue;
    configuredFrameworks.add(setting.framework);
    yield* judge(context, setting, key.what);
  }
  yield* pageCache(facts);
  yield* frameworkDefaults(context, configuredFrameworks);
}

function* judge(context: RuleContext, setting: Setting, what: string): Iterable<RuleYield> {
  const { facts, repo } = context;
  if (isRuledOut(facts, repo.lines(setting.place.path), setting.condition)) return;
  const values = isLocalUnlessSet(facts, setting)
    ? ['locmem']
    : valuesInForce(facts, setting).map((value) => value ?? backendIn(setting.value.text));
  const local = values.find((value) => value !== null && LOCAL.test(value) && !NONE.test(value));
  const when =
    setting.condition !== null || setting.value.kind === 'environment'
      ? ' where no variable says otherwise, and no deploy file sets one'
      : '';
  if (local != null) yield fail(setting.place, `The ${what} is kept in each process (${local})${when}.`);
  else if (values.some((value) => value !== null && !NONE.test(value)) || setting.value.kind === 'environment')
    yield pass(setting.place, `The ${what} is kept outside the process.`);
}

/** django-cache-url's own default is the memory of the process. */
function isLocalUnlessSet(facts: Facts, { value }: Setting): boolean {
  const call = /\bdjango_cache_url\.config\((?<args>[^()]*)\)/.exec(value.text)?.groups;
  return (
    call !== undefined &&
    !/default/.test(call.args ?? '') &&
    facts.environment.setInProduction('CACHE_URL').length === 0
  );
}

/** The back end that an expression names first: `:redis_cache_store, { url: … }`, `[:memory_store, {…}]`. */
function backendIn(text: string): string | null {
  return (
    /^[[(\s]*:(?<name>\w+)/.exec(text)?.groups?.name ?? /["'](?<name>[\w.]*Cache)["']/.exec(text)?.groups?.name ?? null
  );
}

/** Rails' page caching writes pages into the web process's own folder. */
function* pageCache(facts: Facts): Iterable<RuleYield> {
  for (const setting of facts.settings.inForce('config.action_controller.page_cache_directory'))
    yield fail(setting.place, 'Cached pages are written to the local disk of each web process.', {
      confidence: 'medium',
    });
}

/** A framework's own default counts where its cache is used and none is configured. */
function* frameworkDefaults(context: RuleContext, configured: ReadonlySet<string>): Iterable<RuleYield> {
  const { facts } = context;
  if (facts.stacks.has('django') && !configured.has('django')) {
    const [use] = facts.code.search({
      languages: ['python'],
      literals: ['django.core.cache', 'decorators.cache', 'middleware.cache'],
      pattern:
        /\bfrom django\.core\.cache import[^\n]*\bcaches?\b|\bfrom django\.views\.decorators\.cache import[^\n]*\bcache_page\b|["']django\.middleware\.cache\.UpdateCacheMiddleware["']/g,
      inStrings: true,
    });
    if (use)
      yield fail(use.place, 'The Django cache is used, and without CACHES it is kept in the memory of each process.');
  }
  if (facts.stacks.has('rails') && !configured.has('rails')) {
    const use = railsUse(context);
    if (use)
      yield fail(use, 'Rails.cache is used, and without config.cache_store it is kept in files of each process.');
  }
  if (facts.stacks.has('symfony') && !configured.has('symfony')) {
    const [use] = facts.code.search({
      languages: ['php'],
      literals: ['CacheInterface', 'CacheItemPoolInterface'],
      pattern: /\b(?:Symfony\\Contracts\\Cache\\(?:TagAware)?CacheInterface|Psr\\Cache\\CacheItemPoolInterface)\b/g,
    });
    if (use)
      yield fail(use.place, 'The cache is used, and without framework.cache.app Symfony keeps it in local files.');
  }
  if (facts.stacks.has('spring-boot') && !configured.has('spring') && !configured.has('spring-boot'))
    yield* springDefault(context);
}

/** Spring takes the cache library on its class path, and a map in memory where there is none. */
function* springDefault({ facts }: RuleContext): Iterable<RuleYield> {
  const search = (literal: string, pattern: RegExp) =>
    facts.code.search({ languages: ['java'], literals: [literal], pattern });
  const [enabled] = search('@EnableCaching', /@EnableCaching\b/g);
  const used = search('@Cacheable', /@Cacheable\b/g).length > 0;
  if (!enabled || !used) return;
  const java = facts.dependencies.manifests.filter(({ ecosystem }) => ecosystem === 'maven' || ecosystem === 'gradle');
  const names = java.flatMap(({ direct }) => direct.map(({ name }) => name));
  if (
    names.some((name) => /redis|redisson|lettuce|memcached|couchbase|infinispan|hazelcast|ignite|coherence/i.test(name))
  )
    return;
  const library = names.find((name) => /:(?:caffeine|ehcache|cache2k-\w+)$/.test(name))?.split(':')[1];
  yield fail(
    enabled.place,
    `@Cacheable keeps its entries in the memory of each process (${library ?? 'a map, Spring’s default'}).`,
    { confidence: 'medium' },
  );
}

function usesRailsCache(context: RuleContext): boolean {
  return railsUse(context) !== null;
}

function railsUse({ facts, repo }: RuleContext): ReturnType<typeof placeOf> | null {
  const [use] = facts.code.search({
    languages: ['ruby'],
    literals: ['Rails.cache', 'caches_action'],
    pattern: /\bRails\.cache\.\w+|\bcaches_action\b/g,
  });
  if (use) return use.place;
  for (const path of repo.withExtension('erb', 'haml', 'slim')) {
    if (!repo.isProduction(path)) continue;
    const line = repo.lines(path).findIndex((text) => /(?:<%-?|^\s*-)\s*cache(?:_if|_unless)?\b/.test(text));
    if (line >= 0) return placeOf(path, line + 1);
  }
  return null;
}

function fixOf(facts: Facts): string {
  if (facts.stacks.has('django'))
    return '`CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]}}`';
  if (facts.stacks.has('rails'))
    return '`config.cache_store = :redis_cache_store, { url: ENV["REDIS_URL"] }` (or Solid Cache)';
  if (facts.stacks.has('laravel')) return '`CACHE_STORE=redis` (or `database`) as the default in `config/cache.php`';
  if (facts.stacks.has('symfony'))
    return '`framework.cache.app: cache.adapter.redis` with `%env(REDIS_URL)%` as its provider';
  if (facts.stacks.has('spring-boot')) return '`spring.cache.type=redis` with spring-boot-starter-data-redis';
  return 'a Redis client instead of the map in the process';
}
