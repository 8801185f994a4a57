import type { AuditDetail } from '@twelvefold/contracts';
import { formatCount } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './audit-aside.module.css';

const shownMax = 20;

/** What the audit did not read, and why. Nothing where it read all. */
export function LimitsPanel({ audit }: { audit: AuditDetail }) {
  if (audit.limits.length === 0 && audit.skipped.length === 0) return null;
  const hidden = audit.skipped.length - shownMax;
  return (
    <Panel title="Not read">
      <ul className={styles.list}>
        {audit.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
        {audit.skipped.slice(0, shownMax).map((file) => (
          <li key={file.path}>
            <span className={styles.path}>{file.path}</span>
            <span className={styles.muted}>{file.reason}</span>
          </li>
        ))}
        {hidden > 0 && <li className={styles.muted}>and {formatCount(hidden, 'more file')}</li>}
      </ul>
    </Panel>
  );
}
