/** Seven bands, from the worst (0) to the best (6), or `none` where there is no score. Colours are in score-bands.css. */
export type ScoreBand = 'none' | '0' | '1' | '2' | '3' | '4' | '5' | '6';

const lowerBounds: readonly [number, ScoreBand][] = [
  [95, '6'],
  [85, '5'],
  [75, '4'],
  [60, '3'],
  [45, '2'],
  [25, '1'],
  [0, '0'],
];

/** The bands for a legend, best last. */
export const scoreBands: readonly { band: ScoreBand; label: string }[] = [
  { band: '0', label: '0–24' },
  { band: '1', label: '25–44' },
  { band: '2', label: '45–59' },
  { band: '3', label: '60–74' },
  { band: '4', label: '75–84' },
  { band: '5', label: '85–94' },
  { band: '6', label: '95–100' },
];

/** The colour band of a score of 0–100. */
export function scoreBand(score: number | null): ScoreBand {
  if (score === null) return 'none';
  return lowerBounds.find(([bound]) => score >= bound)?.[1] ?? '0';
}
