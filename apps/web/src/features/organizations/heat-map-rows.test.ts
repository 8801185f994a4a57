import { describe, expect, it } from 'vitest';
import { seedRepositories, seedRow } from '../../test-support/seed-repositories.ts';
import { heatMapRows, languagesOf } from './heat-map-rows.ts';
import { nextSort, parseHeatMapSearch } from './heat-map-search.ts';

const rows = seedRepositories('acme', Date.parse('2026-03-01T12:00:00Z')).map(seedRow);

describe('heatMapRows', () => {
  it('puts the worst score first and rows without a score last', () => {
    const scores = heatMapRows(rows, {}).map((row) => row.score);

    const known = scores.filter((score) => score !== null);
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    expect(scores.slice(0, known.length)).toEqual(known);
    expect(scores.length).toBeGreaterThan(known.length);
  });

  it('keeps rows without a score last when the order is turned round', () => {
    const scores = heatMapRows(rows, { desc: true }).map((row) => row.score);

    expect(scores[0]).toBe(Math.max(...scores.map((score) => score ?? 0)));
    expect(scores.at(-1)).toBeNull();
  });

  it('sorts by a factor', () => {
    const logs = heatMapRows(rows, { sort: 'logs' }).map((row) => row.factors[10] ?? Number.POSITIVE_INFINITY);

    expect(logs).toEqual(logs.toSorted((a, b) => a - b));
  });

  it('filters by text, language and grade together', () => {
    const left = heatMapRows(rows, { q: 'BILL', language: 'PHP' });

    expect(left.map((row) => row.name)).toEqual(['legacy-billing']);
    expect(heatMapRows(rows, { q: 'bill', language: 'Go' })).toEqual([]);
    expect(heatMapRows(rows, { grade: 'none' }).every((row) => row.grade === null)).toBe(true);
  });

  it('does not reorder the rows it was given', () => {
    const before = rows.map((row) => row.name);

    heatMapRows(rows, { sort: 'name', desc: true });

    expect(rows.map((row) => row.name)).toEqual(before);
  });
});

it('languagesOf names each language once, in order', () => {
  const languages = languagesOf(rows);

  expect(languages).toEqual([...new Set(languages)].toSorted((a, b) => a.localeCompare(b)));
  expect(languages).toContain('PHP');
});

describe('parseHeatMapSearch', () => {
  it('keeps what it knows and leaves out the rest', () => {
    const search = parseHeatMapSearch({ q: 7, language: '', grade: 'Z', sort: 'logs', desc: true, trend: 'pie', x: 1 });

    expect(search).toEqual({ q: '7', sort: 'logs', desc: true });
  });
});

describe('nextSort', () => {
  it('turns the order of the same column round and back', () => {
    expect(nextSort({}, 'score')).toEqual({ sort: 'score', desc: true });
    expect(nextSort({ sort: 'score', desc: true }, 'score')).toEqual({ sort: 'score' });
  });

  it('begins a new column in its natural order', () => {
    expect(nextSort({ sort: 'score', desc: true }, 'logs')).toEqual({ sort: 'logs' });
  });
});
