import { type FactorId, Verdict } from '@twelvefold/contracts';
import { parseFactor } from '../../lib/factors.ts';

/** What the address says about an audit's page. Absent: all rules, failing first. */
export interface AuditSearch {
  verdict?: Verdict;
  factor?: FactorId;
  /** Only rules with a finding that the compared audit does not have. */
  change?: 'new';
  /** The rule that is open. */
  rule?: string;
}

/** Reads the address; what it does not know is left out. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const verdict = Verdict.safeParse(search.verdict);
  const factor = parseFactor(search.factor);
  return {
    ...(verdict.success ? { verdict: verdict.data } : {}),
    ...(factor ? { factor } : {}),
    ...(search.change === 'new' ? { change: 'new' as const } : {}),
    ...(typeof search.rule === 'string' && search.rule !== '' ? { rule: search.rule } : {}),
  };
}
