import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';
import { defaultReadLimits, type ReadLimits } from './read-limits.ts';
import { endOfTar, inPieces, paxEntry, type TarPart, tarEntry, writeTarGz } from './test/write-tar.ts';
import { UnreadableArchiveError } from './unreadable-archive-error.ts';

const top = 'acme-shop-0123abc/';
const good: TarPart[] = [
  { name: `${top}package.json`, content: '{"name":"shop"}' },
  { name: `${top}Procfile`, content: 'web: node .\n' },
];

function read(bytes: Uint8Array, limits?: Partial<ReadLimits>, pieceBytes?: number) {
  return readArchive(inPieces(bytes, pieceBytes), { ...defaultReadLimits, ...limits });
}

describe('a well-formed archive', () => {
  test('is read as GitHub serves it: the commit record is ignored, the top folder stripped, the files sorted', async () => {
    const bytes = writeTarGz([
      paxEntry({ comment: '0123456789012345678901234567890123456789' }, 'g'),
      { name: top, type: '5' },
      ...good,
      { name: `${top}bin/run`, content: '#!/bin/sh\n', mode: 0o755 },
    ]);

    const input = await read(bytes);

    expect(input).toEqual({
      files: [
        { path: 'Procfile', text: 'web: node .\n', bytes: 12, executable: false },
        { path: 'bin/run', text: '#!/bin/sh\n', bytes: 10, executable: true },
        { path: 'package.json', text: '{"name":"shop"}', bytes: 15, executable: false },
      ],
      skipped: [],
      limits: [],
      partial: false,
    });
  });

  test.each([1, 7, 511, 512, 513, 100_000])('reads the same however the network cuts it (%i bytes)', async (size) => {
    const bytes = writeTarGz([...good, { name: `${top}a.txt`, content: 'x'.repeat(1500) }]);

    const input = await read(bytes, {}, size);

    expect(input.files.map((file) => [file.path, file.bytes])).toEqual([
      ['Procfile', 12],
      ['a.txt', 1500],
      ['package.json', 15],
    ]);
  });

  test('gives a file that stands across many unpacked chunks whole', async () => {
    const text = randomBytes(400_000).toString('hex');

    const input = await read(writeTarGz([{ name: `${top}a.txt`, content: text }]));

    expect(input.files[0]?.text).toBe(text);
  });

  test('takes long names from pax records, GNU entries and the ustar prefix', async () => {
    const long = `${'folder/'.repeat(30)}file.py`;
    const bytes = writeTarGz([
      paxEntry({ path: `${top}pax/${long}` }),
      { name: 'short', content: '1' },
      { name: '././@LongLink', content: `${top}gnu/${long}\0`, type: 'L' },
      { name: 'short', content: '2' },
      { name: 'file.py', prefix: `${top}prefix`, content: '3' },
    ]);

    const input = await read(bytes);

    expect(input.files.map((file) => file.path)).toEqual([`gnu/${long}`, `pax/${long}`, 'prefix/file.py']);
  });

  test('takes the size from a pax record', async () => {
    const entry = tarEntry({ name: `${top}a.txt`, content: 'abc', sizeField: Buffer.from('00000000000\0') });

    const input = await read(writeTarGz([paxEntry({ size: '3' }), entry, ...good]));

    expect(input.files.find((file) => file.path === 'a.txt')?.text).toBe('abc');
    expect(input.files).toHaveLength(3);
  });

  test('keeps its folders where there is not exactly one on top', async () => {
    const input = await read(
      writeTarGz([
        { name: 'a/x', content: '1' },
        { name: 'b/x', content: '2' },
      ]),
    );

    expect(input.files.map((file) => file.path)).toEqual(['a/x', 'b/x']);
  });

  test('with no file at all is an empty repository', async () => {
    const input = await read(writeTarGz([{ name: top, type: '5' }]));

    expect(input).toEqual({ files: [], skipped: [], limits: [], partial: false });
  });
});

