import { Link } from '@tanstack/react-router';
import type { AuditDetail } from '@twelvefold/contracts';
import { formatBytes, formatCount, formatDuration, formatMinute, formatShare, shortSha } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './audit-aside.module.css';

/** How the audit was done: what it read, how long it took, by which rules, against which audit. */
export function AuditFacts({ audit }: { audit: AuditDetail }) {
  return (
    <Panel title="About this audit">
      <dl className={styles.facts}>
        {audit.coverage !== null && <Fact term="Coverage">{formatShare(audit.coverage)}</Fact>}
        {audit.files !== null && (
          <Fact term="Read">
            {formatCount(audit.files, 'file')}
            {audit.bytes !== null && `, ${formatBytes(audit.bytes)}`}
          </Fact>
        )}
        {audit.durationMs !== null && <Fact term="Took">{formatDuration(audit.durationMs)}</Fact>}
        {audit.finishedAt !== null && <Fact term="Ended">{formatMinute(audit.finishedAt)}</Fact>}
        {audit.rulesVersion !== null && <Fact term="Rules">{audit.rulesVersion}</Fact>}
        {audit.scoreVersion !== null && <Fact term="Score formula">v{audit.scoreVersion}</Fact>}
        {audit.attempt > 1 && <Fact term="Attempt">{audit.attempt}</Fact>}
        {audit.previous && (
          <Fact term="Compared with">
            <Link to="/audits/$id" params={{ id: audit.previous.id }} search={{}}>
              {shortSha(audit.previous.commitSha)}
            </Link>
          </Fact>
        )}
        {audit.checkRunUrl !== null && (
          <Fact term="Check run">
            <a href={audit.checkRunUrl}>on GitHub</a>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
