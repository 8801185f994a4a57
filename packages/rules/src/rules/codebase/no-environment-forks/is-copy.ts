const LINES_MIN = 10;
const SHARED_MIN = 0.5;

/** Half of the lines of the shorter one stand in the other: kept apart, they are still the same program. */
export function isCopy(one: string, other: string): boolean {
  const [a, b] = [codeLines(one), codeLines(other)];
  const [short, long] = a.length <= b.length ? [a, new Set(b)] : [b, new Set(a)];
  if (short.length < LINES_MIN) return false;
  const shared = short.filter((line) => long.has(line)).length;
  return shared >= LINES_MIN && shared / short.length >= SHARED_MIN;
}

/** Lines that say something: no blanks, no lone brackets, no imports. */
function codeLines(code: string): string[] {
  return code
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line.length > 4 && !/^(?:import|from|use|using|require|package)\b/.test(line));
}
