import { Button } from '@primer/react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuditSummary } from '@twelvefold/contracts';
import { firstLine, formatDuration, isCommit, shortRef, shortSha } from '../../lib/format.ts';
import { isActive } from '../../lib/is-active.ts';
import { AuditState } from '../../ui/audit-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from '../../ui/row-list.module.css';
import { Score } from '../../ui/score.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useAuditProgress } from '../live/audit-progress.ts';
import { repositoryAuditsQuery } from './get-repository-audits.ts';

/** The latest audits of a repository, moving while they run. */
export function AuditList({ owner, name }: { owner: string; name: string }) {
  const pages = useInfiniteQuery(repositoryAuditsQuery(owner, name));
  const audits = pages.data?.pages.flatMap((page) => page.audits) ?? [];
  return (
    <Panel title="Audits" padded={false}>
      {pages.isPending && <Skeleton label="audits" rows={6} rowHeightPx={44} />}
      {pages.isError && !pages.data && (
        <Failure error={pages.error} subject="The list of audits" onRetry={() => void pages.refetch()} />
      )}
      {pages.data && audits.length === 0 && <p className={styles.empty}>No audit yet. The next push starts one.</p>}
      <ul className={styles.list}>
        {audits.map((audit) => (
          <AuditRow key={audit.id} audit={audit} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <div className={styles.more}>
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older audits
          </Button>
        </div>
      )}
    </Panel>
  );
}

function AuditRow({ audit }: { audit: AuditSummary }) {
  const progress = useAuditProgress(audit.id);
  const state = isActive(audit.state) ? (progress?.state ?? audit.state) : audit.state;
  const where = audit.pullNumber === null ? shortRef(audit.ref) : `#${audit.pullNumber}`;
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <Link
          className={styles.title}
          to="/audits/$id"
          params={{ id: audit.id }}
          search={{}}
          title={firstLine(audit.message)}
        >
          {firstLine(audit.message) || (isCommit(audit.commitSha) ? shortSha(audit.commitSha) : 'No commit yet')}
        </Link>
        <span className={styles.sub}>
          {isCommit(audit.commitSha) && <span>{shortSha(audit.commitSha)}</span>}
          <span>{where}</span>
          {audit.authorLogin && <span>{audit.authorLogin}</span>}
          <TimeAgo iso={audit.committedAt} />
          {audit.durationMs !== null && <span>took {formatDuration(audit.durationMs)}</span>}
          {audit.reason && !isActive(state) && <span>{audit.reason}</span>}
        </span>
      </div>
      <div className={styles.end}>
        <AuditState state={state} percent={progress?.percent} />
        <Score score={audit.score} />
      </div>
    </li>
  );
}
