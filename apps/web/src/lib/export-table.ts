export type Cell = string | number | null;

/** A table to take away: heads are the names of the columns in CSV and the keys in JSON. */
export interface ExportTable {
  heads: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** CSV by RFC 4180, with a byte order mark: without it Excel reads UTF-8 as something else. */
export function toCsv({ heads, rows }: ExportTable): string {
  const lines = [heads, ...rows].map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A JSON array with an object for each row. */
export function toJson({ heads, rows }: ExportTable): string {
  const objects = rows.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index] ?? null])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** Text that a spreadsheet would run as a formula gets an apostrophe: names and messages come from strangers' repositories. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[\s\p{Cf}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/u.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
