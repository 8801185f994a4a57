import { Link } from '@tanstack/react-router';
import type { HeatMapRow, OrganizationOverview } from '@twelvefold/contracts';
import type { ReactNode } from 'react';
import { formatShare } from '../../lib/format.ts';
import { isActive } from '../../lib/is-active.ts';
import { Panel } from '../../ui/panel.tsx';
import { Grade, Score, ScoreChange } from '../../ui/score.tsx';
import styles from './organization-summary.module.css';

const moversMax = 5;

interface OrganizationSummaryProps {
  overview: OrganizationOverview;
  trend: ReactNode;
}

/** How the organisation stands, where it goes, and who moved it. */
export function OrganizationSummary({ overview, trend }: OrganizationSummaryProps) {
  const rows = overview.repositories;
  const scored = rows.filter((row) => row.score !== null).length;
  const active = rows.filter((row) => row.activity && isActive(row.activity.state)).length;
  const unscored = rows.length - scored;
  return (
    <div className={styles.summary}>
      <Panel title="Score">
        <div className={styles.score}>
          <Score score={overview.score} large />
          <Grade grade={overview.grade} large />
        </div>
        <dl className={styles.facts}>
          <dt>Repositories with a score</dt>
          <dd>
            {scored} of {rows.length}
          </dd>
          <dt>Coverage</dt>
          <dd>{overview.coverage === null ? '–' : formatShare(overview.coverage)}</dd>
          <dt>Audits waiting or running</dt>
          <dd>{active}</dd>
          <dt>Without a score</dt>
          <dd>{unscored}</dd>
        </dl>
      </Panel>
      {trend}
      <Panel title="Movers" note="last 7 days" padded={false} className={styles.wide}>
        <Movers rows={rows} />
      </Panel>
    </div>
  );
}

function Movers({ rows }: { rows: readonly HeatMapRow[] }) {
  const movers = rows
    .filter((row) => row.weekChange !== null && row.weekChange !== 0)
    .sort((a, b) => Math.abs(b.weekChange ?? 0) - Math.abs(a.weekChange ?? 0) || a.name.localeCompare(b.name))
    .slice(0, moversMax);
  if (movers.length === 0) return <p className={styles.quiet}>No score moved in the last seven days.</p>;
  return (
    <ul className={styles.movers}>
      {movers.map((row) => (
        <li key={row.id} className={styles.mover}>
          <Link to="/repos/$owner/$name" params={{ owner: row.owner, name: row.name }}>
            {row.name}
          </Link>
          <ScoreChange change={row.weekChange} />
          <Score score={row.score} />
        </li>
      ))}
    </ul>
  );
}
