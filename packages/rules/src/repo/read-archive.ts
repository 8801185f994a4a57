import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createInputCollector, type InputCollector } from './collect-input.ts';
import { defaultReadLimits, formatBytes, type ReadLimits } from './read-limits.ts';
import type { RepositoryInput } from './repository-input.ts';
import type { TarHeader } from './tar-header.ts';
import { UnreadableArchiveError } from './unreadable-archive-error.ts';
import { createUntar, unnamedType } from './untar.ts';

/** What an entry of a tar is when it is neither a file nor a folder. */
const otherKinds: Record<string, string> = {
  1: 'hard link',
  2: 'symbolic link',
  3: 'device',
  4: 'device',
  6: 'named pipe',
  S: 'sparse file',
  [unnamedType]: 'entry with an extended header larger than 1 MB',
};
/** Measured: larger chunks gain nothing, the default of 16 KB costs half of the speed. */
const chunkBytes = 256 * 1024;
/** Lets zlib's thread run ahead while this one reads the files out; else the two take turns. Streams take it, the types of zlib do not know it. */
const gunzipOptions = { chunkSize: chunkBytes, readableHighWaterMark: 4 * chunkBytes };

/**
 * Reads a `.tar.gz` as GitHub serves it, from memory to memory: nothing is written and no link is followed.
 * Throws UnreadableArchiveError when it is broken or cut short; an error of `chunks` itself is thrown as it is.
 * A limit that is reached makes the input partial and is named in it.
 */
export async function readArchive(
  chunks: AsyncIterable<Uint8Array>,
  limits: ReadLimits = defaultReadLimits,
): Promise<RepositoryInput> {
  const collector = createInputCollector(limits);
  const untar = createUntar(toCollector(collector));
  let unpacked = 0;
  for await (const chunk of gunzip(compressedWithin(chunks, limits, collector), collector.full)) {
    unpacked += chunk.length;
    if (unpacked > limits.unpackedBytesMax)
      collector.limit(`more than ${formatBytes(limits.unpackedBytesMax)} unpacked`);
    if (collector.full()) break;
    untar.push(chunk);
  }
  if (!collector.full()) untar.end();
  return collector.finish({ stripTopFolder: true });
}

function toCollector(collector: InputCollector) {
  let current: { path: string; bytes: number; executable: boolean } | null = null;
  return {
    entry(header: TarHeader): boolean {
      if (header.type === '5' || (header.type === '0' && header.name.endsWith('/'))) return false;
      const regular = header.type === '0' || header.type === '7';
      const path = collector.enter(
        header.name,
        regular ? undefined : (otherKinds[header.type] ?? 'entry of an unknown kind'),
      );
      if (path === null || !regular) return false;
      current = { path, bytes: header.size, executable: header.executable };
      if (collector.wants(path, header.size)) return true;
      collector.file(current, null);
      return false;
    },
    content(bytes: Buffer): void {
      if (current !== null) collector.file(current, bytes);
    },
    done: collector.full,
  };
}

/** Passes the body through, and ends it early where it is too long: then the archive is cut on purpose, and the input partial. */
async function* compressedWithin(chunks: AsyncIterable<Uint8Array>, limits: ReadLimits, collector: InputCollector) {
  let compressed = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    compressed += chunk.length;
    if (compressed > limits.compressedBytesMax) {
      collector.limit(`more than ${formatBytes(limits.compressedBytesMax)} compressed`);
      return;
    }
    if (head.length < 2) {
      head = Buffer.concat([head, chunk.subarray(0, 2)]);
      if (head.length >= 2 && (head[0] !== 0x1f || head[1] !== 0x8b))
        throw new UnreadableArchiveError('it is not gzip');
    }
    yield chunk;
  }
  if (compressed === 0) throw new UnreadableArchiveError('it is empty (0 bytes)');
}

async function* gunzip(source: AsyncIterable<Uint8Array>, cutOnPurpose: () => boolean): AsyncGenerator<Buffer> {
  const unzip = createGunzip(gunzipOptions);
  const input = Readable.from(source);
  input.on('error', (error) => unzip.destroy(error));
  input.pipe(unzip);
  try {
    for await (const chunk of unzip) yield chunk;
  } catch (error) {
    if (!cutOnPurpose()) throw readable(error);
  } finally {
    input.destroy();
    unzip.destroy();
  }
}

/** zlib's errors in our words; all others stay what they are. */
function readable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return new UnreadableArchiveError('it ends early (truncated gzip)', { cause: error });
  if (code === 'Z_DATA_ERROR')
    return new UnreadableArchiveError('it is damaged (wrong gzip data or checksum)', { cause: error });
  return error;
}
