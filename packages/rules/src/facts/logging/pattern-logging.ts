import type { Place } from '../../repo/place.ts';
import { goPatterns } from './go-patterns.ts';
import { streamOfPath } from './handler-kind.ts';
import { javascriptPatterns } from './javascript-patterns.ts';
import { levelSource } from './level-source.ts';
import { isClientPath, isToolPath } from './log-paths.ts';
import type { LogPattern } from './log-pattern.ts';
import type { LogRecords, LogSources } from './log-records.ts';
import { otherPatterns } from './other-patterns.ts';
import { pythonPatterns } from './python-patterns.ts';

/** Files in which one form of a set-up is noted. */
const SETUP_FILES_MAX = 5;

/** What the table of forms finds in production code. */
export function patternLogging(sources: LogSources, records: LogRecords): void {
  for (const entry of [...pythonPatterns, ...javascriptPatterns, ...goPatterns, ...otherPatterns])
    readPattern(sources, records, entry);
}

function readPattern(sources: LogSources, records: LogRecords, entry: LogPattern): void {
  const { repo, code } = sources;
  const seen = new Set<string>();
  for (const found of code.search({
    languages: [entry.language],
    literals: entry.literals,
    pattern: entry.pattern,
    inStrings: true,
  })) {
    const { path, match, place, index } = found;
    if (!isServerFile(sources, path, entry)) continue;
    // An import's text is a string; what stands inside any other string is prose.
    if (code.isInString(path, index) && !/^["']/.test(match[0])) continue;
    const stage = isDevelopmentBranch(repo.code(path), index) ? 'development' : 'production';
    // A form that says the same in each of a hundred modules (`logging.getLogger`) counts once a file, and in a few files only.
    const isRepeated = entry.setup && match.groups === undefined && (seen.has(path) || seen.size >= SETUP_FILES_MAX);
    seen.add(path);
    if (isRepeated) continue;
    const file = match.groups?.path ?? match.groups?.target;
    if (entry.sink)
      records.sink(file === undefined ? entry.sink : (streamOfPath(file) ?? entry.sink), entry.how, place, { stage });
    if (stage === 'development') continue;
    if (entry.setup) records.setup(entry.how, entry.language, place);
    if (entry.format) records.format(entry.format, entry.how, place);
    addLevel(records, entry, match, place, repo.code(path));
  }
}

function isServerFile({ repo }: LogSources, path: string, entry: LogPattern): boolean {
  // A Go server is started from its command line's package.
  const shown = entry.language === 'go' ? path.replace(/(^|\/)(?:cli|commands)(?=\/)/g, '$1main') : path;
  if (isToolPath(shown) || (entry.language === 'javascript' && isClientPath(path))) return false;
  return !entry.within || entry.within.test(repo.text(path));
}

function addLevel(records: LogRecords, entry: LogPattern, match: RegExpExecArray, place: Place, code: string): void {
  const level = match.groups?.level;
  const source = level === undefined ? (entry.level ?? null) : levelSource(level, code);
  if (source) records.level(source, level ?? match.groups?.fixed ?? entry.how, place);
}

/** The nearest condition before the place is one that production does not meet. */
function isDevelopmentBranch(code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - 250), index);
  const condition =
    /NODE_ENV\s*!==?\s*["']production["']|NODE_ENV\s*===?\s*["']development["']|\bisDev\w*\b|IsDevelopment\(\)|!\s*isProd\w*|Rails\.env\.(?:development|test|local)\?/g;
  let at = -1;
  for (const match of before.matchAll(condition)) at = match.index + match[0].length;
  // Closed again before the place is reached: `if (dev) { … } new File(…)`.
  return (
    at >= 0 && !/^[^{]*\{[^}]*\}(?!\s*[,:)])/.test(before.slice(at)) && !/\?[^:]*:\s*[^?]*$/.test(before.slice(at))
  );
}
