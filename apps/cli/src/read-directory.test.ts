import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDirectory } from './read-directory.ts';
import { readTarget } from './read-target.ts';

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'twelvefold-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = path): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'pipe' });
}

async function pathsOf(directory: string): Promise<string[]> {
  return (await readDirectory(directory)).files.map((file) => file.path);
}

describe('a directory that is no git work tree', () => {
  test('is read whole: hidden and ignored files too', async () => {
    write('.gitignore', 'b\n');
    write('b');
    write('.github/workflows/ci.yml');
    write('a/b/c');

    expect(await pathsOf(folder)).toEqual(['.github/workflows/ci.yml', '.gitignore', 'a/b/c', 'b']);
  });

  test('no link is followed, and only regular files are read', async () => {
    write('a');
    mkdirSync(join(folder, 'real'));
    symlinkSync('/etc/passwd', join(folder, 'link'));
    symlinkSync('..', join(folder, 'real/loop'));
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(folder, 'pipe')]);

    const input = await readDirectory(folder);

    expect(input.files.map((file) => file.path)).toEqual(['a']);
    expect(input.skipped).toEqual([
      { path: 'link', reason: 'symbolic link' },
      { path: 'pipe', reason: 'named pipe' },
      { path: 'real/loop', reason: 'symbolic link' },
    ]);
  });

  test('executables are known, binaries listed, limits named', async () => {
    chmodSync(write('run'), 0o755);
    write('data', Buffer.from([1, 0, 2]));
    for (let index = 0; index < 10; index++) write(`many/${index}`);

    const input = await readDirectory(folder);

    expect(input.files.find((file) => file.path === 'run')).toMatchObject({ executable: true, text: 'run' });
    expect(input.skipped).toEqual([{ path: 'data', reason: 'binary' }]);
    const limits = {
      compressedBytesMax: 1,
      unpackedBytesMax: 1000,
      entriesMax: 5,
      fileBytesMax: 1000,
      textBytesMax: 1000,
    };
    expect(await readDirectory(folder, limits)).toMatchObject({ partial: true, limits: ['more than 5 entries'] });
  });
});

describe('a git work tree', () => {
  test('is what is tracked, and what is neither tracked nor ignored', async () => {
    git('init', '-q');
    write('.gitignore', '*.log\nnode_modules/\n');
    write('tracked.log');
    git('add', '-f', '.gitignore', 'tracked.log');
    write('new.py');
    write('other.log');
    write('node_modules/x/index.js');
    write('deleted');
    git('add', 'deleted');
    rmSync(join(folder, 'deleted'));

    expect(await pathsOf(folder)).toEqual(['.gitignore', 'new.py', 'tracked.log']);
  });

  test('a folder within it is read relative to itself', async () => {
    git('init', '-q');
    write('app/a');
    write('app/.gitignore', 'b\n');
    write('app/b');
    git('add', '.');

    expect(await pathsOf(join(folder, 'app'))).toEqual(['.gitignore', 'a']);
  });

  test('a folder that only lies within it, untracked or ignored, is read whole', async () => {
    git('init', '-q');
    write('.gitignore', 'sources/\n*.log\n');
    git('add', '.');
    write('sources/x/a.log');
    write('untracked/b.log');

    expect(await pathsOf(join(folder, 'sources'))).toEqual(['x/a.log']);
    expect(await pathsOf(join(folder, 'untracked'))).toEqual(['b.log']);
  });

  test('that git can not read is walked by its .gitignore files', async () => {
    write('.git/HEAD', 'broken');
    write('.gitignore', '*.log\n');
    write('a/.gitignore', '!keep.log\n');
    write('a/keep.log');
    write('a/x.log');
    write('b.py');

    expect(await pathsOf(folder)).toEqual(['.gitignore', 'a/.gitignore', 'a/keep.log', 'b.py']);
  });

  test('its own configuration runs no program', async () => {
    git('init', '-q');
    write('a');
    git('add', 'a');
    const trap = write('trap.sh', `#!/bin/sh\ntouch ${join(folder, 'sprung')}\n`);
    chmodSync(trap, 0o755);
    git('config', 'core.fsmonitor', trap);
    execFileSync('git', ['-C', folder, 'ls-files'], { stdio: 'pipe' });

    const before = existsSync(join(folder, 'sprung'));
    rmSync(join(folder, 'sprung'), { force: true });
    await readDirectory(folder);

    // The trap works where nobody guards against it.
    expect(before).toBe(true);
    expect(existsSync(join(folder, 'sprung'))).toBe(false);
  });
});

test('a directory and its archive are read into the same input', async () => {
  git('init', '-q');
  write('Procfile', 'web: node .\n');
  chmodSync(write('bin/run', '#!/bin/sh\n'), 0o755);
  write('a.b/c');
  write('a/b');
  write('a-b');
  write('café/ü.py', '# ü\n');
  write('logo.png', Buffer.from([137, 80, 78, 71, 0]));
  write('latin.py', Buffer.from('# caf\xe9\n', 'latin1'));
  write('big.txt', 'x'.repeat(1_100_000));
  write(`${'deep/'.repeat(40)}file`, '1');
  symlinkSync('Procfile', join(folder, 'link'));
  git('add', '.');
  git('commit', '-q', '-m', 'all');
  const archive = `${folder}.tar.gz`;
  git('archive', '--format=tar.gz', '--prefix=acme-shop-0123abc/', '-o', archive, 'HEAD');

  try {
    expect(await readTarget(archive)).toEqual(await readTarget(folder));
  } finally {
    rmSync(archive);
  }
});
