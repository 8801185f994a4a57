import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Place } from '../../../repo/place.ts';

/** Threads that Python code of a web process starts and does not wait for. */
export function threadsInWeb({ facts, repo }: RuleContext, isServed: (path: string) => boolean): Place[] {
  const subclasses = facts.code
    .search({
      languages: ['python'],
      literals: ['Thread)'],
      pattern: /^class (?<name>\w+)\((?:threading\.)?Thread\)/gm,
    })
    .map(({ match }) => match.groups?.name ?? '');
  const names = ['Thread', ...subclasses];
  const found: Place[] = [];
  for (const { path, place, match } of facts.code.search({
    languages: ['python'],
    literals: names.map((name) => `${name}(`),
    pattern: new RegExp(`(?<![\\w.])(?:threading\\.)?(?<name>${names.join('|')})\\(`, 'g'),
  })) {
    const lines = repo.lines(path);
    const line = lines[place.startLine - 1] ?? '';
    if (/^\s*class\s/.test(line) || !isServed(path)) continue;
    if (
      match.groups?.name === 'Thread' &&
      !/\btarget\s*=/.test(lines.slice(place.startLine - 1, place.startLine + 6).join('\n'))
    )
      continue;
    if (startsWithoutWaiting(lines, place.startLine - 1)) found.push(place);
  }
  return found;
}

/** `.start()` in the same block, and no `.join()` that is sure to run. */
function startsWithoutWaiting(lines: readonly string[], from: number): boolean {
  const indent = indentOf(lines[from] ?? '');
  let starts = false;
  for (let index = from; index < Math.min(lines.length, from + 60); index += 1) {
    const text = lines[index] ?? '';
    if (text.trim() === '') continue;
    if (index > from && indentOf(text) < indent && /^\s*(?:def|class|async def|@)/.test(text)) break;
    if (/\.start\(\)/.test(text)) starts = true;
    if (/\.join\(/.test(text) && !/["']\s*\.join\(/.test(text) && !isConditional(lines, index, indent)) return false;
  }
  return starts;
}

function isConditional(lines: readonly string[], index: number, indent: number): boolean {
  const own = indentOf(lines[index] ?? '');
  if (own <= indent) return false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const text = lines[at] ?? '';
    if (text.trim() === '' || indentOf(text) >= own) continue;
    return /^\s*if\b/.test(text);
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
