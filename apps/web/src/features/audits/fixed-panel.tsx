import type { AuditDetail } from '@twelvefold/contracts';
import { CodeText } from '../../ui/code-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from './audit-aside.module.css';

/** Findings of the compared audit that are gone. Nothing where none went. */
export function FixedPanel({ fixed }: { fixed: AuditDetail['fixed'] }) {
  if (fixed.length === 0) return null;
  return (
    <Panel title="Fixed" note={`${fixed.length} since the compared audit`}>
      <ul className={styles.list}>
        {fixed.map((finding) => (
          <li key={`${finding.ruleId}:${finding.path}:${finding.message}`}>
            <CodeText text={finding.message} />
            <span className={styles.path}>{finding.path}</span>
            <span className={styles.muted}>{finding.ruleId}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