describe('a broken archive is never an empty repository', () => {
  const whole = writeTarGz(good);
  const cases: [string, Buffer, RegExp][] = [
    ['nothing', Buffer.alloc(0), /empty/],
    ['a page of HTML', Buffer.from('<html>502 Bad Gateway</html>'), /not gzip/],
    ['one byte', Buffer.from([0x1f]), /truncated/],
    ['half of the gzip', whole.subarray(0, whole.length / 2), /truncated/],
    ['gzip without its trailer', whole.subarray(0, whole.length - 8), /truncated/],
    ['a wrong gzip checksum', Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]), /damaged/],
    ['gzip of nothing', gzipSync(Buffer.alloc(0)), /truncated/],
    ['a tar cut between two files', gzipSync(tarEntry({ name: `${top}a`, content: '1' })), /truncated/],
    [
      'a tar cut within a file',
      gzipSync(tarEntry({ name: 'a', content: 'x'.repeat(2000) }).subarray(0, 1000)),
      /middle/,
    ],
    ['a wrong tar checksum', writeTarGz([{ name: 'a', wrongChecksum: true }]), /checksum/],
    ['a size that is no number', writeTarGz([{ name: 'a', sizeField: Buffer.from('zzzzzzzzzzz\0') }]), /size/],
    ['a negative size', writeTarGz([{ name: 'a', sizeField: Buffer.alloc(12, 0xff) }]), /size/],
    ['a negative pax size', writeTarGz([paxEntry({ size: '-1' }), ...good]), /size/],
    ['a size beyond its end', writeTarGz([paxEntry({ size: '9999999999999' }), ...good]), /middle/],
    [
      'pax lengths that do not add up',
      writeTarGz([{ name: 'x', type: 'x', content: '999999 path=../x\n' }]),
      /malformed/,
    ],
    ['text behind gzip', gzipSync('hello '.repeat(500)), /checksum/],
  ];

  test.each(cases)('%s is refused with its reason', async (_what, bytes, reason) => {
    const reading = read(bytes);

    await expect(reading).rejects.toThrow(UnreadableArchiveError);
    await expect(reading).rejects.toThrow(reason);
  });

  test('a download that fails is told as it is, so that it can be tried again', async () => {
    async function* failing() {
      yield writeTarGz(good).subarray(0, 20);
      throw new Error('connection reset');
    }

    await expect(readArchive(failing())).rejects.toThrow(/^connection reset$/);
  });
});

describe('hostile names and kinds', () => {
  const names: [string, string | Buffer, RegExp][] = [
    ['climbing', '../../tmp/x', /climbs out/],
    ['climbing from within', `${top}a/../../../x`, /climbs out/],
    ['only ..', '..', /climbs out/],
    ['absolute', '/etc/cron.d/x', /absolute/],
    ['backslashes', `${top}..\\..\\x`, /backslash/],
    ['a drive', 'C:\\x', /backslash/],
    ['a NUL', Buffer.from(`${top}a\0b.py`), /NUL/],
    ['a line feed', `${top}a\n::error::x`, /control character/],
    ['no UTF-8', Buffer.concat([Buffer.from(top), Buffer.from([0xff, 0xfe, 0x80])]), /UTF-8/],
    ['nothing left', './/.', /empty/],
  ];

  test.each(names)('%s: refused and listed, the rest is read', async (_what, name, reason) => {
    const input = await read(writeTarGz([...good, { name, content: 'x' }]));

    expect(input.files.map((file) => file.path)).toEqual(['Procfile', 'package.json']);
    expect(input.skipped).toHaveLength(1);
    expect(input.skipped[0]?.reason).toMatch(reason);
    expect(input.partial).toBe(false);
  });

  test('a listed name holds nothing that moves a cursor or turns text around, and is short', async () => {
    const rtl = `${top}a\u202e\u001b[2J.py`;

    const input = await read(
      writeTarGz([...good, { name: rtl }, paxEntry({ path: `${'y/'.repeat(4000)}z` }), { name: 'x' }]),
    );

    const listed = input.skipped.map((item) => item.path);
    expect(listed.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Math.max(...listed.map((path) => path.length))).toBe(200);
  });

  test('./ and // mean nothing', async () => {
    const input = await read(writeTarGz([{ name: `./${top}./x` }, { name: `${top}a//b` }]));

    expect(input.files.map((file) => file.path)).toEqual(['a/b', 'x']);
  });

  test('a second entry of one name does not replace the first', async () => {
    const input = await read(
      writeTarGz([
        { name: `${top}a`, content: 'good' },
        { name: `${top}a`, content: 'evil' },
      ]),
    );

    expect(input.files.map((file) => file.text)).toEqual(['good']);
    expect(input.skipped).toEqual([{ path: 'a', reason: 'refused: a second entry of this name' }]);
  });

  test('nothing is a file and a folder at once', async () => {
    const input = await read(
      writeTarGz([{ name: `${top}n` }, { name: `${top}n/x` }, { name: `${top}m/x` }, { name: `${top}m` }]),
    );

    expect(input.files.map((file) => file.path)).toEqual(['m/x', 'n']);
    expect(input.skipped.map((item) => item.path)).toEqual(['m', 'n/x']);
  });

  test.each([
    ['symbolic link', '2'],
    ['hard link', '1'],
    ['device', '3'],
    ['device', '4'],
    ['named pipe', '6'],
    ['sparse file', 'S'],
    ['entry of an unknown kind', 'Q'],
  ])('a %s (type %s) is listed and not read', async (reason, type) => {
    const input = await read(
      writeTarGz([{ name: `${top}d`, type, link: '/etc/passwd' }, { name: `${top}d/below` }, ...good]),
    );

    expect(input.files.map((file) => file.path)).toEqual(['Procfile', 'package.json']);
    expect(input.skipped).toEqual([
      { path: 'd', reason },
      { path: 'd/below', reason: 'refused: its folder is a file or a link' },
    ]);
  });

  test('a pax header can neither name a NUL, nor pollute, nor rename everything', async () => {
    const bytes = writeTarGz([
      paxEntry({ path: '../../evil' }, 'g'),
      paxEntry({ path: Buffer.from(`${top}ok\0../../x`) }),
      { name: 'x' },
      paxEntry({ ['__proto__']: 'y', constructor: 'z' }),
      ...good,
    ]);

    const input = await read(bytes);

    expect(input.files.map((file) => file.path)).toEqual(['Procfile', 'package.json']);
    expect(input.skipped.map((item) => item.reason)).toEqual(['refused: the name holds a NUL']);
  });

  test('an extended header larger than 1 MB is not held in memory', async () => {
    const input = await read(
      writeTarGz([paxEntry({ comment: 'A'.repeat(2 << 20) }), { name: `${top}f`, content: 'x' }, ...good]),
    );

    expect(input.files).toHaveLength(2);
    expect(input.skipped).toEqual([{ path: 'f', reason: 'entry with an extended header larger than 1 MB' }]);
  });
});

