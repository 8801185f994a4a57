import type { Publishable } from './publishable.ts';

/** The twelve factors, before → after. Holds no content of the repository. */
export function renderFactorTable({ factors, comparison }: Publishable): string {
  const before = new Map(comparison?.factors.map((factor) => [factor.id, factor.score]));
  const rows = factors.map(({ id, numeral, title, score }) => {
    const cells =
      comparison === null
        ? [showScore(score)]
        : [showScore(before.get(id) ?? null), showScore(score), movement(before.get(id) ?? null, score)];
    return `| ${[numeral, title, ...cells].join(' | ')} |`;
  });
  const head =
    comparison === null
      ? ['| | Factor | Score |', '|---|---|--:|']
      : ['| | Factor | Before | After | |', '|---|---|--:|--:|---|'];
  return [...head, ...rows].join('\n');
}

export function showScore(score: number | null): string {
  return score === null ? '–' : String(score);
}

function movement(before: number | null, after: number | null): string {
  if (before === null || after === null || before === after) return '';
  return after > before ? `▲ ${after - before}` : `▼ ${before - after}`;
}
