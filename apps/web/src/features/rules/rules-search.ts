import { Severity } from '@twelvefold/contracts';

/** What the address says about the catalogue. */
export interface RulesSearch {
  q?: string;
  severity?: Severity;
}

/** Reads the address; what it does not know is left out. */
export function parseRulesSearch(search: Record<string, unknown>): RulesSearch {
  const severity = Severity.safeParse(search.severity);
  const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q) : '';
  return { ...(q ? { q } : {}), ...(severity.success ? { severity: severity.data } : {}) };
}
