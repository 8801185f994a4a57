import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIgnoreFilter, type IgnoreFilter } from '@twelvefold/rules/input';

/**
 * The names to audit in a directory, sorted as git sorts them, relative to it. A folder that may not be read is named with a slash at its end.
 * In a git work tree what git tracks, and what it neither tracks nor ignores; where git can not be asked, what no .gitignore names; elsewhere everything.
 */
export async function listFiles(directory: string, entriesMax: number): Promise<string[]> {
  const isRoot = existsSync(join(directory, '.git'));
  const names = (await askGit(directory, isRoot)) ?? [
    ...walk(directory, '', isRoot ? createIgnoreFilter() : null, entriesMax),
  ];
  return names.sort(compareBytes);
}

/** Null where git is missing, refuses, or where the directory only happens to lie within some other work tree that tracks nothing of it. */
async function askGit(directory: string, isRoot: boolean): Promise<string[] | null> {
  const listed = await git(directory, [
    'ls-files',
    '-z',
    '-t',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ]);
  if (listed === null) return null;
  const lines = listed.split('\0').filter((line) => line !== '');
  if (!isRoot && lines.every((line) => line.startsWith('? '))) return null;
  // A nested work tree is listed as a folder.
  return [...new Set(lines.map((line) => line.slice(2)).filter((name) => !name.endsWith('/')))];
}

/** The directory's own git configuration may name programs to run: those that listing files would run are switched off. */
function git(directory: string, args: string[]): Promise<string | null> {
  const safe = [
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.untrackedCache=false',
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'protocol.allow=never',
  ];
  return new Promise((resolve) => {
    execFile('git', ['-C', directory, ...safe, ...args], { maxBuffer: 1 << 28, timeout: 60_000 }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });
}

function* walk(root: string, folder: string, filter: IgnoreFilter | null, entriesMax: number): Generator<string> {
  let left = entriesMax + 1;
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined && left > 0; current = folders.pop()) {
    if (filter !== null && existsSync(join(root, current, '.gitignore'))) {
      filter.add(current, readFileSync(join(root, current, '.gitignore'), 'utf8'));
    }
    const entries = entriesOf(join(root, current));
    if (entries === null) yield `${current}/`;
    for (const entry of entries ?? []) {
      const path = current === '' ? entry.name : `${current}/${entry.name}`;
      if (entry.name === '.git' || filter?.ignores(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) folders.push(path);
      else {
        left -= 1;
        yield path;
      }
    }
  }
}

/** Null where the folder may not be read. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareBytes(a.name, b.name));
  } catch {
    return null;
  }
}

function compareBytes(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
