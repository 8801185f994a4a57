/** GitHub takes 65,535 characters of summary and of text, and 65,536 of a comment; counted in bytes, it holds however they count. */
export const textBytesMax = 65_535;

/**
 * Joins blocks by blank lines as long as they fit, whole blocks only, so that no fence or table is left open; what does not fit is
 * replaced by what `rest` says of the number of blocks left out.
 */
export function fitBlocks(blocks: readonly string[], rest: (left: number) => string, bytesMax = textBytesMax): string {
  const separatorBytes = 2;
  const reserve = Buffer.byteLength(rest(blocks.length)) + separatorBytes;
  const sizes = blocks.map((block) => Buffer.byteLength(block) + separatorBytes);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all <= bytesMax) return blocks.join('\n\n');
  let used = reserve;
  let kept = 0;
  for (const size of sizes) {
    if (used + size > bytesMax) break;
    used += size;
    kept += 1;
  }
  return [...blocks.slice(0, kept), rest(blocks.length - kept)].join('\n\n');
}
