import { Banner } from '@primer/react';
import type { AuditDetail } from '@twelvefold/contracts';
import { isCommit } from '../../lib/format.ts';
import { isActive } from '../../lib/is-active.ts';
import styles from './audit-outcome.module.css';
import { ProgressNotice } from './progress-notice.tsx';

/** What to know before the results: that it runs, or why it ended without a whole one. Nothing where all is well. */
export function AuditOutcome({ audit }: { audit: AuditDetail }) {
  if (isActive(audit.state)) return <ProgressNotice auditId={audit.id} state={audit.state} />;
  const notice = noticeOf(audit);
  if (!notice) return null;
  return (
    <div className={styles.outcome}>
      <Banner {...notice} />
    </div>
  );
}

interface Notice {
  title: string;
  description: string;
  variant: 'critical' | 'warning' | 'info';
}

function noticeOf(audit: AuditDetail): Notice | null {
  const reason = audit.reason || audit.scoreReason;
  if (audit.state === 'failed' && !isCommit(audit.commitSha)) {
    return { variant: 'info', title: 'Nothing to audit yet', description: reason };
  }
  switch (audit.state) {
    case 'failed':
      return {
        variant: 'critical',
        title: 'The audit failed',
        description: `${reason} There is no score. Re-audit when the reason is gone.`,
      };
    case 'quarantined':
      return {
        variant: 'critical',
        title: 'The audit is set aside',
        description: `${reason} It brought its worker down more than once and is not tried again by itself. Re-audit to try once more.`,
      };
    case 'partial':
      return {
        variant: 'warning',
        title: 'Only a part was audited',
        description: `${reason} What is listed holds for the part that was read; a score of it would mislead, so there is none.`,
      };
    case 'superseded':
      return {
        variant: 'info',
        title: 'A newer push took its place',
        description: reason || 'This commit was not audited to its end.',
      };
    default:
      return audit.score === null && reason ? { variant: 'info', title: 'No score', description: reason } : null;
  }
}
