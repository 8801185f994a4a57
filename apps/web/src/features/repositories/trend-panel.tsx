import { GraphIcon, TableIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FactorTrendTable } from './factor-trend-table.tsx';
import { FactorTrends } from './factor-trends.tsx';
import { repositoryTrendQuery } from './get-repository-trend.ts';
import { RangeLinks } from './range-links.tsx';
import type { TrendDays } from './repository-search-params.ts';

interface TrendPanelProps {
  owner: string;
  name: string;
  days: TrendDays;
  view: 'charts' | 'table';
  onView: (view: 'charts' | 'table') => void;
}

/** The trends of a repository over a chosen time, as charts or as a table. */
export function TrendPanel({ owner, name, days, view, onView }: TrendPanelProps) {
  const trend = useQuery(repositoryTrendQuery(owner, name, days));
  return (
    <Panel
      title="Trends"
      aside={
        <>
          <RangeLinks owner={owner} name={name} chosen={days} />
          <Button
            size="small"
            variant="invisible"
            leadingVisual={view === 'table' ? GraphIcon : TableIcon}
            onClick={() => onView(view === 'table' ? 'charts' : 'table')}
          >
            {view === 'table' ? 'Charts' : 'Table'}
          </Button>
        </>
      }
    >
      {trend.isPending && <Skeleton label="trends" rows={4} rowHeightPx={110} />}
      {trend.isError && !trend.data && (
        <Failure error={trend.error} subject="The trend" onRetry={() => void trend.refetch()} />
      )}
      {trend.data?.points.length === 0 && (
        <p>
          No audit of the default branch has a result in the last {days} days. The trend begins with the first one that
          has.
        </p>
      )}
      {trend.data && trend.data.points.length > 0 && view === 'charts' && (
        <FactorTrends trend={trend.data} now={trend.dataUpdatedAt} />
      )}
      {trend.data && trend.data.points.length > 0 && view === 'table' && <FactorTrendTable trend={trend.data} />}
    </Panel>
  );
}
