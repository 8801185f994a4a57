import { GraphIcon, TableIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import type { OrganizationTrend } from '@twelvefold/contracts';
import { useState } from 'react';
import { formatCount, formatDay } from '../../lib/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScoreChange } from '../../ui/score.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TrendChart } from '../../ui/trend-chart.tsx';
import { organizationTrendQuery } from './get-organization-trend.ts';

const days = 90;
const heightPx = 132;

interface OrganizationTrendPanelProps {
  login: string;
  view: 'chart' | 'table';
  onView: (view: 'chart' | 'table') => void;
}

/** The organisation's mean score over ninety days, as a chart or as a table. */
export function OrganizationTrendPanel({ login, view, onView }: OrganizationTrendPanelProps) {
  const trend = useQuery(organizationTrendQuery(login, days));
  const scored = trend.data?.points.filter((point) => point.score !== null) ?? [];
  const first = scored[0]?.score ?? null;
  const last = scored.at(-1)?.score ?? null;
  return (
    <Panel
      title="Trend"
      note={`${days} days`}
      aside={
        <>
          {first !== null && last !== null && <ScoreChange change={last - first} unit=" points" />}
          <Button
            size="small"
            variant="invisible"
            leadingVisual={view === 'table' ? GraphIcon : TableIcon}
            onClick={() => onView(view === 'table' ? 'chart' : 'table')}
          >
            {view === 'table' ? 'Chart' : 'Table'}
          </Button>
        </>
      }
    >
      {trend.isPending && <Skeleton label="the trend" rowHeightPx={heightPx} />}
      {trend.isError && <Failure error={trend.error} subject="The trend" onRetry={() => void trend.refetch()} />}
      {trend.data && <Trend trend={trend.data} view={view} />}
    </Panel>
  );
}

function Trend({ trend, view }: { trend: OrganizationTrend; view: 'chart' | 'table' }) {
  const [active, setActive] = useState<number | null>(null);
  const { points } = trend;
  const last = points.at(-1);
  if (!last || points.every((point) => point.score === null)) return <p>The trend begins with the first audit.</p>;
  if (view === 'table') {
    return (
      <DataTable
        caption="Mean score of the organisation by day"
        heightPxMax={heightPx + 21}
        columns={[{ label: 'Day' }, { label: 'Score', numeric: true }, { label: 'Repositories', numeric: true }]}
        rows={points
          .toReversed()
          .map((point) => ({ key: point.day, cells: [formatDay(point.day), point.score ?? '–', point.repositories] }))}
      />
    );
  }
  const to = Date.parse(last.day);
  const chosen = points[active ?? points.length - 1] ?? last;
  return (
    <>
      <TrendChart
        points={points.map((point) => ({ time: Date.parse(point.day), score: point.score }))}
        from={to - days * 86_400_000}
        to={to}
        heightPx={heightPx}
        active={active}
        onActive={setActive}
        describe={(index) => describe(points[index])}
        auditOf={() => null}
      />
      <ChosenDay text={describe(chosen)} />
    </>
  );
}

function ChosenDay({ text }: { text: string }) {
  return <p style={{ fontSize: 12, color: 'var(--fgColor-muted)' }}>{text}</p>;
}

function describe(point: OrganizationTrend['points'][number] | undefined): string {
  if (!point) return 'Trend of the organisation';
  return `${formatDay(point.day)}: mean score ${point.score ?? 'none'} over ${formatCount(point.repositories, 'repository', 'repositories')}`;
}
