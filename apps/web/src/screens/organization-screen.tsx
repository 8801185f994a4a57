import { LinkExternalIcon, PlusIcon, RepoIcon } from '@primer/octicons-react';
import { Banner, Button } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { OrganizationOverview } from '@twelvefold/contracts';
import { useMemo } from 'react';
import { organizationQuery } from '../features/organizations/get-organization.ts';
import { HeatMap } from '../features/organizations/heat-map.tsx';
import { HeatMapFilters } from '../features/organizations/heat-map-filters.tsx';
import { heatMapRows } from '../features/organizations/heat-map-rows.ts';
import { type HeatMapSearch, nextSort } from '../features/organizations/heat-map-search.ts';
import { OrganizationSummary } from '../features/organizations/organization-summary.tsx';
import { OrganizationTrendPanel } from '../features/organizations/organization-trend-panel.tsx';
import { sessionQuery } from '../features/session/get-session.ts';
import { formatCount } from '../lib/format.ts';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateMessage } from '../ui/state-message.tsx';

const route = getRouteApi('/orgs/$login');

/** Which repository is worst, why, and what moved this week. */
export function OrganizationScreen() {
  const { login } = route.useParams();
  const overview = useQuery(organizationQuery(login));
  const count = overview.data?.repositories.length;
  return (
    <Page
      title={login}
      crumbs={[{ label: 'Organisations', to: '/' }]}
      meta={count === undefined ? <span>&nbsp;</span> : <span>{formatCount(count, 'repository', 'repositories')}</span>}
    >
      {overview.isPending && <Skeleton label="repositories" rows={14} />}
      {overview.isError && !overview.data && (
        <Failure error={overview.error} subject="This organisation" onRetry={() => void overview.refetch()} />
      )}
      {overview.data && <Overview overview={overview.data} />}
    </Page>
  );
}

function Overview({ overview }: { overview: OrganizationOverview }) {
  const { login } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useMemo(() => heatMapRows(overview.repositories, search), [overview.repositories, search]);

  function change(update: { [K in keyof HeatMapSearch]?: unknown }): void {
    void navigate({
      search: (current: HeatMapSearch) => ({ ...current, ...update }) as HeatMapSearch,
      replace: true,
      resetScroll: false,
    });
  }

  if (overview.repositories.length === 0) return <NoRepositories />;
  return (
    <>
      {overview.organization.suspended && (
        <Banner
          title="The App is suspended"
          description="GitHub has suspended Twelvefold on this organisation: nothing is audited until an owner lifts it."
          variant="warning"
        />
      )}
      <OrganizationSummary
        overview={overview}
        trend={
          <OrganizationTrendPanel
            login={login}
            view={search.trend ?? 'chart'}
            onView={(view) => change({ trend: view === 'table' ? 'table' : undefined })}
          />
        }
      />
      <HeatMapFilters login={login} rows={overview.repositories} shown={rows} search={search} onChange={change} />
      <HeatMap
        overview={overview}
        rows={rows}
        search={search}
        onSort={(column) => change({ sort: undefined, desc: undefined, ...nextSort(search, column) })}
      />
    </>
  );
}

function NoRepositories() {
  const session = useQuery(sessionQuery);
  return (
    <StateMessage
      icon={RepoIcon}
      title="No repositories yet"
      actions={
        session.data && (
          <Button
            as="a"
            href={session.data.installUrl}
            variant="primary"
            leadingVisual={PlusIcon}
            trailingVisual={LinkExternalIcon}
          >
            Choose repositories on GitHub
          </Button>
        )
      }
    >
      Twelvefold is installed here but may read no repository that you can see. Choose repositories in the App's
      settings on GitHub: the first audits take about a minute.
    </StateMessage>
  );
}
