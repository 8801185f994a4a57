import type { ParseError } from './lines.ts';
import { readBunLock, readComposerLock, readNpmLock, readNugetLock, readPipfileLock } from './lock-json.ts';
import {
  readGemLock,
  readGoSum,
  readGradleLock,
  readMixLock,
  readPnpmLock,
  readTomlLock,
  readYarnLock,
} from './lock-lines.ts';

export interface LockedPackage {
  /** Python names are normalised, others as written; Maven is `group:name`. */
  name: string;
  version: string;
  line: number;
}

export interface LockFile {
  format: LockFormat;
  packages: LockedPackage[];
  errors: ParseError[];
}

export type LockFormat =
  | 'bun'
  | 'cargo'
  | 'composer'
  | 'go'
  | 'gradle'
  | 'mix'
  | 'npm'
  | 'nuget'
  | 'pdm'
  | 'pipfile'
  | 'pnpm'
  | 'poetry'
  | 'ruby'
  | 'uv'
  | 'yarn';

type Reader = (text: string) => Omit<LockFile, 'format'>;

const readers: Readonly<Record<string, readonly [LockFormat, Reader]>> = {
  'Cargo.lock': ['cargo', (text) => readTomlLock(text, false)],
  'Gemfile.lock': ['ruby', readGemLock],
  'Pipfile.lock': ['pipfile', readPipfileLock],
  'bun.lock': ['bun', readBunLock],
  'composer.lock': ['composer', readComposerLock],
  'go.sum': ['go', readGoSum],
  'gradle.lockfile': ['gradle', readGradleLock],
  'mix.lock': ['mix', readMixLock],
  'npm-shrinkwrap.json': ['npm', readNpmLock],
  'package-lock.json': ['npm', readNpmLock],
  'packages.lock.json': ['nuget', readNugetLock],
  'pdm.lock': ['pdm', (text) => readTomlLock(text, true)],
  'pnpm-lock.yaml': ['pnpm', readPnpmLock],
  'poetry.lock': ['poetry', (text) => readTomlLock(text, true)],
  'uv.lock': ['uv', (text) => readTomlLock(text, true)],
  'yarn.lock': ['yarn', readYarnLock],
};

/** Reads a lock file: packages with versions and lines. Null where the name is of no known lock. Never throws. */
export function parseLockFile(path: string, text: string): LockFile | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (known === undefined) return null;
  const [format, read] = known;
  return { format, ...read(text) };
}
