import type { AuditState as State } from '@twelvefold/contracts';
import type { ReactNode } from 'react';
import { AuditState } from '../../ui/audit-state.tsx';
import { useAuditProgress } from '../live/audit-progress.ts';
import styles from './progress-notice.module.css';

interface ProgressNoticeProps {
  auditId: string;
  state: State;
  action?: ReactNode;
}

/** How far a waiting or running audit is. Moves with its events. */
export function ProgressNotice({ auditId, state, action }: ProgressNoticeProps) {
  const progress = useAuditProgress(auditId);
  const percent = progress?.percent ?? 0;
  const shown = progress?.state ?? state;
  return (
    <section className={styles.notice} aria-label="Progress of the audit">
      <div className={styles.line}>
        <span className={styles.text}>
          <AuditState state={shown} percent={progress ? percent : undefined} />
          <span className={styles.phase}>
            {progress?.phase || (shown === 'queued' ? 'Waits for a free worker' : 'Starts')}
          </span>
        </span>
        {action}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-label="Audit"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={progress?.phase || shown}
      >
        <div className={styles.bar} style={{ width: `${percent}%` }} />
      </div>
    </section>
  );
}
