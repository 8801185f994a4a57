import { GraphIcon, TableIcon } from '@primer/octicons-react';
import { Button, SegmentedControl } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FactorTrendTable } from './factor-trend-table.tsx';
import { FactorTrends } from './factor-trends.tsx';
import { repositoryTrendQuery } from './get-repository-trend.ts';
import type { TrendDays } from './repository-search-params.ts';

const ranges: readonly TrendDays[] = [30, 90, 365];

interface TrendPanelProps {
  owner: string;
  name: string;
  days: TrendDays;
  view: 'charts' | 'table';
  onChange: (change: { days?: TrendDays | undefined; view?: 'table' | undefined }) => void;
}

/** The trends of a repository over a chosen time, as charts or as a table. */
export function TrendPanel({ owner, name, days, view, onChange }: TrendPanelProps) {
  const trend = useQuery(repositoryTrendQuery(owner, name, days));
  return (
    <Panel
      title="Trends"
      aside={
        <>
          <SegmentedControl
            aria-label="Time shown"
            size="small"
            onChange={(index) => onChange({ days: dropDefault(ranges[index]) })}
          >
            {ranges.map((range) => (
              <SegmentedControl.Button key={range} selected={range === days}>
                {`${range} days`}
              </SegmentedControl.Button>
            ))}
          </SegmentedControl>
          <Button
            size="small"
            variant="invisible"
            leadingVisual={view === 'table' ? GraphIcon : TableIcon}
            onClick={() => onChange({ view: view === 'table' ? undefined : 'table' })}
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
          No audit of the default branch has ended in the last {days} days. The trend begins with the first one that
          does.
        </p>
      )}
      {trend.data && trend.data.points.length > 0 && view === 'charts' && (
        <FactorTrends trend={trend.data} now={trend.dataUpdatedAt} />
      )}
      {trend.data && trend.data.points.length > 0 && view === 'table' && <FactorTrendTable trend={trend.data} />}
    </Panel>
  );
}

/** The address stays clean of what is the default. */
function dropDefault(days: TrendDays | undefined): TrendDays | undefined {
  return days === 90 ? undefined : days;
}
