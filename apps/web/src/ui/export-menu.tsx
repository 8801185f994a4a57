import { DownloadIcon } from '@primer/octicons-react';
import { type ExportTable, toCsv, toJson } from '../lib/export-table.ts';
import { saveFile } from '../lib/save-file.ts';
import { Menu } from './menu.tsx';

interface ExportMenuProps {
  /** Of the file, without its ending. */
  name: string;
  /** Asked for when someone takes it. */
  table: () => ExportTable;
}

/** Takes the table that is shown away, as CSV or JSON. */
export function ExportMenu({ name, table }: ExportMenuProps) {
  return (
    <Menu
      title="Export what is shown"
      align="end"
      items={[
        { key: 'csv', label: 'CSV', onSelect: () => saveFile(`${name}.csv`, 'text/csv', toCsv(table())) },
        { key: 'json', label: 'JSON', onSelect: () => saveFile(`${name}.json`, 'application/json', toJson(table())) },
      ]}
    >
      <DownloadIcon /> Export
    </Menu>
  );
}
