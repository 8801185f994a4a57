import type { Improvement } from '@twelvefold/contracts';
import { catalogueEntry } from '@twelvefold/rules/catalogue';
import type { Improvement as StoredImprovement } from '@twelvefold/rules/report';

/** What raises the score most, with the titles that rules have today. */
export function presentImprovements(improvements: readonly StoredImprovement[]): Improvement[] {
  return improvements.map((improvement) => ({ ...improvement, title: titleOf(improvement.rule) }));
}

/** The title of a rule; its id when the catalogue has dropped it since. */
export function titleOf(ruleId: string): string {
  return catalogueEntry(ruleId)?.title ?? ruleId;
}
