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

/** Variables that the add-ons of app.json set: `{ "plan": "memcachier", "as": "MEMCACHE" }` gives `MEMCACHE_SERVERS`. */
export function addonVariables(repo: Repo): EnvironmentEntry[] {
  return repo.named('app.json').flatMap((path) => {
    if (!repo.isProduction(path)) return [];
    const addons = repo.parsed(path, parseJson)?.root?.get('addons')?.items() ?? [];
    return addons.flatMap((addon): EnvironmentEntry[] => {
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
  });
}
