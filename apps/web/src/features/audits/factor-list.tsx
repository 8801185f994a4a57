import { Link } from '@tanstack/react-router';
import type { FactorId, FactorResult } from '@twelvefold/contracts';
import { ChoiceLink } from '../../ui/choice-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Score, ScoreChange } from '../../ui/score.tsx';
import styles from './factor-list.module.css';

interface FactorListProps {
  auditId: string;
  factors: readonly FactorResult[];
  chosen: FactorId | undefined;
}

/** The twelve factors, previous score to now. A factor chosen narrows the rules; chosen again it frees them. */
export function FactorList({ auditId, factors, chosen }: FactorListProps) {
  return (
    <Panel title="Factors" padded={false} {...(chosen ? { aside: <ShowAll auditId={auditId} /> } : {})}>
      <ul className={styles.list}>
        {factors.map((factor) => (
          <li key={factor.id}>
            <ChoiceLink
              className={styles.item}
              to="/audits/$id"
              params={{ id: auditId }}
              search={(current) => ({
                ...current,
                rule: undefined,
                factor: factor.id === chosen ? undefined : factor.id,
              })}
              resetScroll={false}
              isChosen={factor.id === chosen}
            >
              <span className={styles.numeral}>{factor.numeral}</span>
              <span className={styles.name}>{factor.title}</span>
              <Movement factor={factor} />
              <Score score={factor.score} />
            </ChoiceLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Movement({ factor }: { factor: FactorResult }) {
  if (factor.score === null || factor.previousScore === null || factor.score === factor.previousScore) return <span />;
  return <ScoreChange change={factor.score - factor.previousScore} />;
}

function ShowAll({ auditId }: { auditId: string }) {
  return (
    <Link
      to="/audits/$id"
      params={{ id: auditId }}
      search={(current) => ({ ...current, factor: undefined })}
      resetScroll={false}
    >
      Show all
    </Link>
  );
}
