import { decodeName } from './tar-header.ts';
import { UnreadableArchiveError } from './unreadable-archive-error.ts';

/** What a pax header says of the entry that follows; all other records are of no interest here. */
export interface PaxRecords {
  path: string | null;
  size: number | null;
}

/** Reads `LENGTH KEY=VALUE\n` records (POSIX.1-2001). Throws UnreadableArchiveError where the lengths do not add up. */
export function readPaxRecords(bytes: Buffer): PaxRecords {
  const records: PaxRecords = { path: null, size: null };
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(32, at);
    const length = space === -1 || space - at > 10 ? Number.NaN : Number(bytes.toString('latin1', at, space));
    const end = at + length;
    if (!Number.isInteger(length) || end > bytes.length || end <= space + 1 || bytes[end - 1] !== 10) throw broken();
    const equals = bytes.indexOf(61, space);
    if (equals === -1 || equals >= end) throw broken();
    const key = bytes.toString('latin1', space + 1, equals);
    const value = bytes.subarray(equals + 1, end - 1);
    if (key === 'path') records.path = decodeName(value);
    if (key === 'size') records.size = sizeOf(value.toString('latin1'));
    at = end;
  }
  return records;
}

function sizeOf(value: string): number {
  const size = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw new UnreadableArchiveError('the size of a tar entry is impossible');
  return size;
}

function broken(): UnreadableArchiveError {
  return new UnreadableArchiveError('an extended tar header is malformed');
}
