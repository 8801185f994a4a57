import { Button, Select } from '@primer/react';
import { Grade, type HeatMapRow } from '@twelvefold/contracts';
import { formatCount } from '../../lib/format.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { ScoreLegend } from '../../ui/score-legend.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { heatMapExport } from './heat-map-export.ts';
import styles from './heat-map-filters.module.css';
import { languagesOf } from './heat-map-rows.ts';
import type { HeatMapSearch } from './heat-map-search.ts';

interface HeatMapFiltersProps {
  login: string;
  rows: readonly HeatMapRow[];
  /** Filtered and sorted: what is exported. */
  shown: readonly HeatMapRow[];
  search: HeatMapSearch;
  onChange: (change: Partial<Record<'q' | 'language' | 'grade', string | undefined>>) => void;
}

/** Filters of the heat map; the address holds them. */
export function HeatMapFilters({ login, rows, shown, search, onChange }: HeatMapFiltersProps) {
  const isFiltered = search.q !== undefined || search.language !== undefined || search.grade !== undefined;
  return (
    <search className={styles.filters} aria-label="Filter repositories">
      <div className={styles.text}>
        <SearchInput
          aria-label="Filter by name"
          placeholder="Filter by name"
          value={search.q ?? ''}
          onChange={(event) => onChange({ q: event.target.value || undefined })}
        />
      </div>
      <Select
        aria-label="Language"
        value={search.language ?? ''}
        onChange={(event) => onChange({ language: event.target.value || undefined })}
      >
        <Select.Option value="">All languages</Select.Option>
        {languagesOf(rows).map((language) => (
          <Select.Option key={language} value={language}>
            {language}
          </Select.Option>
        ))}
      </Select>
      <Select
        aria-label="Grade"
        value={search.grade ?? ''}
        onChange={(event) => onChange({ grade: event.target.value || undefined })}
      >
        <Select.Option value="">All grades</Select.Option>
        {Grade.options.map((grade) => (
          <Select.Option key={grade} value={grade}>
            {`Grade ${grade}`}
          </Select.Option>
        ))}
        <Select.Option value="none">No grade</Select.Option>
      </Select>
      {isFiltered && (
        <Button variant="invisible" onClick={() => onChange({ q: undefined, language: undefined, grade: undefined })}>
          Clear
        </Button>
      )}
      <span className={styles.count} aria-live="polite">
        {isFiltered
          ? `${shown.length} of ${formatCount(rows.length, 'repository', 'repositories')}`
          : formatCount(rows.length, 'repository', 'repositories')}
      </span>
      <div className={styles.legend}>
        <ScoreLegend />
      </div>
      <div className={styles.export}>
        <ExportMenu name={`${login}-heat-map`} table={() => heatMapExport(shown)} />
      </div>
    </search>
  );
}
