import type { Changes } from './compare-findings.ts';
import { plainText } from './escape.ts';
import type { Publishable } from './publishable.ts';

/** GitHub shows about a hundred characters, and takes 255. */
const titleCharactersMax = 255;

/** The verdict in a line: "Score 71 (C), +4 against the merge base: 2 new findings, 1 fixed". Plain text. */
export function headline(publishable: Publishable, changes: Changes | null): string {
  const { state, reason, score, grade, scoreReason, comparison } = publishable;
  if (state === 'superseded') return 'Superseded by a newer commit';
  if (state === 'failed' || state === 'quarantined') {
    return plainText(`Not audited: ${reason || 'an internal error'}`, titleCharactersMax);
  }
  if (state === 'partial') return plainText(`Audited in part, no score: ${reason || scoreReason}`, titleCharactersMax);
  const scored =
    score === null ? `No score${scoreReason === '' ? '' : ` (${scoreReason})`}` : `Score ${score} (${grade})`;
  const moved =
    score === null || comparison === null || comparison.score === null
      ? ''
      : `, ${signed(score - comparison.score)} against the ${comparison.with}`;
  return plainText(`${scored}${moved}: ${tally(publishable, changes)}`, titleCharactersMax);
}

function tally({ findings }: Publishable, changes: Changes | null): string {
  if (changes === null) return count(findings.filter((finding) => finding.status === 'open').length, 'finding');
  const parts = [changes.added.length === 0 ? 'nothing new' : count(changes.added.length, 'new finding')];
  if (changes.fixed.length > 0) parts.push(`${changes.fixed.length} fixed`);
  return parts.join(', ');
}

export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}

function signed(difference: number): string {
  if (difference === 0) return 'unchanged';
  return difference > 0 ? `+${difference}` : `−${-difference}`;
}
