import { scaleLinear, scaleTime } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';

export interface TrendChartPoint {
  /** Milliseconds since 1970. */
  time: number;
  score: number | null;
}

interface Frame {
  widthPx: number;
  heightPx: number;
  from: number;
  to: number;
}

export const margin = { top: 6, right: 8, bottom: 18, left: 26 };

/** Turns points into paths and places. A score holds until the next audit: the line is a stair. Null scores break it. */
export function trendGeometry(points: readonly TrendChartPoint[], { widthPx, heightPx, from, to }: Frame) {
  const x = scaleTime([from, to], [margin.left, Math.max(widthPx - margin.right, margin.left + 1)]);
  const y = scaleLinear([0, 100], [heightPx - margin.bottom, margin.top]);
  const last = points.at(-1);
  // The newest score still holds today.
  const drawn = last && last.time < to ? [...points, { time: to, score: last.score }] : points;
  const stair = line<TrendChartPoint>(
    (point) => x(point.time),
    (point) => y(point.score ?? 0),
  )
    .defined((point) => point.score !== null)
    .curve(curveStepAfter);
  const ground = area<TrendChartPoint>(
    (point) => x(point.time),
    y(0),
    (point) => y(point.score ?? 0),
  )
    .defined((point) => point.score !== null)
    .curve(curveStepAfter);
  const ticks = x.ticks(Math.max(2, Math.floor(widthPx / 90)));
  return {
    x: (time: number) => x(time),
    y: (score: number) => y(score),
    linePath: stair([...drawn]) ?? '',
    areaPath: ground([...drawn]) ?? '',
    ticks: ticks.map((tick) => ({ time: tick.getTime(), x: x(tick), label: tickLabel(tick) })),
  };
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "2027" for its first day, "September" for a month's, else "7 Sept". */
function tickLabel(tick: Date): string {
  if (tick.getDate() !== 1) return dayAndMonth.format(tick);
  return tick.getMonth() === 0 ? String(tick.getFullYear()) : monthName.format(tick);
}

/** Index of the point nearest to a place on the time axis, −1 where there are none. */
export function nearestIndex(points: readonly TrendChartPoint[], xOf: (time: number) => number, xPx: number): number {
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, point] of points.entries()) {
    const away = Math.abs(xOf(point.time) - xPx);
    if (away < distance) {
      nearest = index;
      distance = away;
    }
  }
  return nearest;
}
