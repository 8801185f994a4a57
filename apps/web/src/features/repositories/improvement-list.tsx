import { Link } from '@tanstack/react-router';
import type { Improvement } from '@twelvefold/contracts';
import { factorName } from '../../lib/factors.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from '../../ui/row-list.module.css';

const shownMax = 8;

interface ImprovementListProps {
  improvements: readonly Improvement[];
  /** The audit that proves them; null before there is one. */
  auditId: string | null;
}

/** What raises the score most, best first. */
export function ImprovementList({ improvements, auditId }: ImprovementListProps) {
  return (
    <Panel title="Raises the score most" padded={false}>
      {improvements.length === 0 && (
        <p className={styles.empty}>
          {auditId ? 'Nothing fails: there is no point to regain.' : 'The first audit says what to do first.'}
        </p>
      )}
      <ol className={styles.list}>
        {improvements.slice(0, shownMax).map((improvement) => (
          <li key={improvement.rule} className={styles.row}>
            <div className={styles.main}>
              {auditId ? (
                <Link
                  className={styles.title}
                  to="/audits/$id"
                  params={{ id: auditId }}
                  search={{ rule: improvement.rule }}
                  title={improvement.title}
                >
                  {improvement.title}
                </Link>
              ) : (
                <span className={styles.title}>{improvement.title}</span>
              )}
              <span className={styles.sub}>
                {factorName(improvement.factor).numeral}. {factorName(improvement.factor).title}
              </span>
            </div>
            <span className={styles.points}>+{improvement.points.toFixed(1)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
