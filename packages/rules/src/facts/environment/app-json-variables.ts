import { parseJson } from '../../repo/parsers/json.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { EnvironmentEntry } from '../processes-fact.ts';

/** What Heroku's add-ons call themselves in the environment, and the end of their variable. https://elements.heroku.com/addons */
const ADDONS: readonly (readonly [RegExp, string, string])[] = [
  [/^heroku-postgresql\b/, 'DATABASE', 'URL'],
  [/^(?:heroku-redis|heroku-key-value-store)\b/, 'REDIS', 'URL'],
  [/^rediscloud\b/, 'REDISCLOUD', 'URL'],
  [/^cloudamqp\b/, 'CLOUDAMQP', 'URL'],
  [/^memcachier\b/, 'MEMCACHIER', 'SERVERS'],
  [/^memcachedcloud\b/, 'MEMCACHEDCLOUD', 'SERVERS'],
  [/^(?:jawsdb|cleardb)\b/, 'JAWSDB', 'URL'],
];

/** Variables that app.json sets: by its `env`, and by its add-ons: `{ "plan": "memcachier", "as": "MEMCACHE" }` gives `MEMCACHE_SERVERS`. */
export function appJsonVariables(repo: Repo): EnvironmentEntry[] {
  return repo.named('app.json').flatMap((path) => {
    if (!repo.isProduction(path)) return [];
    const root = repo.parsed(path, parseJson)?.root;
    const values = (root?.get('env')?.entries() ?? []).flatMap(({ key, node }): EnvironmentEntry[] => {
      const value = node.text() ?? node.get('value')?.text();
      return value ? [{ name: key, value, source: 'literal', place: placeOf(path, node.startLine) }] : [];
    });
    const addons = root?.get('addons')?.items() ?? [];
    const attached = addons.flatMap((addon): EnvironmentEntry[] => {
      const plan = addon.text() ?? addon.get('plan')?.text() ?? '';
      const known = ADDONS.find(([pattern]) => pattern.test(plan));
      if (!known) return [];
      const [, name, end] = known;
      return [
        {
          name: `${addon.get('as')?.text() ?? name}_${end}`,
          value: null,
          source: 'secret',
          place: placeOf(path, addon.startLine),
        },
      ];
    });
    return [...values, ...attached];
  });
}
