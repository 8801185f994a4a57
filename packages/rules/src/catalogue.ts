import { adminProcessesEntries } from './catalogue/admin-processes.ts';
import { backingServicesEntries } from './catalogue/backing-services.ts';
import { buildReleaseRunEntries } from './catalogue/build-release-run.ts';
import type { CatalogueEntry } from './catalogue/catalogue-entry.ts';
import { codebaseEntries } from './catalogue/codebase.ts';
import { concurrencyEntries } from './catalogue/concurrency.ts';
import { configEntries } from './catalogue/config.ts';
import { dependenciesEntries } from './catalogue/dependencies.ts';
import { devProdParityEntries } from './catalogue/dev-prod-parity.ts';
import { disposabilityEntries } from './catalogue/disposability.ts';
import { logsEntries } from './catalogue/logs.ts';
import { portBindingEntries } from './catalogue/port-binding.ts';
import { processesEntries } from './catalogue/processes.ts';

export type { CatalogueEntry };

/** All 89 rules in the order of the factors: the order of every report. */
export const catalogue: readonly CatalogueEntry[] = [
  ...codebaseEntries,
  ...dependenciesEntries,
  ...configEntries,
  ...backingServicesEntries,
  ...buildReleaseRunEntries,
  ...processesEntries,
  ...portBindingEntries,
  ...concurrencyEntries,
  ...disposabilityEntries,
  ...devProdParityEntries,
  ...logsEntries,
  ...adminProcessesEntries,
];

/** The entry of a rule id, or null. */
export function catalogueEntry(id: string): CatalogueEntry | null {
  return byId.get(id) ?? null;
}

const byId = new Map(catalogue.map((entry) => [entry.id, entry]));
