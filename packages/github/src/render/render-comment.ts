import { commentMarker } from './comment-marker.ts';
import { compareFindings } from './compare-findings.ts';
import { markdownText } from './escape.ts';
import { fitBlocks } from './fit-blocks.ts';
import { headline } from './headline.ts';
import type { Publishable } from './publishable.ts';
import { bySeverity, renderImprovements } from './render-check-run.ts';
import { renderFactorTable } from './render-factor-table.ts';
import { renderFindingLine } from './render-finding.ts';

const listedMax = 20;

/**
 * The one comment of a pull request, or null when it has nothing to say. `existing`: there is a comment already, which then must not go on telling what
 * is no longer so.
 */
export function renderComment(publishable: Publishable, { existing }: { existing: boolean }): string | null {
  const changes = compareFindings(publishable);
  if (publishable.pullNumber === null || publishable.state !== 'succeeded' || changes === null) return null;
  const quiet = changes.added.length === 0 && changes.fixed.length === 0;
  if (quiet && !existing) return null;
  const { detailsUrl, improvements } = publishable;
  const blocks = [`${commentMarker}\n**Twelvefold** · ${markdownText(headline(publishable, changes))}`];
  if (changes.added.length > 0) blocks.push(list('New', [...changes.added].sort(bySeverity), detailsUrl));
  if (changes.fixed.length > 0) blocks.push(list('Fixed', changes.fixed, detailsUrl));
  if (changes.added.length > 0 && improvements.length > 0) blocks.push(renderImprovements(improvements));
  if (!quiet)
    blocks.push(`<details><summary>The twelve factors</summary>\n\n${renderFactorTable(publishable)}\n\n</details>`);
  blocks.push(`[Evidence and fixes](${detailsUrl})`);
  return fitBlocks(blocks, () => `[The whole audit is on the dashboard](${detailsUrl})`);
}

function list(title: string, findings: Parameters<typeof renderFindingLine>[0][], detailsUrl: string): string {
  const lines = findings.slice(0, listedMax).map(renderFindingLine);
  const left = findings.length - lines.length;
  if (left > 0) lines.push(`- [${left} more](${detailsUrl})`);
  return [`**${title}**`, '', ...lines].join('\n');
}
