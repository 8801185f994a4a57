import type { Place } from '../../repo/place.ts';
import type { RuntimeStatement } from '../runtimes-fact.ts';
import type { Language } from '../stacks-fact.ts';

/** What one line states, before it is read as a version. */
export interface RawStatement {
  language: Language;
  text: string;
  where: RuntimeStatement['where'];
  place: Place;
  /** The text is the least that will do (a `go` line, a compiler's release level). */
  minimum?: boolean;
  /** Further texts: a CI matrix. */
  texts?: readonly string[];
  job?: RuntimeStatement['job'];
  stage?: RuntimeStatement['stage'];
}
