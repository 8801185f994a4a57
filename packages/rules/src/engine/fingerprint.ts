import { createHash } from 'node:crypto';

/**
 * Identity of a finding: rule, path within its component, and the code without whitespace differences or line numbers, so that moved code stays the same
 * finding. `occurrence` tells apart equal code in one file. 32 lower-case hex digits.
 */
export function fingerprintOf(rule: string, relativePath: string, code: string, occurrence: number): string {
  const normalised = code.replace(/\s+/g, ' ').trim();
  return createHash('sha256')
    .update([rule, relativePath, normalised, String(occurrence)].join('\0'))
    .digest('hex')
    .slice(0, 32);
}
