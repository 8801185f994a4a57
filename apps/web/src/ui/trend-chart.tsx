import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useWidth } from '../lib/use-width.ts';
import styles from './trend-chart.module.css';
import { margin, nearestIndex, type TrendChartPoint, trendGeometry } from './trend-geometry.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

interface TrendChartProps {
  points: readonly TrendChartPoint[];
  /** The time axis, in milliseconds since 1970. */
  from: number;
  to: number;
  heightPx: number;
  /** Times at which the rules or the configuration changed. */
  marks?: readonly number[];
  /** The point under the cursor; charts that share a time axis share it. */
  active: number | null;
  onActive: (index: number | null) => void;
  /** One sentence on a point, for screen readers: also says what the link does. */
  describe: (index: number) => string;
  /** Where a click on a point leads. */
  auditOf: (index: number) => string | null;
}

/** A score of 0–100 over time as a stair. The whole chart is one link to the audit of the active point; arrow keys move along the points. */
export function TrendChart({
  points,
  from,
  to,
  heightPx,
  marks = [],
  active,
  onActive,
  describe,
  auditOf,
}: TrendChartProps) {
  const [ref, widthPx] = useWidth<HTMLDivElement>(280);
  const geometry = trendGeometry(points, { widthPx, heightPx, from, to });
  const index = active ?? points.length - 1;
  const current = points[index];
  const auditId = current ? auditOf(index) : null;

  function followPointer(event: PointerEvent<HTMLElement>): void {
    const left = event.currentTarget.getBoundingClientRect().left;
    const nearest = nearestIndex(points, geometry.x, event.clientX - left);
    if (nearest >= 0 && nearest !== active) onActive(nearest);
  }

  function moveByKey(event: KeyboardEvent<HTMLElement>): void {
    const steps: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: points.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onActive(Math.min(Math.max(next, 0), points.length - 1));
  }

  return (
    <div className={styles.chart} ref={ref}>
      <svg
        className={styles.svg}
        height={heightPx}
        viewBox={`0 0 ${widthPx} ${heightPx}`}
        aria-hidden="true"
        focusable="false"
      >
        {[0, 50, 100].map((score) => (
          <g key={score}>
            <line
              className={styles.grid}
              x1={margin.left}
              x2={widthPx - margin.right}
              y1={geometry.y(score)}
              y2={geometry.y(score)}
            />
            <text className={styles.label} x={margin.left - 5} y={geometry.y(score) + 3} textAnchor="end">
              {score}
            </text>
          </g>
        ))}
        {geometry.ticks.map((tick) => (
          <text key={tick.time} className={styles.label} x={tick.x} y={heightPx - 4} textAnchor="middle">
            {tick.label}
          </text>
        ))}
        <path className={styles.area} d={geometry.areaPath} />
        {marks.map((time) => (
          <g key={time}>
            <line
              className={styles.mark}
              x1={geometry.x(time)}
              x2={geometry.x(time)}
              y1={margin.top}
              y2={geometry.y(0)}
            />
            <path className={styles.markHead} d={`M${geometry.x(time) - 3} ${margin.top - 4}h6l-3 5z`} />
          </g>
        ))}
        <path className={styles.line} d={geometry.linePath} />
        {points.length <= widthPx / 8 &&
          points.map(
            (point) =>
              point.score !== null && (
                <circle
                  key={point.time}
                  className={styles.point}
                  cx={geometry.x(point.time)}
                  cy={geometry.y(point.score)}
                  r={2}
                />
              ),
          )}
        {active !== null && current && (
          <>
            <line
              className={styles.cursor}
              x1={geometry.x(current.time)}
              x2={geometry.x(current.time)}
              y1={margin.top}
              y2={geometry.y(0)}
            />
            {current.score !== null && (
              <circle className={styles.active} cx={geometry.x(current.time)} cy={geometry.y(current.score)} r={4} />
            )}
          </>
        )}
      </svg>
      {current && auditId && (
        <Link
          className={styles.hit}
          to="/audits/$id"
          params={{ id: auditId }}
          aria-label={describe(index)}
          onPointerMove={followPointer}
          onPointerLeave={() => onActive(null)}
          onFocus={() => onActive(index)}
          onBlur={() => onActive(null)}
          onKeyDown={moveByKey}
        />
      )}
      {current && !auditId && (
        <div
          className={styles.hit}
          role="img"
          aria-label={describe(index)}
          onPointerMove={followPointer}
          onPointerLeave={() => onActive(null)}
        />
      )}
      <span aria-live="polite">{active !== null && <VisuallyHidden>{describe(index)}</VisuallyHidden>}</span>
    </div>
  );
}
