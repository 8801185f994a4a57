import { scoreBands } from '../lib/score-band.ts';
import styles from './score-legend.module.css';

/** What the colours of scores mean. */
export function ScoreLegend() {
  return (
    <ul className={styles.legend} aria-label="Colours of scores">
      {scoreBands.map(({ band, label }) => (
        <li key={band} className={styles.band} data-band={band}>
          {label}
        </li>
      ))}
      <li className={styles.none}>– no score</li>
    </ul>
  );
}
