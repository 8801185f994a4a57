import type { CatalogueEntry } from '../src/catalogue.ts';
import { type Factor, factors } from '../src/factors.ts';
import { measuredSentence } from './measured.ts';

/** One generated page, by its path under `docs/rules`. */
export interface Page {
  path: string;
  content: string;
}

const generated = '<!-- Made by `npm run docs:rules` from the rule and its docs.md. Do not edit. -->';

/** `docs/rules`: a page for each rule that is implemented, and the index of all 89. `docsOf` gives a rule's docs.md. */
export function rulePages(
  catalogue: readonly CatalogueEntry[],
  implemented: ReadonlySet<string>,
  docsOf: (id: string) => string,
): Page[] {
  const pages = catalogue
    .filter((entry) => implemented.has(entry.id))
    .map((entry) => ({ path: `${entry.id}.md`, content: rulePage(entry, docsOf(entry.id)) }));
  return [{ path: 'README.md', content: indexPage(catalogue, implemented) }, ...pages];
}

function rulePage(entry: CatalogueEntry, docs: string): string {
  const factor = factors.find((factor) => factor.id === entry.factor);
  return [
    generated,
    '',
    `# ${entry.title}`,
    '',
    `\`${entry.id}\` · ${factor ? headingOf(factor) : entry.factor} · severity **${entry.severity}**`,
    '',
    `- **Fails when** ${entry.fails}.`,
    `- **Passes when** ${entry.passes}.`,
    `- **Not applicable:** ${entry.notApplicable}.`,
    '',
    docs.replace(/^# .*\n+/, '').trim(),
    '',
    '## Measured',
    '',
    measuredSentence(entry.id),
    '',
    '[All rules](../README.md) · [How scores are made](../../scoring.md)',
    '',
  ].join('\n');
}

function indexPage(catalogue: readonly CatalogueEntry[], implemented: ReadonlySet<string>): string {
  const count = catalogue.filter((entry) => implemented.has(entry.id)).length;
  const intro = `${catalogue.length} rules, ${count} of them implemented. A rule that is not implemented yet answers *unknown* and says so; it lowers coverage, never a score.`;
  return [
    generated,
    '',
    '# Rules',
    '',
    intro,
    '',
    ...factors.flatMap((factor) => factorSection(factor, catalogue, implemented)),
  ].join('\n');
}

function factorSection(
  factor: Factor,
  catalogue: readonly CatalogueEntry[],
  implemented: ReadonlySet<string>,
): string[] {
  const rows = catalogue
    .filter((entry) => entry.factor === factor.id)
    .map((entry) => {
      const name = implemented.has(entry.id)
        ? `[\`${entry.id}\`](${entry.id}.md)`
        : `\`${entry.id}\` (not implemented)`;
      return `| ${name} | ${entry.severity} | ${entry.title} |`;
    });
  return [
    `## ${headingOf(factor)}`,
    '',
    `${factor.sentence}.`,
    '',
    '| rule | severity | holds when it passes |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

function headingOf(factor: Factor): string {
  return `${factor.numeral}. ${factor.title}`;
}
