import type { HeatMapRow } from '@twelvefold/contracts';
import { factorNames } from '../../lib/factors.ts';
import type { HeatMapSearch, HeatMapSort } from './heat-map-search.ts';

/** The rows that the search leaves, in its order. Rows without a value for the column stand last either way. */
export function heatMapRows(rows: readonly HeatMapRow[], search: HeatMapSearch): HeatMapRow[] {
  const text = search.q?.trim().toLowerCase() ?? '';
  const left = rows.filter(
    (row) =>
      (text === '' || `${row.owner}/${row.name}`.toLowerCase().includes(text)) &&
      (search.language === undefined || row.language === search.language) &&
      (search.grade === undefined || (row.grade ?? 'none') === search.grade),
  );
  const column = search.sort ?? 'score';
  const direction = search.desc ? -1 : 1;
  return left.sort(
    (a, b) => compare(cellValue(a, column), cellValue(b, column), direction) || a.name.localeCompare(b.name),
  );
}

/** The languages of an organisation, for the filter. */
export function languagesOf(rows: readonly HeatMapRow[]): string[] {
  return [...new Set(rows.flatMap((row) => row.language ?? []))].sort((a, b) => a.localeCompare(b));
}

function cellValue(row: HeatMapRow, column: HeatMapSort): string | number | null {
  switch (column) {
    case 'name':
      return row.name.toLowerCase();
    case 'language':
      return row.language?.toLowerCase() ?? null;
    case 'score':
      return row.score;
    case 'change':
      return row.weekChange;
    case 'audited':
      return row.audit ? -Date.parse(row.audit.committedAt) : null;
    default:
      return row.factors[factorNames.findIndex((factor) => factor.id === column)] ?? null;
  }
}

function compare(a: string | number | null, b: string | number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b) * direction;
  return (Number(a) - Number(b)) * direction;
}
