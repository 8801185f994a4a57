import type { HeatMapRow } from '@twelvefold/contracts';
import type { ExportTable } from '../../lib/export-table.ts';
import { factorNames } from '../../lib/factors.ts';

/** The heat map as a table to take away: a row for each repository. */
export function heatMapExport(rows: readonly HeatMapRow[]): ExportTable {
  return {
    heads: [
      'owner',
      'repository',
      'language',
      'score',
      'grade',
      'coverage',
      'change_7_days',
      ...factorNames.map((factor) => factor.id),
      'commit',
      'committed_at',
      'state',
      'reason',
    ],
    rows: rows.map((row) => [
      row.owner,
      row.name,
      row.language,
      row.score,
      row.grade,
      row.coverage,
      row.weekChange,
      ...row.factors,
      row.audit?.commitSha ?? null,
      row.audit?.committedAt ?? null,
      row.activity?.state ?? row.audit?.state ?? null,
      row.activity?.reason ?? row.audit?.reason ?? null,
    ]),
  };
}
