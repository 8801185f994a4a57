import { Link } from '@tanstack/react-router';
import type { RepositoryTrend } from '@twelvefold/contracts';
import { factorNames } from '../../lib/factors.ts';
import { formatDay, shortSha } from '../../lib/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { changeAt } from './trend-marks.ts';

/** What the trend charts show, in numbers, newest first. */
export function FactorTrendTable({ trend }: { trend: RepositoryTrend }) {
  const columns = [
    { label: 'Day' },
    { label: 'Audit' },
    { label: 'Score', numeric: true },
    ...factorNames.map((factor) => ({ label: `${factor.numeral} ${factor.short}`, numeric: true })),
    { label: 'Changed besides the code' },
  ];
  const rows = trend.points.map((point, index) => ({
    key: point.auditId,
    cells: [
      formatDay(point.committedAt),
      <Link key="audit" to="/audits/$id" params={{ id: point.auditId }} search={{}}>
        {shortSha(point.commitSha)}
      </Link>,
      point.score ?? '–',
      ...point.factors.map((score) => score ?? '–'),
      changeAt(trend.points, index),
    ],
  }));
  return <DataTable caption="Scores of each audit by factor" columns={columns} rows={rows.toReversed()} />;
}
