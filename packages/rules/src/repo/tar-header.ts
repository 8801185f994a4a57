import { isUtf8 } from 'node:buffer';
import { UnreadableArchiveError } from './unreadable-archive-error.ts';

export const blockBytes = 512;

export interface TarHeader {
  name: string;
  /** The type flag as a character; NUL reads as `0`, a regular file. */
  type: string;
  size: number;
  /** Whether the owner may execute it. */
  executable: boolean;
}

/**
 * Reads one 512-byte header (ustar, GNU or old V7); null for a block of zeros, which ends an archive.
 * Throws UnreadableArchiveError where the checksum or the size is wrong. Fields: POSIX.1-1988 ustar, GNU tar manual "Basic Tar Format".
 */
export function readTarHeader(block: Buffer): TarHeader | null {
  let unsigned = 8 * 32;
  let high = 0;
  for (let index = 0; index < blockBytes; index++) {
    const byte = block[index] ?? 0;
    if (index >= 148 && index < 156) continue;
    unsigned += byte;
    if (byte > 127) high += 256;
  }
  if (unsigned === 8 * 32 && block[148] === 0) return null;
  const checksum = octal(block, 148, 8);
  // Some historic tars summed signed bytes.
  if (checksum !== unsigned && checksum !== unsigned - high) {
    throw new UnreadableArchiveError('the checksum of a tar header is wrong');
  }
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  return { name: nameOf(block), type, size: sizeOf(block), executable: (octal(block, 100, 8) & 0o100) !== 0 };
}

/** Text of a field without the NULs that pad it. A NUL before other text is kept, so that the name is refused. */
export function fieldText(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  let end = length;
  while (end > 0 && field[end - 1] === 0) end -= 1;
  return decodeName(field.subarray(0, end));
}

/** Names that are not UTF-8 come out with U+FFFD, which `normaliseEntryName` refuses. */
export function decodeName(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : `\uFFFD${bytes.toString('utf8')}`;
}

function nameOf(block: Buffer): string {
  const name = fieldText(block, 0, 100);
  // Only POSIX ustar has a prefix; GNU ("ustar  ") keeps other fields there.
  const posix = block.toString('latin1', 257, 263) === 'ustar\0';
  if (!posix || block[345] === 0) return name;
  return `${fieldText(block, 345, 155)}/${name}`;
}

function sizeOf(block: Buffer): number {
  const size = (block[124] ?? 0) & 0x80 ? base256(block) : octal(block, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new UnreadableArchiveError('the size of a tar entry is impossible');
  return size;
}

/** GNU's binary sizes: big-endian, with the top bit as a mark and the next one as the sign. */
function base256(block: Buffer): number {
  if ((block[124] ?? 0) & 0x40) return -1;
  let value = (block[124] ?? 0) & 0x3f;
  for (let index = 125; index < 136; index++) value = value * 256 + (block[index] ?? 0);
  return value;
}

function octal(block: Buffer, start: number, length: number): number {
  let value = 0;
  let digits = 0;
  for (let index = start; index < start + length; index++) {
    const byte = block[index] ?? 0;
    if (byte === 0 || byte === 32) {
      if (digits > 0) break;
      continue;
    }
    if (byte < 48 || byte > 55) return Number.NaN;
    value = value * 8 + (byte - 48);
    digits += 1;
  }
  return value;
}
