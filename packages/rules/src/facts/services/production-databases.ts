import type { EnvironmentFact } from '../environment-fact.ts';
import type { ProvidedService, ServicesFact, UsedService } from '../services-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';
import { productOf } from './products.ts';

/** The products of production's databases in force: what a deploy file sets a variable to, else the code's own choice, else what production provides. */
export function productionDatabases(
  used: readonly UsedService[],
  provided: readonly ProvidedService[],
  environment: EnvironmentFact,
  stacks: StacksFact,
): ServicesFact['productionDatabases'] {
  const all = used.filter((item) => item.kind === 'database');
  // Where settings name the app's database, clients made in code speak to something else (connectors, imports, search files).
  const configured = all.filter((item) => !item.how.endsWith('(…)'));
  const uses = configured.length > 0 ? configured : all;
  const provider = provided.filter((item) => item.kind === 'database' && item.stage === 'production');
  const found = uses.flatMap((item): ServicesFact['productionDatabases'] => {
    const set = item.variable ? environment.setInProduction(item.variable) : [];
    for (const entry of set) {
      const product = productOf(entry.value ?? '')?.product;
      if (product) return [{ product, place: entry.place, how: `${entry.name} is set` }];
    }
    const only = provider.length === 1 ? provider[0] : undefined;
    if (set.length > 0 && only)
      return [{ product: only.product, place: only.place, how: `${item.variable} is set beside it` }];
    return item.product ? [{ product: item.product, place: item.place, how: item.how }] : [];
  });
  const decided = uses.filter((item) => item.how.endsWith(')') && item.how.includes(' ('));
  // Of conditional entries, those whose condition a deploy file fulfils are in force.
  const chosen = decided.filter((item) =>
    [...item.how.matchAll(/["'](?<value>\w+)["']/g)].some((match) =>
      environment.variables.some(
        (variable) =>
          item.how.includes(`"${variable.name}"`) &&
          environment.setInProduction(variable.name).some((entry) => entry.value === match.groups?.value),
      ),
    ),
  );
  if (chosen.length > 0)
    return chosen.flatMap((item) =>
      item.product ? [{ product: item.product, place: item.place, how: item.how }] : [],
    );
  if (found.length > 0) return found;
  if (provider.length === 0 && uses.length === 0)
    return stacks
      .withRole('database-driver')
      .flatMap((item) =>
        productOf(item.name)?.kind === 'database'
          ? [{ product: item.name, place: item.place, how: 'its driver is declared' }]
          : [],
      );
  return provider.map((item) => ({ product: item.product, place: item.place, how: `${item.name} is started` }));
}
