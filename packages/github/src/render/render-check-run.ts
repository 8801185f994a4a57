import type { CheckRunOutput } from './check-run-output.ts';
import { type Changes, compareFindings } from './compare-findings.ts';
import { conclude, gates } from './conclude.ts';
import { markdownText } from './escape.ts';
import { fitBlocks } from './fit-blocks.ts';
import { count, headline } from './headline.ts';
import type { Publishable, PublishableFinding } from './publishable.ts';
import { renderAnnotations } from './render-annotations.ts';
import { renderFactorTable } from './render-factor-table.ts';
import { renderFinding, renderFindingLine } from './render-finding.ts';

const severityOrder = ['critical', 'high', 'medium', 'low'];

/** A completed check run. Pure: the same audit gives the same bytes. Limits of GitHub hold by construction. */
export function renderCheckRun(publishable: Publishable): CheckRunOutput {
  const changes = compareFindings(publishable);
  const open = publishable.findings.filter((finding) => finding.status === 'open').sort(bySeverity);
  // A pull request answers for what it changes; a push for all that stands there.
  const annotated = publishable.pullNumber !== null && changes !== null ? [...changes.added].sort(bySeverity) : open;
  return {
    title: headline(publishable, changes),
    summary: renderSummary(publishable, changes),
    text: renderText(publishable, changes, open),
    annotations: judged(publishable) ? renderAnnotations(annotated) : [],
    conclusion: conclude(publishable, changes),
    actions: [{ label: 'Re-audit', description: 'Audit this commit again', identifier: 'reaudit' }],
  };
}

function judged({ state }: Publishable): boolean {
  return state === 'succeeded' || state === 'partial';
}

/** The twelve factors, then what gates, what is new and what got fixed. */
function renderSummary(publishable: Publishable, changes: Changes | null): string {
  if (!judged(publishable)) return unaudited(publishable);
  const { limits, comparison, notCompared, improvements, detailsUrl, coverage } = publishable;
  const blocks: string[] = [];
  if (limits.length > 0)
    blocks.push(`**Audited in part.** Limits reached: ${limits.map((limit) => markdownText(limit)).join('; ')}.`);
  if (publishable.score === null && publishable.scoreReason !== '')
    blocks.push(`**No score:** ${markdownText(publishable.scoreReason)}`);
  const gating = changes?.added.filter(gates).length ?? 0;
  if (gating > 0) blocks.push(`**This check fails because of ${count(gating, 'new critical finding')}.**`);
  else if (changes !== null && changes.added.length > 0)
    blocks.push(
      'What is new is advice and blocks nothing: only a new critical finding of medium or high confidence fails this check.',
    );
  if (notCompared !== '') blocks.push(`Not compared: ${markdownText(notCompared)}`);
  if (comparison !== null && !comparison.sameRules) {
    blocks.push(
      'The rules changed since the audit that this one is compared with: a finding can be new without a change in the code.',
    );
  }
  blocks.push(renderFactorTable(publishable));
  if (coverage !== null && coverage < 1)
    blocks.push(`${Math.floor(coverage * 100)}% of the applicable rules could be answered; the others move no score.`);
  if (improvements.length > 0) blocks.push(renderImprovements(improvements));
  if (changes !== null && changes.added.length > 0) {
    blocks.push(
      `## ${capital(count(changes.added.length, 'new finding'))}`,
      ...[...changes.added].sort(bySeverity).map(renderFinding),
    );
  }
  if (changes !== null && changes.fixed.length > 0) {
    blocks.push(`## ${capital(count(changes.fixed.length, 'finding'))} fixed`, ...changes.fixed.map(renderFindingLine));
  }
  const rest = (left: number) =>
    `_${count(left, 'more part')} did not fit: [the whole audit is on the dashboard](${detailsUrl})._`;
  return fitBlocks(blocks, rest);
}

/** What stands there without being new: below the summary, for who wants to read on. */
function renderText(publishable: Publishable, changes: Changes | null, open: PublishableFinding[]): string {
  if (!judged(publishable)) return '';
  const listed = changes === null ? open : [...changes.there].sort(bySeverity);
  if (listed.length === 0) return '';
  const title =
    changes === null
      ? `## ${capital(count(listed.length, 'finding'))}`
      : `## ${capital(count(listed.length, 'finding'))} already there`;
  const rest = (left: number) => `_${left} more: [the whole audit is on the dashboard](${publishable.detailsUrl})._`;
  const shown = changes === null ? listed.map(renderFinding) : listed.map(renderFindingLine);
  return fitBlocks([title, ...shown], rest);
}

function unaudited({ state, reason, detailsUrl }: Publishable): string {
  if (state === 'superseded') return 'A newer commit of this branch is audited instead; its check run has the result.';
  return [
    `**This commit was not audited.** ${markdownText(reason || 'An internal error; it is logged.')}`,
    'The conclusion is neutral, so that nothing is blocked by it. _Re-audit_ tries again.',
    `[The audit on the dashboard](${detailsUrl})`,
  ].join('\n\n');
}

export function renderImprovements(improvements: Publishable['improvements']): string {
  const lines = improvements.slice(0, 3).map(({ title, points }) => `- ${markdownText(title, 150)}: +${points}`);
  return ['**What raises the score most**', '', ...lines].join('\n');
}

export function bySeverity(a: PublishableFinding, b: PublishableFinding): number {
  return severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
