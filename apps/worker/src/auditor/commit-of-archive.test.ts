import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { commitOfArchive } from './commit-of-archive.ts';

describe('commitOfArchive', () => {
  it('reads the commit that git wrote into an archive', () => {
    const folder = mkdtempSync(join(tmpdir(), 'twelvefold-commit-'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args]);
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    const commit = git('rev-parse', 'HEAD').toString().trim();
    const archive = git('archive', '--format=tar.gz', '--prefix=acme-app-1234567/', 'HEAD');
    rmSync(folder, { recursive: true });

    expect(commitOfArchive(archive)).toBe(commit);
  });

  it.each([
    ['no gzip', Buffer.from('<html>502 Bad Gateway</html>')],
    ['nothing', Buffer.alloc(0)],
    ['another tar', gzipSync(Buffer.alloc(2048))],
    ['the first bytes only', gzipSync(Buffer.alloc(2048)).subarray(0, 8)],
  ])('knows nothing of %s', (_, bytes) => {
    expect(commitOfArchive(bytes)).toBeNull();
  });
});
