import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a rule did on repositories whose verdicts were labelled by hand. Ratios are 0–1; null where nothing was there to be found or reported. */
interface Measured {
  cells: number;
  fails: number;
  precision: number | null;
  recall: number | null;
}

/** Written by hand from the last measure; `repositories` is their number. */
const measured = JSON.parse(readFileSync(join(import.meta.dirname, 'measured.json'), 'utf8')) as {
  repositories: number;
  rules: Record<string, Measured>;
};

/** The sentence that a rule's page ends with. */
export function measuredSentence(id: string): string {
  const rule = measured.rules[id];
  if (!rule) return 'Not measured yet.';
  const where = `On the ${measured.repositories} labelled repositories that the rules were developed against (${rule.cells} verdicts of this rule, ${rule.fails} of them a fail)`;
  if (rule.fails === 0 && rule.precision === null) return `${where}: nothing to find, and nothing was reported.`;
  return `${where}: precision ${percent(rule.precision)}, recall ${percent(rule.recall)}. On other repositories expect less.`;
}

function percent(ratio: number | null): string {
  return ratio === null ? '–' : `${Math.round(100 * ratio)} %`;
}
