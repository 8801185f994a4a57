import type { Rule } from '@twelvefold/contracts';
import type { CatalogueEntry } from '@twelvefold/rules/catalogue';

export function presentRule(entry: CatalogueEntry, implemented: ReadonlySet<string>): Rule {
  return {
    id: entry.id,
    factor: entry.factor,
    title: entry.title,
    severity: entry.severity,
    failsWhen: entry.fails,
    passesWhen: entry.passes,
    notApplicableWhen: entry.notApplicable,
    implemented: implemented.has(entry.id),
  };
}
