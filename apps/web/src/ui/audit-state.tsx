import {
  AlertIcon,
  CheckCircleIcon,
  ClockIcon,
  type Icon,
  SkipIcon,
  StopIcon,
  SyncIcon,
  XCircleIcon,
} from '@primer/octicons-react';
import type { AuditState as State } from '@twelvefold/contracts';
import styles from './audit-state.module.css';

interface Look {
  icon: Icon;
  word: string;
  tone: 'good' | 'warn' | 'bad' | 'live' | 'calm';
}

const looks: Record<State, Look> = {
  queued: { icon: ClockIcon, word: 'Queued', tone: 'calm' },
  running: { icon: SyncIcon, word: 'Running', tone: 'live' },
  succeeded: { icon: CheckCircleIcon, word: 'Done', tone: 'good' },
  partial: { icon: AlertIcon, word: 'Partial', tone: 'warn' },
  failed: { icon: XCircleIcon, word: 'Failed', tone: 'bad' },
  superseded: { icon: SkipIcon, word: 'Superseded', tone: 'calm' },
  quarantined: { icon: StopIcon, word: 'Quarantined', tone: 'bad' },
};

interface AuditStateProps {
  state: State;
  /** 0–100 while it runs, if known. */
  percent?: number | undefined;
}

/** The state of an audit: icon and word. */
export function AuditState({ state, percent }: AuditStateProps) {
  const { icon: IconComponent, word, tone } = looks[state];
  return (
    <span className={styles.state} data-tone={tone}>
      <IconComponent size={14} {...(state === 'running' ? { className: styles.spin ?? '' } : {})} />
      {word}
      {state === 'running' && percent !== undefined && ` ${percent}%`}
    </span>
  );
}
