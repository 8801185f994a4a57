import type { RepositoryTrend, TrendPoint } from '@twelvefold/contracts';
import { useState } from 'react';
import { factorNames } from '../../lib/factors.ts';
import { formatDay, shortSha } from '../../lib/format.ts';
import { Score, ScoreChange } from '../../ui/score.tsx';
import { TrendChart } from '../../ui/trend-chart.tsx';
import styles from './factor-trends.module.css';
import { changeAt, trendMarks } from './trend-marks.ts';

const dayMs = 86_400_000;

interface FactorTrendsProps {
  trend: RepositoryTrend;
  /** The right end of the time axis. */
  now: number;
}

/** The score and the twelve factors on one time axis, under one cursor. */
export function FactorTrends({ trend, now }: FactorTrendsProps) {
  const [active, setActive] = useState<number | null>(null);
  const { points } = trend;
  const from = now - trend.days * dayMs;
  const marks = trendMarks(points);
  const chosen = points[active ?? points.length - 1];
  const shared = {
    from,
    to: now,
    marks: marks.map((mark) => mark.time),
    active,
    onActive: setActive,
    auditOf: (index: number) => points[index]?.auditId ?? null,
  };
  return (
    <>
      <div className={styles.total}>
        <div className={styles.head}>
          <h3 className={styles.name}>Score</h3>
          <Values now={chosen?.score ?? null} first={firstScore(points.map((point) => point.score))} />
        </div>
        <TrendChart
          {...shared}
          heightPx={120}
          points={points.map((point) => ({ time: Date.parse(point.committedAt), score: point.score }))}
          describe={(index) => describe('Score', points, index, points[index]?.score ?? null)}
        />
      </div>
      <ol className={styles.grid}>
        {factorNames.map((factor, position) => {
          const scores = points.map((point) => point.factors[position] ?? null);
          return (
            <li key={factor.id}>
              <div className={styles.head}>
                <h3 className={styles.name}>
                  <span className={styles.numeral}>{factor.numeral}.</span> {factor.title}
                </h3>
                <Values now={scores[active ?? points.length - 1] ?? null} first={firstScore(scores)} />
              </div>
              {scores.every((score) => score === null) ? (
                <p className={styles.none}>No score in this time: no rule of it applies, or none could be answered.</p>
              ) : (
                <TrendChart
                  {...shared}
                  heightPx={84}
                  points={points.map((point, index) => ({
                    time: Date.parse(point.committedAt),
                    score: scores[index] ?? null,
                  }))}
                  describe={(index) => describe(factor.title, points, index, scores[index] ?? null)}
                />
              )}
            </li>
          );
        })}
      </ol>
      <p className={styles.foot}>
        <span>{chosen && describeCommit(points, active ?? points.length - 1)}</span>
        {marks.length > 0 && (
          <span>
            <span className={styles.key} aria-hidden="true">
              ▾
            </span>{' '}
            the rules or the configuration changed: a jump there is not the code's
          </span>
        )}
      </p>
    </>
  );
}

function Values({ now, first }: { now: number | null; first: number | null }) {
  return (
    <span className={styles.values}>
      <ScoreChange change={now === null || first === null ? null : now - first} />
      <Score score={now} />
    </span>
  );
}

function firstScore(scores: readonly (number | null)[]): number | null {
  return scores.find((score) => score !== null) ?? null;
}

function describe(title: string, points: readonly TrendPoint[], index: number, score: number | null): string {
  return `${title} ${score ?? 'without a score'}. ${describeCommit(points, index)}. Opens the audit; arrow keys move along the audits.`;
}

function describeCommit(points: readonly TrendPoint[], index: number): string {
  const point = points[index];
  if (!point) return '';
  const change = changeAt(points, index);
  return `${formatDay(point.committedAt)}, commit ${shortSha(point.commitSha)}${change ? `, ${change}` : ''}`;
}
