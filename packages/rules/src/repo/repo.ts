import { minimatch } from 'minimatch';
import { type LexedCode, lexCode } from './lex-code.ts';
import { filterOf, type LiteralFilter, mayHold, probeOf } from './literal-filter.ts';
import { baseName, compareText, type Place, placeOf } from './place.ts';
import { isFixture, type Purpose, purposeOf } from './purpose.ts';
import type { RepositoryFile, RepositoryInput } from './repository-input.ts';

/** What was read: paths, text, lines. Each text is split and parsed at most once. */
export interface Repo {
  readonly input: RepositoryInput;
  /** All paths, sorted by code unit. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  file(path: string): RepositoryFile | null;
  /** The text; '' where the file is absent or no text. */
  text(path: string): string;
  lines(path: string): readonly string[];
  /** Does the text hold this literal? Far cheaper than a look at the text where many literals are asked of many files. */
  holds(path: string, literal: string): boolean;
  /** The filter behind `holds`. */
  filter(path: string): LiteralFilter;
  /** The text with comments blanked out (same length, same lines); program source only, other files come back as they are. */
  code(path: string): string;
  /** Offsets of the string literals of program source, in order. */
  strings(path: string): LexedCode['strings'];
  /** Paths that match one of the globs (minimatch, dot files included), sorted. */
  glob(...patterns: string[]): string[];
  /** Paths whose last segment is one of the names, at any depth, sorted. */
  named(...names: string[]): string[];
  /** Paths with one of the extensions (without dot, lower case), sorted. */
  withExtension(...extensions: string[]): string[];
  purposeOf(path: string): Purpose;
  isProduction(path: string): boolean;
  /** The place of a range of offsets in a file's text. */
  placeAt(path: string, start: number, end?: number): Place;
  /** What a pure parser makes of the file, memoised per parser and path; null where the file is absent, no text, or the parser threw. */
  parsed<T>(path: string, parse: (text: string) => T): T | null;
}

/** Makes the lazily memoised view over what was read. */
export function createRepo(input: RepositoryInput): Repo {
  const files = new Map<string, RepositoryFile>();
  for (const file of input.files) if (!files.has(file.path) && !isFixture(file.path)) files.set(file.path, file);
  const paths = [...files.keys()].sort(compareText);
  const byName = groupBy(paths, baseName);
  const byExtension = groupBy(paths, extensionOf);
  const lines = memo((path: string) => text(path).split(/\r?\n/));
  const starts = memo((path: string) => lineStarts(text(path)));
  const lexed = memo((path: string) => lexCode(extensionOf(path), text(path)));
  const filters = memo((path: string) => filterOf(text(path)));
  const probes = memo(probeOf);
  const purposes = memo((path: string) => purposeOf(path, files.get(path)?.text ?? ''));
  const globs = new Map<string, string[]>();
  const parses = new Map<unknown, Map<string, { value: unknown }>>();

  function text(path: string): string {
    return files.get(path)?.text ?? '';
  }

  function globOne(pattern: string): string[] {
    const known = globs.get(pattern);
    if (known) return known;
    const found = paths.filter((path) => minimatch(path, pattern, { dot: true }));
    globs.set(pattern, found);
    return found;
  }

  function parsed<T>(path: string, parse: (text: string) => T): T | null {
    const source = files.get(path)?.text;
    if (source === null || source === undefined) return null;
    const results = parses.get(parse) ?? new Map<string, { value: unknown }>();
    parses.set(parse, results);
    let result = results.get(path);
    if (!result) {
      try {
        result = { value: parse(source) };
      } catch {
        // A stranger's file that no parser reads is a file without that format's facts, not a failure of the audit.
        result = { value: null };
      }
      results.set(path, result);
    }
    return result.value as T | null;
  }

  return {
    input,
    paths,
    has: (path) => files.has(path),
    file: (path) => files.get(path) ?? null,
    text,
    lines,
    holds(path, literal) {
      const probe = probes(literal);
      return (!probe || mayHold(filters(path), probe)) && text(path).includes(literal);
    },
    filter: filters,
    code: (path) => lexed(path).code,
    strings: (path) => lexed(path).strings,
    glob: (...patterns) => unionOf(patterns.map(globOne)),
    named: (...names) => unionOf(names.map((name) => byName.get(name) ?? [])),
    withExtension: (...extensions) => unionOf(extensions.map((extension) => byExtension.get(extension) ?? [])),
    purposeOf: purposes,
    isProduction: (path) => purposes(path) === 'production',
    placeAt: (path, start, end = start) =>
      placeOf(path, lineAt(starts(path), start), lineAt(starts(path), Math.max(start, end))),
    parsed,
  };
}

/** The extension in lower case without its dot; '' where there is none. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function memo<T>(compute: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const value = compute(path);
    known.set(path, value);
    return value;
  };
}

function groupBy(paths: readonly string[], keyOf: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  return groups;
}

function unionOf(lists: readonly string[][]): string[] {
  if (lists.length === 1) return [...(lists[0] ?? [])];
  return [...new Set(lists.flat())].sort(compareText);
}
