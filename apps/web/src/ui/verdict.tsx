import {
  AlertIcon,
  CheckCircleIcon,
  CircleSlashIcon,
  type Icon,
  QuestionIcon,
  XCircleIcon,
} from '@primer/octicons-react';
import type { Severity as SeverityName, Verdict as VerdictName } from '@twelvefold/contracts';
import styles from './verdict.module.css';

const looks: Record<VerdictName, { icon: Icon; word: string }> = {
  fail: { icon: XCircleIcon, word: 'Fails' },
  error: { icon: AlertIcon, word: 'Rule crashed' },
  unknown: { icon: QuestionIcon, word: 'Unknown' },
  pass: { icon: CheckCircleIcon, word: 'Passes' },
  'not-applicable': { icon: CircleSlashIcon, word: 'Not applicable' },
};

/** The words for verdicts, also for filters. */
export function verdictWord(verdict: VerdictName): string {
  return looks[verdict].word;
}

/** A verdict: icon, word and colour, readable by each alone. */
export function Verdict({ verdict }: { verdict: VerdictName }) {
  const { icon: IconComponent, word } = looks[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <IconComponent size={16} />
      {word}
    </span>
  );
}

/** How much a failing rule weighs. */
export function Severity({ severity }: { severity: SeverityName }) {
  return (
    <span className={styles.severity} data-severity={severity}>
      {severity}
    </span>
  );
}
