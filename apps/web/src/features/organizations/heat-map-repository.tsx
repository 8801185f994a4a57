import { LockIcon } from '@primer/octicons-react';
import { Label } from '@primer/react';
import { Link } from '@tanstack/react-router';
import type { HeatMapRow, AuditState as State } from '@twelvefold/contracts';
import { memo } from 'react';
import { factorNames } from '../../lib/factors.ts';
import { isActive } from '../../lib/is-active.ts';
import { scoreBand } from '../../lib/score-band.ts';
import { AuditState } from '../../ui/audit-state.tsx';
import { Grade, Score, ScoreChange } from '../../ui/score.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useAuditProgress } from '../live/audit-progress.ts';
import styles from './heat-map.module.css';

/** A repository's row of the heat map. */
export const HeatMapRepository = memo(function HeatMapRepository({ row }: { row: HeatMapRow }) {
  const reason = row.activity && !isActive(row.activity.state) ? row.activity.reason : '';
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <div className={styles.nameLine}>
          <Link to="/repos/$owner/$name" params={{ owner: row.owner, name: row.name }} data-row-link title={row.name}>
            {row.name}
          </Link>
          {row.private && <LockIcon size={12} aria-label="Private" />}
          {row.archived && <Label variant="attention">Archived</Label>}
        </div>
        {reason && (
          <div className={styles.reason} title={reason}>
            {reason}
          </div>
        )}
      </th>
      <td className={styles.language}>{row.language ?? '–'}</td>
      <td className={styles.score}>
        <Score score={row.score} />
        <Grade grade={row.grade} />
      </td>
      <td className={styles.change}>
        <ScoreChange change={row.weekChange} />
      </td>
      {factorNames.map((factor, index) => (
        <FactorCell
          key={factor.id}
          factor={factor.id}
          score={row.factors[index] ?? null}
          auditId={row.audit?.id ?? null}
        />
      ))}
      <td className={styles.state}>
        <div className={styles.stateLines}>
          <Activity row={row} />
        </div>
      </td>
    </tr>
  );
});

interface FactorCellProps {
  factor: string;
  score: number | null;
  auditId: string | null;
}

/** Plain links, followed by the heat map as a whole: 6,000 router links would cost more than the table. Arrow keys reach them. */
function FactorCell({ factor, score, auditId }: FactorCellProps) {
  return (
    <td className={styles.cell} data-band={scoreBand(score)}>
      {auditId && score !== null ? (
        <a href={`/audits/${auditId}?factor=${factor}`} tabIndex={-1}>
          {score}
        </a>
      ) : (
        <span>–</span>
      )}
    </td>
  );
}

function Activity({ row }: { row: HeatMapRow }) {
  const { activity, audit } = row;
  if (activity && isActive(activity.state)) return <LiveState auditId={activity.auditId} state={activity.state} />;
  if (!audit) return activity ? <AuditState state={activity.state} /> : <span>No audit yet</span>;
  const state = activity?.state ?? audit.state;
  return (
    <>
      <TimeAgo iso={audit.committedAt} />
      {state !== 'succeeded' && state !== 'superseded' && <AuditState state={state} />}
    </>
  );
}

function LiveState({ auditId, state }: { auditId: string; state: State }) {
  const progress = useAuditProgress(auditId);
  return <AuditState state={progress?.state ?? state} percent={progress?.percent} />;
}
