import { GitCommitIcon, LockIcon, MarkGithubIcon } from '@primer/octicons-react';
import { Button, Label } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RepositoryOverview } from '@twelvefold/contracts';
import { ProgressNotice } from '../features/audits/progress-notice.tsx';
import { AuditList } from '../features/repositories/audit-list.tsx';
import { repositoryQuery } from '../features/repositories/get-repository.ts';
import { ImprovementList } from '../features/repositories/improvement-list.tsx';
import { LastAttempt } from '../features/repositories/last-attempt.tsx';
import { TrendPanel } from '../features/repositories/trend-panel.tsx';
import { firstLine, formatShare, shortSha } from '../lib/format.ts';
import { AuditState } from '../ui/audit-state.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Grade, Score } from '../ui/score.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import styles from './repository-screen.module.css';

const route = getRouteApi('/repos/$owner/$name');

/** How a repository stands, how it came there, and what to do first. */
export function RepositoryScreen() {
  const { owner, name } = route.useParams();
  const query = useQuery(repositoryQuery(owner, name));
  const repository = query.data;
  return (
    <Page
      title={`${owner}/${name}`}
      crumbs={[
        { label: 'Organisations', to: '/' },
        { label: owner, to: `/orgs/${owner}` },
      ]}
      heading={
        <span className={styles.heading}>
          <span>
            <span className={styles.owner}>{owner}/</span>
            {name}
          </span>
          {repository?.private && <LockIcon size={16} aria-label="Private" />}
          {repository?.archived && <Label variant="attention">Archived</Label>}
        </span>
      }
      meta={repository ? <Facts repository={repository} /> : <span>&nbsp;</span>}
      actions={
        repository && (
          <>
            <Score score={repository.score} large />
            <Grade grade={repository.grade} large />
            <Button as="a" href={repository.htmlUrl} leadingVisual={MarkGithubIcon}>
              View on GitHub
            </Button>
          </>
        )
      }
    >
      {query.isPending && <Skeleton label="the repository" rows={3} rowHeightPx={180} />}
      {query.isError && !repository && (
        <Failure error={query.error} subject="This repository" onRetry={() => void query.refetch()} />
      )}
      {repository && <Overview key={repository.id} repository={repository} />}
    </Page>
  );
}

function Overview({ repository }: { repository: RepositoryOverview }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { owner, name, active, latest } = repository;
  return (
    <>
      {active && (
        <ProgressNotice
          auditId={active.id}
          state={active.state}
          action={
            <Link to="/audits/$id" params={{ id: active.id }} search={{}}>
              {latest ? 'Open the audit' : 'Open the first audit'} of {shortSha(active.commitSha)}
            </Link>
          }
        />
      )}
      {!active && <LastAttempt owner={owner} name={name} hasOlder={latest !== null} />}
      <TrendPanel
        owner={owner}
        name={name}
        days={search.days ?? 90}
        view={search.view ?? 'charts'}
        onView={(next) =>
          void navigate({
            search: (current) =>
              ({ ...current, view: next === 'table' ? ('table' as const) : undefined }) as typeof search,
            replace: true,
            resetScroll: false,
          })
        }
      />
      <div className={styles.columns}>
        <ImprovementList improvements={repository.improvements} auditId={latest?.id ?? null} />
        <AuditList owner={owner} name={name} />
      </div>
    </>
  );
}

function Facts({ repository }: { repository: RepositoryOverview }) {
  const { latest } = repository;
  return (
    <>
      {repository.language && <span>{repository.language}</span>}
      {repository.coverage !== null && <span>Coverage {formatShare(repository.coverage)}</span>}
      {latest ? (
        <>
          <span>
            <GitCommitIcon size={12} />{' '}
            <Link to="/audits/$id" params={{ id: latest.id }} search={{}}>
              {shortSha(latest.commitSha)}
            </Link>{' '}
            {firstLine(latest.message)}
          </span>
          <TimeAgo iso={latest.committedAt} />
          {latest.state !== 'succeeded' && <AuditState state={latest.state} />}
        </>
      ) : (
        <span>No audit of {repository.defaultBranch} has a result yet</span>
      )}
    </>
  );
}
