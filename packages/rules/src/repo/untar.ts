import { type PaxRecords, readPaxRecords } from './pax-records.ts';
import { blockBytes, fieldText, readTarHeader, type TarHeader } from './tar-header.ts';
import { UnreadableArchiveError } from './unreadable-archive-error.ts';

export interface UntarHandler {
  /** True: give me the content, by `content`. Must only be true for sizes that fit into memory. */
  entry(entry: TarHeader): boolean;
  /** The whole content of the entry just announced; only valid within the call. */
  content(bytes: Buffer): void;
  /** True: nothing more is wanted; what follows is not looked at. */
  done(): boolean;
}

export interface Untar {
  push(chunk: Buffer): void;
  /** Throws UnreadableArchiveError when the archive stopped before its end. */
  end(): void;
}

/** The type given to an entry whose extended header is larger than `metaBytesMax`: its true name and size are not known. */
export const unnamedType = '!';
/** Longer extended headers are read over. */
const metaBytesMax = 1024 * 1024;

/**
 * A tar reader fed by chunks: nothing is held but the one entry that stands across two chunks.
 * Knows pax (`x`; `g` is read over: git puts only the commit there) and GNU long names.
 */
export function createUntar(handler: UntarHandler): Untar {
  const headerPart = Buffer.alloc(blockBytes);
  let headerFilled = 0;
  let skip = 0;
  let partial: { bytes: Buffer; filled: number; padding: number; deliver: (bytes: Buffer) => void } | null = null;
  let longName: string | null = null;
  let pax: PaxRecords | null = null;
  let unnamed = false;
  let ended = false;

  function push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !ended && !handler.done()) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
      } else if (partial !== null) {
        at += fill(partial, chunk, at);
      } else if (headerFilled === 0 && chunk.length - at >= blockBytes) {
        at = start(chunk.subarray(at, at + blockBytes), chunk, at + blockBytes);
      } else {
        const copied = chunk.copy(headerPart, headerFilled, at, at + blockBytes - headerFilled);
        headerFilled += copied;
        at += copied;
        if (headerFilled < blockBytes) return;
        headerFilled = 0;
        at = start(headerPart, chunk, at);
      }
    }
  }

  /** Reads a header; returns where to read on in `chunk`. */
  function start(block: Buffer, chunk: Buffer, at: number): number {
    const header = readTarHeader(block);
    if (header === null) {
      ended = true;
      return at;
    }
    const deliver = receiverOf(header, block);
    const padding = (blockBytes - (header.size % blockBytes)) % blockBytes;
    if (deliver === null) {
      skip = header.size + padding;
      return at;
    }
    if (chunk.length - at >= header.size) {
      skip = padding;
      deliver(chunk.subarray(at, at + header.size));
      return at + header.size;
    }
    partial = { bytes: Buffer.allocUnsafeSlow(header.size), filled: 0, padding, deliver };
    return at;
  }

  function fill(waiting: NonNullable<typeof partial>, chunk: Buffer, at: number): number {
    const copied = chunk.copy(waiting.bytes, waiting.filled, at);
    waiting.filled += copied;
    if (waiting.filled === waiting.bytes.length) {
      partial = null;
      skip = waiting.padding;
      waiting.deliver(waiting.bytes);
    }
    return copied;
  }

  /** Who gets the bytes behind this header; null when nobody wants them. May correct the header's name and size. */
  function receiverOf(header: TarHeader, block: Buffer): ((bytes: Buffer) => void) | null {
    const { type, size } = header;
    if (type === 'g' || type === 'K') return null;
    if (type === 'x' || type === 'L') return receiveMeta(type, size);
    if (type === 'S' && block[482] === 1)
      throw new UnreadableArchiveError('it holds a sparse file with an extended map');
    header.name = pax?.path ?? longName ?? header.name;
    header.size = pax?.size ?? size;
    // Links and devices have no content, whatever their header says.
    if ('123456'.includes(type)) header.size = 0;
    if (unnamed) header.type = unnamedType;
    pax = null;
    longName = null;
    unnamed = false;
    return handler.entry(header) ? handler.content : null;
  }

  function receiveMeta(type: 'x' | 'L', size: number): ((bytes: Buffer) => void) | null {
    if (size > metaBytesMax) {
      unnamed = true;
      return null;
    }
    if (type === 'L') return (bytes) => (longName = fieldText(bytes, 0, bytes.length));
    return (bytes) => (pax = readPaxRecords(bytes));
  }

  function end(): void {
    if (ended || handler.done()) return;
    if (partial !== null || skip > 0) throw new UnreadableArchiveError('it ends in the middle of a file (truncated)');
    throw new UnreadableArchiveError('it ends without the mark that ends a tar (truncated)');
  }

  return { push, end };
}
