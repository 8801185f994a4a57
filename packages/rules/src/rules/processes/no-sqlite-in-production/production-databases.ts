import type { Facts } from '../../../facts/facts.ts';
import type { ServicesFact } from '../../../facts/services-fact.ts';

export type Database = ServicesFact['productionDatabases'][number];

/** The databases of production; Symfony's committed `.env` holds the defaults of its variables, unless `.env.prod` says otherwise. */
export function databasesOf(facts: Facts): Database[] {
  const known = facts.services.productionDatabases;
  if (known.length > 0 || !facts.stacks.has('symfony')) return known;
  if (facts.environment.setInProduction('DATABASE_URL').length > 0) return [];
  const entries = facts.environment.files
    .filter((file) => !file.example && /(?:^|\/)\.env(?:\.prod)?$/.test(file.path))
    .flatMap((file) => file.entries)
    .filter((entry) => entry.name === 'DATABASE_URL' && !entry.commented);
  const last = entries.find((entry) => entry.place.path.endsWith('.prod')) ?? entries.at(-1);
  const found = facts.services.productOf(last?.value ?? '');
  return last && found?.kind === 'database'
    ? [{ product: found.product, place: last.place, how: 'DATABASE_URL by default' }]
    : [];
}
