import { TriangleDownIcon, TriangleUpIcon } from '@primer/octicons-react';
import { useRouter } from '@tanstack/react-router';
import type { HeatMapRow, OrganizationOverview } from '@twelvefold/contracts';
import type { ReactNode } from 'react';
import { factorNames } from '../../lib/factors.ts';
import { scoreBand } from '../../lib/score-band.ts';
import { Grade, Score } from '../../ui/score.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { followCellLink } from './follow-cell-link.ts';
import styles from './heat-map.module.css';
import { HeatMapRepository } from './heat-map-repository.tsx';
import type { HeatMapSearch, HeatMapSort } from './heat-map-search.ts';
import { moveFocusByKey } from './move-focus-by-key.ts';

interface HeatMapProps {
  overview: OrganizationOverview;
  /** Filtered and sorted. */
  rows: readonly HeatMapRow[];
  search: HeatMapSearch;
  onSort: (column: HeatMapSort) => void;
}

/** Repositories × twelve factors: a table whose cells carry the score and its colour. */
export function HeatMap({ overview, rows, search, onSort }: HeatMapProps) {
  const router = useRouter();
  return (
    <section
      className={styles.region}
      aria-label="Heat map of repositories and factors"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      onKeyDown={moveFocusByKey}
      onClick={(event) => followCellLink(event, (href) => router.history.push(href))}
    >
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>
            Scores of 0 to 100 by repository and factor. Column heads sort. j and k move between repositories.
          </VisuallyHidden>
        </caption>
        <thead className={styles.head}>
          <tr>
            <SortHead column="name" search={search} onSort={onSort} className={styles.nameHead}>
              Repository
            </SortHead>
            <SortHead column="language" search={search} onSort={onSort} className={styles.languageColumn}>
              Language
            </SortHead>
            <SortHead column="score" search={search} onSort={onSort} className={styles.scoreColumn}>
              Score
            </SortHead>
            <SortHead column="change" search={search} onSort={onSort} className={styles.changeColumn}>
              7 days
            </SortHead>
            {factorNames.map((factor) => (
              <SortHead
                key={factor.id}
                column={factor.id}
                search={search}
                onSort={onSort}
                isFactor
                className={styles.factorColumn}
                title={`${factor.numeral}. ${factor.title}`}
              >
                <span className={styles.numeral}>{factor.numeral}</span>
                <span className={styles.short} aria-hidden="true">
                  {factor.short}
                </span>
                <VisuallyHidden>{factor.title}</VisuallyHidden>
              </SortHead>
            ))}
            <SortHead column="audited" search={search} onSort={onSort} className={styles.auditedColumn}>
              Last push
            </SortHead>
          </tr>
        </thead>
        <tbody>
          <MeanRow overview={overview} />
          {rows.map((row) => (
            <HeatMapRepository key={row.id} row={row} />
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={17} className={styles.none}>
                No repository fits these filters.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface SortHeadProps {
  column: HeatMapSort;
  search: HeatMapSearch;
  onSort: (column: HeatMapSort) => void;
  isFactor?: boolean;
  title?: string;
  className?: string | undefined;
  children: ReactNode;
}

function SortHead({ column, search, onSort, isFactor = false, title, className, children }: SortHeadProps) {
  const isSorted = (search.sort ?? 'score') === column;
  const order = isSorted ? (search.desc ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={order} className={className} title={title}>
      <button
        type="button"
        className={isFactor ? `${styles.sort} ${styles.factorSort}` : styles.sort}
        onClick={() => onSort(column)}
      >
        {children}
        {order === 'ascending' && <TriangleUpIcon size={12} />}
        {order === 'descending' && <TriangleDownIcon size={12} />}
      </button>
    </th>
  );
}

function MeanRow({ overview }: { overview: OrganizationOverview }) {
  return (
    <tr className={styles.mean}>
      <th scope="row" className={styles.name}>
        All repositories
      </th>
      <td className={styles.language}>mean</td>
      <td className={styles.score}>
        <Score score={overview.score} />
        <Grade grade={overview.grade} />
      </td>
      <td className={styles.change} />
      {factorNames.map((factor, index) => (
        <td key={factor.id} className={styles.cell} data-band={scoreBand(overview.factors[index] ?? null)}>
          <span>{overview.factors[index] ?? '–'}</span>
        </td>
      ))}
      <td />
    </tr>
  );
}
