import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createInputCollector } from '../src/repo/collect-input.ts';
import { defaultReadLimits } from '../src/repo/read-limits.ts';
import type { RepositoryInput } from '../src/repo/repository-input.ts';
import type { Verdict } from '../src/report.ts';

const verdicts: readonly Verdict[] = ['not-applicable', 'pass', 'fail', 'unknown'];

export interface Fixture {
  name: string;
  verdict: Verdict;
  input: RepositoryInput;
  /** The text of `expected.txt`, or null. */
  expected: string | null;
}

/** All fixtures of a rule's folder, sorted by name. A folder whose name begins with no verdict is an error. */
export function readFixtures(ruleFolder: string): Fixture[] {
  const folder = join(ruleFolder, 'fixtures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFixture(join(folder, name), name));
}

function readFixture(folder: string, name: string): Fixture {
  const verdict = verdicts.find((verdict) => name.startsWith(`${verdict}-`));
  if (verdict === undefined) {
    throw new Error(
      `The fixture folder ${name} must begin with its verdict: ${verdicts.map((verdict) => `${verdict}-`).join(', ')}.`,
    );
  }
  const expectedPath = join(folder, 'expected.txt');
  return {
    name,
    verdict,
    input: readFolder(folder),
    expected: existsSync(expectedPath) ? readFileSync(expectedPath, 'utf8') : null,
  };
}

/** The folder as the repository that it stands for, read as any other is. */
function readFolder(folder: string): RepositoryInput {
  const collector = createInputCollector(defaultReadLimits);
  for (const file of filesUnder(folder)) {
    const name = repositoryPath(relative(folder, file).split(sep).join('/'));
    if (name === 'expected.txt') continue;
    const path = collector.enter(name);
    if (path === null) continue;
    const content = readFileSync(file);
    const entry = { path, bytes: content.length, executable: (statSync(file).mode & 0o100) !== 0 };
    collector.file(entry, collector.wants(path, content.length) ? content : null);
  }
  return collector.finish({ stripTopFolder: false });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * What a fixture's file is called in the repository it stands for: `_dot_env` is `.env`, `_as_node_modules` is `node_modules`.
 * So neither our own git nor our own audit takes a fixture's files for ours.
 */
export function repositoryPath(path: string): string {
  return path
    .split('/')
    .map((segment) => segment.replace(/^_dot_/, '.').replace(/^_as_/, ''))
    .join('/');
}
