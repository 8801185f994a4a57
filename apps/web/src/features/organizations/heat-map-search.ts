import { type FactorId, Grade } from '@twelvefold/contracts';
import { parseFactor } from '../../lib/factors.ts';

export type HeatMapSort = 'name' | 'language' | 'score' | 'change' | 'audited' | FactorId;

/** What the address says about the heat map. Absent is the default: all repositories, worst score first. */
export interface HeatMapSearch {
  q?: string;
  language?: string;
  grade?: Grade | 'none';
  sort?: HeatMapSort;
  desc?: true;
  /** The organisation's trend as a table. */
  trend?: 'table';
}

const plainSorts: readonly HeatMapSort[] = ['name', 'language', 'score', 'change', 'audited'];

/** Reads the address; what it does not know is left out. */
export function parseHeatMapSearch(search: Record<string, unknown>): HeatMapSearch {
  const grade = Grade.safeParse(search.grade);
  const sort = plainSorts.find((name) => name === search.sort) ?? parseFactor(search.sort);
  return {
    ...textOf('q', search.q),
    ...textOf('language', search.language),
    ...(grade.success ? { grade: grade.data } : search.grade === 'none' ? { grade: 'none' as const } : {}),
    ...(sort ? { sort } : {}),
    ...(search.desc === true ? { desc: true as const } : {}),
    ...(search.trend === 'table' ? { trend: 'table' as const } : {}),
  };
}

function textOf<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const text = String(value);
  return text === '' ? {} : ({ [key]: text } as Record<K, string>);
}

/** The next order when a column's head is pressed: first its natural order, then the other way. */
export function nextSort(search: HeatMapSearch, column: HeatMapSort): Pick<HeatMapSearch, 'sort' | 'desc'> {
  const current = search.sort ?? 'score';
  if (current !== column) return { sort: column };
  return search.desc ? { sort: column } : { sort: column, desc: true };
}
