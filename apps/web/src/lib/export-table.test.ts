import { describe, expect, it } from 'vitest';
import { toCsv, toJson } from './export-table.ts';

const csvOf = (cell: string | number | null) =>
  toCsv({ heads: ['a'], rows: [[cell]] })
    .slice(1)
    .split('\r\n')[1];

describe('a CSV file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\u200B=1', '＝1'])(
    'never holds the formula %j',
    (formula) => {
      expect(csvOf(formula)).toMatch(/^"?'/);
    },
  );

  it('keeps numbers as numbers, also below zero', () => {
    expect(csvOf(-3)).toBe('-3');
  });

  it('leaves what is not there empty', () => {
    expect(csvOf(null)).toBe('');
  });

  it('keeps commas, quotes and lines inside their cell', () => {
    expect(toCsv({ heads: ['a', 'b'], rows: [['x,"y"', 'one\ntwo']] })).toBe('\uFEFFa,b\r\n"x,""y""","one\ntwo"\r\n');
  });
});

it('writes JSON with the values as they are', () => {
  expect(JSON.parse(toJson({ heads: ['name', 'score'], rows: [['=x', null]] }))).toEqual([{ name: '=x', score: null }]);
});
