/** What one audit may read. See docs/scoring.md: a limit that bites makes the audit partial, and a partial audit has no score. */
export interface ReadLimits {
  compressedBytesMax: number;
  unpackedBytesMax: number;
  entriesMax: number;
  /** Larger files keep their path and size, but are not read. That alone does not make an audit partial. */
  fileBytesMax: number;
  textBytesMax: number;
}

const megabyte = 1024 * 1024;

export const defaultReadLimits: ReadLimits = {
  compressedBytesMax: 100 * megabyte,
  unpackedBytesMax: 500 * megabyte,
  entriesMax: 50_000,
  fileBytesMax: megabyte,
  textBytesMax: 64 * megabyte,
};

/** `1048576` → `1 MB`; figures below a megabyte are given in bytes. */
export function formatBytes(bytes: number): string {
  return bytes >= megabyte ? `${Math.round(bytes / megabyte)} MB` : `${bytes} bytes`;
}
