import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeQuery } from '../../../facts/code-fact.ts';

interface Sign {
  what: string;
  query: CodeQuery;
  /** Local unless the call's own text names a store. */
  unless?: RegExp;
}

/** Libraries that keep an application's cache in the memory of the process. */
const LOCAL: readonly Sign[] = [
  {
    what: 'Flask-Caching keeps its cache in each process',
    query: {
      languages: ['python'],
      literals: ['SimpleCache', 'FileSystemCache'],
      pattern:
        /["']CACHE_TYPE["']\s*[\]:,]?\s*[:=]?\s*["'](?:flask_caching\.backends\.)?(?:SimpleCache|simple|FileSystemCache|filesystem)["']/g,
      inStrings: true,
    },
  },
  {
    what: "Nest's CacheModule without a store keeps its cache in each process",
    query: {
      languages: ['javascript'],
      literals: ['CacheModule.register'],
      pattern: /\bCacheModule\.register(?:Async)?\([^;]*?\)/g,
    },
    unless: /store|redis|keyv/i,
  },
  {
    what: 'node-cache keeps the application cache in each process',
    query: {
      languages: ['javascript'],
      literals: ['node-cache', 'memory-cache'],
      pattern: /(?:from|require\()\s*["'](?:node-cache|memory-cache)["']/g,
    },
  },
  {
    what: 'The cache library keeps its entries in the memory of each process',
    query: {
      languages: ['go'],
      literals: ['patrickmn/go-cache', 'allegro/bigcache', 'dgraph-io/ristretto', 'coocoood/freecache'],
      pattern:
        /"github\.com\/(?:patrickmn\/go-cache|allegro\/bigcache|dgraph-io\/ristretto|coocoood\/freecache)(?:\/v\d+)?"/g,
      inStrings: true,
    },
  },
  {
    what: 'The distributed cache is held in the memory of each process',
    query: {
      languages: ['csharp'],
      literals: ['AddDistributedMemoryCache'],
      pattern: /\.AddDistributedMemoryCache\s*\(/g,
    },
    unless: /AddSession/,
  },
  {
    what: 'IMemoryCache keeps cached rows in each process',
    query: { languages: ['csharp'], literals: ['IMemoryCache'], pattern: /\bIMemoryCache\s+_?\w+\s*[;,)]/g },
  },
  {
    what: 'The cache library keeps its entries in the memory of each process',
    query: {
      languages: ['java'],
      literals: ['CaffeineCacheManager', 'ConcurrentMapCacheManager'],
      pattern: /\bnew (?:CaffeineCacheManager|ConcurrentMapCacheManager)\b/g,
    },
  },
  {
    what: 'Cachex keeps the application cache in each node',
    query: { languages: ['elixir'], literals: ['Cachex'], pattern: /\{\s*Cachex\s*,|\bCachex\.start_link\b/g },
  },
];

/** A type of the app's own that caches in a map for a time; only where a package of that name holds it, and only in servers with a database. */
const HAND_WRITTEN: CodeQuery = {
  languages: ['go'],
  literals: ['Cache struct'],
  pattern: /^type \w*Cache struct \{(?<body>[^}]*)\}/gm,
};

/** Caches that code makes for itself, and those that it keeps in Redis or Memcached. */
export function cachesInCode(context: RuleContext): RuleYield[] {
  const { facts, repo } = context;
  const found: RuleYield[] = [];
  for (const { what, query, unless } of LOCAL) {
    for (const { place } of facts.code.search(query)) {
      const text = repo
        .lines(place.path)
        .slice(place.startLine - 1, place.startLine + 25)
        .join('\n');
      if (unless?.test(text) || isFallback(context, place.path)) continue;
      found.push(fail(place, `${what}.`, { confidence: query.languages?.includes('python') ? 'high' : 'medium' }));
      break;
    }
  }
  if (facts.services.kinds.has('database'))
    for (const { match, place, path } of facts.code.search(HAND_WRITTEN)) {
      if (!/\b(?:sync\.Map|map\[)/.test(match.groups?.body ?? '') || !/(?:^|\/)\w*cache\w*(?:\/|\.go$)/i.test(path))
        continue;
      if (!/ttl|expir/i.test(repo.code(path)) || !isImported(path)) continue;
      found.push(
        fail(
          place,
          'A cache of the app’s own keeps rows in the memory of each process, where other processes do not see them change.',
          {
            confidence: 'medium',
          },
        ),
      );
    }
  const [distributed] = facts.code.search({
    languages: ['csharp'],
    literals: ['AddStackExchangeRedisCache'],
    pattern: /\.AddStackExchangeRedisCache\s*\(/g,
  });
  if (distributed && found.length === 0) found.push(pass(distributed.place, 'The distributed cache is kept in Redis.'));
  const attached = facts.code
    .containing(['edis', 'emcache'])
    .map((path) => ({
      path,
      line: repo
        .code(path)
        .split('\n')
        .findIndex((text) => /cach/i.test(text) && !/memcache/i.test(text)),
    }))
    .find(
      ({ path, line }) =>
        line >= 0 &&
        /\b\w*redis\w*(?:\.\w+)*\.(?:get|set|setex|fetch|hget|hset|delete|del|store)\s*\(/i.test(repo.code(path)),
    );
  if (attached && found.length === 0)
    found.push(
      pass(
        { path: attached.path, startLine: attached.line + 1, endLine: attached.line + 1 },
        'What is cached is kept in an attached service.',
      ),
    );
  return found;

  /** Somebody outside the package uses it. */
  function isImported(path: string): boolean {
    const folder = path.slice(0, path.lastIndexOf('/'));
    return facts.code
      .files('go')
      .some(
        (other) =>
          !other.startsWith(`${folder}/`) &&
          facts.code.imports(other).some(({ module }) => module.endsWith(`/${folder}`)),
      );
  }
}

/** .NET: the same file registers an attached cache where a variable names it, and a deploy file sets that variable. */
function isFallback({ facts, repo }: RuleContext, path: string): boolean {
  const code = repo.text(path);
  if (!/\.AddStackExchangeRedisCache\s*\(/.test(code)) return false;
  const names = code.matchAll(
    /(?:Configuration\[|GetEnvironmentVariable\(|GetValue<\w+>\(|GetConnectionString\()\s*"(?<name>[\w:]*(?:redis|cache|valkey)[\w:]*)"/gi,
  );
  return [...names].some(
    ({ groups }) => facts.environment.setInProduction((groups?.name ?? '').replaceAll(':', '__')).length > 0,
  );
}
