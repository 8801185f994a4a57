import { constants, gunzipSync } from 'node:zlib';

const headBytesMax = 64 * 1024;

/**
 * The commit that `git archive` writes as comment of the pax global header, in front of all entries; null where the archive has none or the first
 * chunk is too short to tell (the reader will say what is wrong with it).
 */
export function commitOfArchive(firstChunk: Uint8Array): string | null {
  let head: Buffer;
  try {
    const start = firstChunk.subarray(0, 4096);
    head = gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4096 * 1100 }).subarray(
      0,
      headBytesMax,
    );
  } catch {
    return null; // no gzip, or damaged: the reader throws with better words
  }
  if (head.length < 1024 || head[156] !== 'g'.charCodeAt(0)) return null;
  return (
    /^\d+ comment=(?<commit>[0-9a-f]{40,64})\n/.exec(head.subarray(512, 1024).toString('latin1'))?.groups?.commit ??
    null
  );
}
