import type { Comparison, Publishable, PublishableFinding } from './publishable.ts';

export interface Changes {
  /** Open findings that the comparison does not have. */
  added: PublishableFinding[];
  /** Open findings that stood in the comparison and are gone. */
  fixed: Comparison['findings'];
  /** Open findings that both have. */
  there: PublishableFinding[];
}

/**
 * New, fixed, already there, by fingerprint. The same line twice has the same fingerprint twice: the second copy is new although the first was there.
 * Null where there is nothing to compare with.
 */
export function compareFindings({ findings, comparison }: Publishable): Changes | null {
  if (comparison === null) return null;
  // A waived finding is known, whatever its status here: lifting a waiver makes nothing new.
  const known = group(comparison.findings);
  const added: PublishableFinding[] = [];
  const there: PublishableFinding[] = [];
  for (const finding of findings) {
    const before = known.get(keyOf(finding))?.pop();
    if (finding.status !== 'open') continue;
    (before === undefined ? added : there).push(finding);
  }
  const fixed = [...known.values()].flat().filter((finding) => finding.status === 'open');
  return { added, fixed, there };
}

function group(findings: Comparison['findings']): Map<string, Comparison['findings']> {
  const groups = new Map<string, Comparison['findings']>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  return groups;
}

function keyOf({ ruleId, fingerprint }: { ruleId: string; fingerprint: string }): string {
  return `${ruleId} ${fingerprint}`;
}
