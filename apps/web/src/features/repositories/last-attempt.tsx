import { Banner } from '@primer/react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuditSummary } from '@twelvefold/contracts';
import { repositoryAuditsQuery } from './get-repository-audits.ts';
import styles from './last-attempt.module.css';

interface LastAttemptProps {
  owner: string;
  name: string;
  /** What the page shows is of an older audit. */
  hasOlder: boolean;
}

/** Says so where the newest audit of the default branch ended without a result: what stands below is older, or nothing. */
export function LastAttempt({ owner, name, hasOlder }: LastAttemptProps) {
  const pages = useInfiniteQuery(repositoryAuditsQuery(owner, name));
  const newest = pages.data?.pages[0]?.audits.find((audit) => audit.kind === 'push');
  if (!newest || !endedWithout(newest)) return null;
  return (
    <div className={styles.notice}>
      <Banner
        title="The newest audit has no result"
        description={
          <>
            {newest.reason || 'It failed inside Twelvefold.'}{' '}
            {hasOlder && 'What is shown here is of the audit before. '}
            <Link to="/audits/$id" params={{ id: newest.id }} search={{}}>
              Open that audit
            </Link>
          </>
        }
        variant="warning"
      />
    </div>
  );
}

function endedWithout({ state }: AuditSummary): boolean {
  return state === 'failed' || state === 'quarantined';
}
