import { ArrowDownIcon, ArrowUpIcon } from '@primer/octicons-react';
import type { Grade as GradeLetter } from '@twelvefold/contracts';
import { formatChange } from '../lib/format.ts';
import { scoreBand } from '../lib/score-band.ts';
import styles from './score.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A score with its band's colour; an en dash where there is none. */
export function Score({ score, large = false }: { score: number | null; large?: boolean }) {
  return (
    <span className={large ? `${styles.score} ${styles.large}` : styles.score} data-band={scoreBand(score)}>
      {score ?? (
        <>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>no score</VisuallyHidden>
        </>
      )}
    </span>
  );
}

/** A grade, A to F. */
export function Grade({ grade, large = false }: { grade: GradeLetter | null; large?: boolean }) {
  return (
    <span className={styles.grade} data-size={large ? 'large' : 'small'}>
      <VisuallyHidden>Grade </VisuallyHidden>
      {grade ?? (
        <>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>none</VisuallyHidden>
        </>
      )}
    </span>
  );
}

/** A movement of a score with its arrow: never by colour alone. */
export function ScoreChange({ change, unit = '' }: { change: number | null; unit?: string }) {
  if (change === null) {
    return (
      <span className={styles.change}>
        <span aria-hidden="true">–</span>
        <VisuallyHidden>not known</VisuallyHidden>
      </span>
    );
  }
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'none';
  return (
    <span className={styles.change} data-direction={direction}>
      {direction === 'up' && <ArrowUpIcon size={12} />}
      {direction === 'down' && <ArrowDownIcon size={12} />}
      {formatChange(change)}
      {unit}
    </span>
  );
}
