import { readFileSync } from 'node:fs';
import { catalogueEntry } from '@twelvefold/rules/catalogue';

const rulesFolder = new URL('./rules/', import.meta.resolve('@twelvefold/rules/catalogue'));

/** What a rule asks for, in the words of the catalogue and of its own page. */
export function explainRule(id: string): string {
  const entry = catalogueEntry(id);
  if (entry === null) return '';
  const head = [
    entry.title,
    `${entry.id}, severity ${entry.severity}`,
    '',
    `Fails when ${entry.fails}.`,
    `Passes when ${entry.passes}.`,
    `Not applicable: ${entry.notApplicable}.`,
    '',
  ].join('\n');
  return `${head}\n${pageOf(id) ?? 'Not implemented yet: the rule answers "unknown".'}\n`;
}

function pageOf(id: string): string | null {
  try {
    return readFileSync(new URL(`${id}/docs.md`, rulesFolder), 'utf8')
      .replace(/^# .*\n+/, '')
      .trim();
  } catch {
    return null;
  }
}
