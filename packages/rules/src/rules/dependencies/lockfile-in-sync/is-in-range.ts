import type { Ecosystem } from '../../../facts/dependencies-fact.ts';

/** Does a locked version lie in the range that a manifest writes? True wherever the notation is not understood. */
export function isInRange(ecosystem: Ecosystem, version: string, constraint: string): boolean {
  const locked = numbers(version);
  if (
    locked === null ||
    /[a-z]/i.test(
      version
        .replace(/^v/, '')
        .replace(/[+-].*$/, '')
        .replace(/\.(?:post|dev)\d+$/, ''),
    )
  )
    return true;
  if (ecosystem === 'go') return true;
  if (ecosystem === 'mix' || ecosystem === 'nuget' || ecosystem === 'cargo') return true;
  return constraint
    .split('||')
    .some((part) => comparators(part, ecosystem).every((item) => holds(item, locked, ecosystem)));
}

interface Comparator {
  operator: string;
  bound: string;
}

function comparators(text: string, ecosystem: Ecosystem): Comparator[] {
  const hyphen = /^\s*(?<from>v?\d[\w.]*)\s+-\s+(?<to>v?\d[\w.]*)\s*$/.exec(text)?.groups;
  if (hyphen) return [{ operator: '>=', bound: hyphen.from ?? '' }];
  const found: Comparator[] = [];
  for (const match of text.matchAll(/(?<operator>===?|~=|~>|>=|<=|!=|[\^~<>=])?\s*v?(?<bound>\d[\w.*+-]*|\*|x)/g)) {
    const operator =
      match.groups?.operator ?? (ecosystem === 'npm' || ecosystem === 'composer' || ecosystem === 'ruby' ? '=' : '?');
    found.push({ operator, bound: match.groups?.bound ?? '' });
  }
  return found;
}

function holds({ operator, bound }: Comparator, locked: readonly number[], ecosystem: Ecosystem): boolean {
  const at = numbers(bound);
  if (at === null || operator === '?' || operator === '!=' || /[a-z]/i.test(bound.replace(/x(?=$|\.)/gi, '')))
    return true;
  const order = compare(locked, at);
  if (/[*x]/i.test(bound)) return operator.includes('<') || operator.includes('>') || startsWith(locked, at);
  if (operator === '>=') return order >= 0;
  if (operator === '>') return order > 0 || at.length < 3;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0 || startsWith(locked, at);
  if (operator === '^') return order >= 0 && startsWith(locked, caretPrefix(at));
  if (operator === '~' || operator === '~=' || operator === '~>')
    return order >= 0 && startsWith(locked, tildePrefix(operator, at, ecosystem));
  return ecosystem === 'npm' || ecosystem === 'composer' ? startsWith(locked, at) : compare(locked, at) === 0;
}

/** `^1.2.3` keeps 1, `^0.2.3` keeps 0.2, `^0.0.3` keeps 0.0.3. */
function caretPrefix(at: readonly number[]): number[] {
  const index = at.findIndex((part) => part !== 0);
  return at.slice(0, index < 0 ? at.length : index + 1);
}

/** npm's and Poetry's `~1.2` keeps 1.2; `~=1.2`, `~> 1.2` and Composer's keep 1: all but the last part written. */
function tildePrefix(operator: string, at: readonly number[], ecosystem: Ecosystem): number[] {
  if (operator === '~' && ecosystem !== 'composer') return at.slice(0, Math.min(2, at.length));
  return at.slice(0, Math.max(1, at.length - 1));
}

function numbers(text: string): number[] | null {
  const found = /^v?(?<parts>\d+(?:\.\d+)*)/.exec(text.trim())?.groups?.parts;
  return found ? found.split('.').map(Number) : null;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function startsWith(version: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((part, index) => (version[index] ?? 0) === part);
}
