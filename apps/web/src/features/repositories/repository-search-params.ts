export type TrendDays = 30 | 90 | 365;

/** What the address says about a repository's page. Absent: ninety days, charts. */
export interface RepositorySearchParams {
  days?: TrendDays;
  view?: 'table';
}

/** Reads the address; what it does not know is left out. */
export function parseRepositorySearch(search: Record<string, unknown>): RepositorySearchParams {
  const days = ([30, 365] as const).find((value) => value === Number(search.days));
  return { ...(days ? { days } : {}), ...(search.view === 'table' ? { view: 'table' as const } : {}) };
}
