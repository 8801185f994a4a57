import type { CheckRunOutput } from './check-run-output.ts';
import type { Changes } from './compare-findings.ts';
import type { Publishable, PublishableFinding } from './publishable.ts';

/**
 * The conclusion of an ended audit (docs/conclusions.md). Only what is new and critical fails; everything that is not the author's doing, our own errors
 * included, is neutral, which satisfies a required check.
 */
export function conclude(publishable: Publishable, changes: Changes | null): CheckRunOutput['conclusion'] {
  if (publishable.state !== 'succeeded') return 'neutral';
  if (changes === null)
    return publishable.findings.some((finding) => finding.status === 'open') ? 'neutral' : 'success';
  if (changes.added.some(gates)) return 'failure';
  return changes.added.length > 0 ? 'neutral' : 'success';
}

/** Out of the box new critical findings gate, unless the rule itself is unsure. */
export function gates(finding: PublishableFinding): boolean {
  return finding.severity === 'critical' && finding.confidence !== 'low';
}
