import type { TrendPoint } from '@twelvefold/contracts';

/** What changed between two audits besides the code: a jump of the score there is not the code's doing. */
export interface TrendMark {
  time: number;
  text: string;
}

/** Marks where the rules or the configuration differ from the point before. Points are oldest first. */
export function trendMarks(points: readonly TrendPoint[]): TrendMark[] {
  return points.flatMap((point, index) => {
    const text = changeAt(points, index);
    return text ? [{ time: Date.parse(point.committedAt), text }] : [];
  });
}

/** What changed at a point, '' where nothing did. */
export function changeAt(points: readonly TrendPoint[], index: number): string {
  const point = points[index];
  const before = points[index - 1];
  if (!point || !before) return '';
  const changes = [
    point.rulesVersion === before.rulesVersion ? '' : `rules ${point.rulesVersion}`,
    point.configHash === before.configHash ? '' : 'configuration changed',
  ];
  return changes.filter(Boolean).join(', ');
}
