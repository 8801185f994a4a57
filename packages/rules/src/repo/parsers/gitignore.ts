import ignore from 'ignore';
import { splitLines } from './lines.ts';

export interface IgnoreFile {
  patterns: { pattern: string; negated: boolean; line: number }[];
  /** Whether a path, relative to the folder of the file and with `/`, is left out. A folder's path ends with `/`. */
  ignores(path: string): boolean;
  /** The line of the pattern that decides, or null. */
  decidingLine(path: string): number | null;
}

const patternsMax = 5_000;
const patternLengthMax = 1_000;

/** Reads .gitignore; .dockerignore is near enough for what is asked of it, see `parseDockerignore`. Never throws. */
export function parseGitignore(text: string): IgnoreFile {
  return newIgnoreFile(text, (pattern) => pattern);
}

/** In .dockerignore a pattern without slash matches at the root only. */
export function parseDockerignore(text: string): IgnoreFile {
  return newIgnoreFile(text, (pattern) => {
    const negation = pattern.startsWith('!') ? '!' : '';
    const body = pattern.slice(negation.length).replace(/^\.\//, '');
    return body.startsWith('/') || body.startsWith('**') ? negation + body : `${negation}/${body}`;
  });
}

function newIgnoreFile(text: string, adapt: (pattern: string) => string): IgnoreFile {
  const matcher = ignore({ allowRelativePaths: true });
  const patterns: IgnoreFile['patterns'] = [];
  const lineOf = new Map<string, number>();
  for (const [index, raw] of splitLines(text).entries()) {
    const pattern = raw.trim();
    if (pattern === '' || pattern.startsWith('#') || pattern.length > patternLengthMax) continue;
    if (patterns.length >= patternsMax) break;
    const negated = pattern.startsWith('!');
    patterns.push({ pattern: negated ? pattern.slice(1) : pattern, negated, line: index + 1 });
    const adapted = adapt(pattern);
    lineOf.set(adapted, index + 1);
    try {
      matcher.add(adapted);
    } catch {
      // A pattern that is no valid expression ignores nothing.
    }
  }
  function test(path: string): { ignored: boolean; line: number | null } {
    const clean = path.replace(/^(?:\.?\/)+/, '');
    if (clean === '' || clean.startsWith('..')) return { ignored: false, line: null };
    try {
      const result = matcher.test(clean);
      return { ignored: result.ignored, line: lineOf.get(result.rule?.pattern ?? '') ?? null };
    } catch {
      return { ignored: false, line: null };
    }
  }
  return { patterns, ignores: (path) => test(path).ignored, decidingLine: (path) => test(path).line };
}