describe('a limit that bites makes the input partial and is named', () => {
  const many: TarPart[] = Array.from({ length: 30 }, (_, index) => ({
    name: `${top}f${index}`,
    content: 'x'.repeat(100),
  }));

  test.each<[string, Partial<ReadLimits>]>([
    ['more than 10 entries', { entriesMax: 10 }],
    ['more than 5000 bytes unpacked', { unpackedBytesMax: 5000 }],
    ['more than 1000 bytes of text', { textBytesMax: 1000 }],
    ['more than 50 bytes compressed', { compressedBytesMax: 50 }],
  ])('%s', async (words, limits) => {
    const input = await read(writeTarGz(many), limits, 40);

    expect(input.partial).toBe(true);
    expect(input.limits).toEqual([words]);
    expect(input.files.length).toBeLessThanOrEqual(30);
  });

  test('files beyond the text limit keep path and size and are listed', async () => {
    const input = await read(writeTarGz(many), { textBytesMax: 1000 });

    expect(input.files).toHaveLength(30);
    expect(input.files.filter((file) => file.text !== null)).toHaveLength(10);
    expect(input.skipped).toHaveLength(20);
  });

  test('a large file is listed and makes nothing partial', async () => {
    const input = await read(writeTarGz([...good, { name: `${top}big.py`, content: 'x'.repeat(2 << 20) }]));

    expect(input.files.find((file) => file.path === 'big.py')).toMatchObject({ text: null, bytes: 2 << 20 });
    expect(input.skipped).toEqual([{ path: 'big.py', reason: 'larger than 1 MB' }]);
    expect(input.partial).toBe(false);
  });

  test('a gzip bomb ends at the limit, not in memory', async () => {
    const bomb = gzipSync(
      Buffer.concat([tarEntry({ name: `${top}zeros.py`, content: Buffer.alloc(64 << 20) }), endOfTar]),
    );
    const before = process.memoryUsage().rss;

    const input = await read(bomb, { unpackedBytesMax: 8 << 20 });

    expect(input.limits).toEqual(['more than 8 MB unpacked']);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });
});
