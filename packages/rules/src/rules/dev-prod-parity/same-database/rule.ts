import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import { attachedDatabases, isEmbedded, nameOf, networkedDrivers } from '../attached-databases.ts';
import { isSameKind, otherDatabases } from './other-databases.ts';

export const sameDatabase = defineRule({
  id: 'dev-prod-parity/same-database',
  factor: 'dev-prod-parity',
  title: 'Every environment uses the same kind of database',
  severity: 'high',
  remediation: ({ facts }) => {
    const [product] = productionOf(facts).products;
    return `Run ${product ? nameOf(product) : "production's database"} everywhere: a compose service for developers, a service container in CI, and no file database as the default or in test settings.`;
  },
  appliesTo: (context) => {
    const { facts } = context;
    if (productionOf(facts).place === null) return 'No database.';
    return (
      otherDatabases(context, productionOf(facts).products).length > 0 ||
      facts.pipelines.jobs.some(({ job }) => job.activities.has('test')) ||
      facts.processes.development.length > 0 ||
      'Only one deploy is described.'
    );
  },

  *check(context) {
    const { products, place } = productionOf(context.facts);
    const names = products.map(nameOf).join(' or ') || 'a database server';
    const others = otherDatabases(context, products);
    const differing = others.filter(({ agrees }) => !agrees);
    for (const { where, product, place } of differing)
      yield fail(place, `${where} use ${nameOf(product)}; production uses ${names}.`);
    if (differing.length > 0) return;
    for (const { where, product, place } of others)
      yield pass(place, `${where} use ${nameOf(product)}, as production does.`);
    if (others.length === 0 && place) yield pass(place, `The database is ${names}, and no environment has another.`);
  },
});

/** Production's products: what deploy files run for the app, else what a variable attaches, else what code and settings name. No product and a place: some server that a URL names. */
function productionOf(facts: Facts): { products: string[]; place: Place | null } {
  const { services } = facts;
  const uses = services.usesOf('database');
  const drivers = networkedDrivers(facts);
  const provided = services.provided.filter(
    ({ kind, product, stage }) =>
      kind === 'database' &&
      stage === 'production' &&
      (drivers.some((driver) => isSameKind(driver, product)) ||
        uses.some((use) => use.product !== null && isSameKind(use.product, product)) ||
        services.productionDatabases.some((item) => isSameKind(item.product, product))),
  );
  const attached = attachedDatabases(facts);
  const stated = services.productionDatabases;
  // Settings that name the server themselves say more than drivers do.
  const named = stated.filter(({ product, how }) => !isEmbedded(product) && !how.endsWith('(…)'));
  const chosen = [provided, named.length > 0 ? named : attached, stated].find((list) => list.length > 0) ?? [];
  const products = [...new Set(chosen.flatMap(({ product }) => (product === null ? [] : [product])))];
  return { products, place: chosen[0]?.place ?? null };
}
