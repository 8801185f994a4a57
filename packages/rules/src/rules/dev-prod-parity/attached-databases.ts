import type { Facts } from '../../facts/facts.ts';
import type { Place } from '../../repo/place.ts';

const EMBEDDED = /^(?:sqlite|h2|hsqldb|derby|in-memory)$/;
/** Conditions that only hold where a platform runs the app. */
const PLATFORM = /HEROKU|DYNO|RENDER|RAILWAY|FLY_APP|GAE_|K_SERVICE|KUBERNETES|PRODUCTION|\bPROD\b/i;

export interface AttachedDatabase {
  /** null where a URL decides and no driver says between what. */
  product: string | null;
  place: Place;
}

/** Lives in the process or on its disk. */
export function isEmbedded(product: string): boolean {
  return EMBEDDED.test(product);
}

/** Networked database products whose drivers production declares. */
export function networkedDrivers({ services, stacks }: Facts): string[] {
  const products = stacks
    .withRole('database-driver')
    .map((driver) => services.productOf(driver.name))
    .filter((found) => found?.kind === 'database' && !isEmbedded(found.product));
  return [...new Set(products.flatMap((found) => (found ? [found.product] : [])))];
}

/** Databases that a variable locates without naming the product in code: the drivers say which; without one, options or a condition that only a server's URL has. */
export function attachedDatabases(facts: Facts): AttachedDatabase[] {
  const drivers = networkedDrivers(facts);
  return facts.services
    .usesOf('database')
    .filter(({ product, located, value }) => located !== 'literal' && (product === null || isDefault(product, value)))
    .flatMap(({ how, place }): AttachedDatabase[] => {
      if (drivers.length > 0) return drivers.map((product) => ({ product, place }));
      const setting = facts.settings.all.find(
        (item) => item.place.path === place.path && item.place.startLine === place.startLine,
      );
      const isServer =
        /ssl_?(?:require|mode)/i.test(setting?.value.text ?? '') ||
        PLATFORM.test(/^(?!not\b)(?<condition>.*)$/.exec(setting?.condition ?? '')?.groups?.condition ?? '');
      return isServer && !how.endsWith('(…)') ? [{ product: null, place }] : [];
    });
}

/** An embedded database that only stands as the default of a URL. */
function isDefault(product: string, value: string | null): boolean {
  return isEmbedded(product) && /^(?:sqlite|jdbc:(?:h2|hsqldb))/.test(value ?? '');
}

const NAMES: Readonly<Record<string, string>> = {
  sqlite: 'SQLite',
  h2: 'H2',
  hsqldb: 'HSQLDB',
  derby: 'Derby',
  'in-memory': 'an in-memory provider',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlserver: 'SQL Server',
  mongodb: 'MongoDB',
};

/** A product's name for people. */
export function nameOf(product: string): string {
  return NAMES[product] ?? product;
}
