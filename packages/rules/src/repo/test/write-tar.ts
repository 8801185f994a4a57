import { gzipSync } from 'node:zlib';

export interface TarPart {
  name: string | Buffer;
  content?: string | Buffer;
  /** The type flag; `0` is a regular file. */
  type?: string;
  link?: string;
  mode?: number;
  /** In place of the content's true size: the raw twelve bytes of the field. */
  sizeField?: Buffer;
  prefix?: string;
  wrongChecksum?: boolean;
}

export const endOfTar = Buffer.alloc(1024);

/** One entry as ustar writes it: a header and the padded content. */
export function tarEntry(part: TarPart): Buffer {
  const content = Buffer.from(part.content ?? '');
  const header = Buffer.alloc(512);
  Buffer.from(part.name).copy(header, 0, 0, 100);
  header.write(`${(part.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100, 'latin1');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  part.sizeField?.copy(header, 124);
  header.write(part.type ?? '0', 156, 'latin1');
  header.write(part.link ?? '', 157, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(part.prefix ?? '', 345, 'latin1');
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, part.wrongChecksum === true ? 7 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax header (`x` for the next entry, `g` for all) with the given records. */
export function paxEntry(records: Record<string, string | Buffer>, type: 'x' | 'g' = 'x'): Buffer {
  const content = Buffer.concat(
    Object.entries(records).map(([key, value]) => {
      const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
      let length = rest.length + 1;
      while (String(length).length + rest.length !== length) length += 1;
      return Buffer.concat([Buffer.from(String(length)), rest]);
    }),
  );
  return tarEntry({ name: 'pax_header', content, type });
}

/** A whole `.tar.gz`; parts may be given as entries or as raw bytes. */
export function writeTarGz(parts: (TarPart | Buffer)[]): Buffer {
  return gzipSync(Buffer.concat([...parts.map((part) => (Buffer.isBuffer(part) ? part : tarEntry(part))), endOfTar]));
}

/** Serves bytes in pieces, as a network does. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
