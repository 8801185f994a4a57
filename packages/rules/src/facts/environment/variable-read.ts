import type { Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ParsedAs, VariableRead } from '../environment-fact.ts';
import { contextAt, endsWithout, literalDefault, operatorDefault, parsedBy } from './read-context.ts';

export interface RawRead {
  path: string;
  place: Place;
  /** Offsets of the read in the file's code. */
  start: number;
  end: number;
  name: string;
  language: VariableRead['language'];
  via: string;
  /** What the form itself says; context may add to it. */
  required: boolean;
  default?: string | null;
  parsed?: ParsedAs;
}

/** Completes a read by what stands around it. */
export function completeRead(repo: Repo, raw: RawRead): VariableRead {
  const context = contextAt(repo, raw.path, raw.start, raw.end);
  const fallback = raw.default ?? operatorDefault(context.after);
  return {
    name: raw.name,
    place: raw.place,
    language: raw.language,
    via: raw.via,
    required: fallback === null && (raw.required || endsWithout(context.after)),
    default: fallback,
    defaultLiteral: literalDefault(fallback),
    parsed: raw.parsed ?? parsedBy(context.before, context.after),
    source: context.source,
    target: context.target,
    purpose: repo.purposeOf(raw.path),
  };
}
