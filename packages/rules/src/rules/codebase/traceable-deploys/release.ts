import type { Place } from '../../../repo/place.ts';

/** Something that CI or a script builds or deploys, with what ties it to a commit. */
export interface Release {
  what: string;
  /** `unknown` where another repository or a variable from outside decides. */
  tied: 'yes' | 'no' | 'unknown';
  why: string;
  place: Place;
}
