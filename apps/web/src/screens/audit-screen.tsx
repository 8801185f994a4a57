import {
  ArrowRightIcon,
  CircleSlashIcon,
  GitCommitIcon,
  GitPullRequestIcon,
  HourglassIcon,
} from '@primer/octicons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AuditDetail } from '@twelvefold/contracts';
import { useMemo } from 'react';
import { AuditFacts } from '../features/audits/audit-facts.tsx';
import { AuditOutcome } from '../features/audits/audit-outcome.tsx';
import type { AuditSearch } from '../features/audits/audit-search.ts';
import { FactorList } from '../features/audits/factor-list.tsx';
import { findingsExport } from '../features/audits/findings-export.ts';
import { FixedPanel } from '../features/audits/fixed-panel.tsx';
import { auditQuery } from '../features/audits/get-audit.ts';
import { LimitsPanel } from '../features/audits/limits-panel.tsx';
import { RerunButton } from '../features/audits/rerun-button.tsx';
import { RuleGroups } from '../features/audits/rule-groups.tsx';
import { VerdictFilter } from '../features/audits/verdict-filter.tsx';
import { visibleRules } from '../features/audits/visible-rules.ts';
import { firstLine, isCommit, shortRef, shortSha } from '../lib/format.ts';
import { isActive } from '../lib/is-active.ts';
import { AuditState } from '../ui/audit-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Grade, Score, ScoreChange } from '../ui/score.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateMessage } from '../ui/state-message.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import styles from './audit-screen.module.css';

const route = getRouteApi('/audits/$id');

/** What one audit found, with the evidence. */
export function AuditScreen() {
  const { id } = route.useParams();
  const query = useQuery(auditQuery(id));
  const audit = query.data;
  if (!audit) {
    return (
      <Page title="Audit" crumbs={[{ label: 'Organisations', to: '/' }]}>
        {query.isPending && <Skeleton label="the audit" rows={12} rowHeightPx={44} />}
        {query.isError && <Failure error={query.error} subject="This audit" onRetry={() => void query.refetch()} />}
      </Page>
    );
  }
  const { owner, name } = audit.repository;
  return (
    <Page
      title={`${firstLine(audit.message) || 'Audit'} · ${owner}/${name}${isCommit(audit.commitSha) ? `@${shortSha(audit.commitSha)}` : ''}`}
      crumbs={[
        { label: 'Organisations', to: '/' },
        { label: owner, to: `/orgs/${owner}` },
        { label: name, to: `/repos/${owner}/${name}` },
      ]}
      heading={
        <>
          {firstLine(audit.message) || 'Audit'}{' '}
          {isCommit(audit.commitSha) && <span className={styles.sha}>{shortSha(audit.commitSha)}</span>}
        </>
      }
      meta={<Meta audit={audit} />}
      actions={
        <>
          <Scores audit={audit} />
          <RerunButton auditId={audit.id} disabled={isActive(audit.state)} />
        </>
      }
    >
      <AuditOutcome audit={audit} />
      {audit.rules.length > 0 && <Results key={audit.id} audit={audit} />}
      {audit.rules.length === 0 && <NoResults audit={audit} />}
    </Page>
  );
}

function Results({ audit }: { audit: AuditDetail }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const groups = useMemo(() => visibleRules(audit.factors, audit.rules, search), [audit.factors, audit.rules, search]);

  function open(rule: string | undefined): void {
    void navigate({
      search: (current: AuditSearch) => ({ ...current, rule }) as AuditSearch,
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <div className={styles.columns}>
      <div className={styles.aside}>
        <FactorList auditId={audit.id} factors={audit.factors} chosen={search.factor} />
        <div className={styles.late}>
          <AuditFacts audit={audit} />
          <FixedPanel fixed={audit.fixed} />
          <LimitsPanel audit={audit} />
        </div>
      </div>
      <div>
        <div className={styles.bar}>
          <VerdictFilter auditId={audit.id} rules={audit.rules} search={search} />
          <ExportMenu
            name={`${audit.repository.owner}-${audit.repository.name}-${shortSha(audit.commitSha)}-findings`}
            table={() => findingsExport(groups)}
          />
        </div>
        <RuleGroups groups={groups} open={search.rule} onOpen={open} />
      </div>
    </div>
  );
}

function NoResults({ audit }: { audit: AuditDetail }) {
  const { owner, name } = audit.repository;
  return (
    <StateMessage
      icon={isActive(audit.state) ? HourglassIcon : CircleSlashIcon}
      title={isActive(audit.state) ? 'The results appear here by themselves' : 'There are no results'}
      actions={
        <Link to="/repos/$owner/$name" params={{ owner, name }} search={{}}>
          Other audits of {owner}/{name}
        </Link>
      }
    >
      {isActive(audit.state)
        ? 'Most audits take a few seconds. Each factor gets its score, and each rule its verdict with the lines that prove it.'
        : 'An audit that did not come to its end has no verdicts and no score. The reason is above.'}
    </StateMessage>
  );
}

function Scores({ audit }: { audit: AuditDetail }) {
  const before = audit.previous?.score ?? null;
  if (audit.score === null) return null;
  return (
    <div className={styles.scores}>
      {before !== null && (
        <>
          <Score score={before} />
          <span className={styles.arrow}>
            <ArrowRightIcon size={16} aria-label="then" />
          </span>
        </>
      )}
      <Score score={audit.score} large />
      <Grade grade={audit.grade} large />
      {before !== null && <ScoreChange change={audit.score - before} />}
    </div>
  );
}

function Meta({ audit }: { audit: AuditDetail }) {
  const { htmlUrl } = audit.repository;
  return (
    <>
      <AuditState state={audit.state} />
      {audit.pullNumber === null ? (
        <span>{shortRef(audit.ref)}</span>
      ) : (
        <span>
          <GitPullRequestIcon size={12} /> <a href={`${htmlUrl}/pull/${audit.pullNumber}`}>#{audit.pullNumber}</a>
        </span>
      )}
      {isCommit(audit.commitSha) && (
        <span>
          <GitCommitIcon size={12} /> <a href={audit.commitUrl}>{shortSha(audit.commitSha)} on GitHub</a>
        </span>
      )}
      {audit.authorLogin && <span>{audit.authorLogin}</span>}
      <TimeAgo iso={audit.committedAt} />
    </>
  );
}
