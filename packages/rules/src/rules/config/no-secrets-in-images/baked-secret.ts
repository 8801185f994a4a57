import { isSecretName } from '../../../facts/environment/secret-name.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Place } from '../../../repo/place.ts';
import type { Confidence } from '../../../report.ts';

export interface BakedSecret {
  place: Place;
  message: string;
  confidence: Confidence;
}

/** How sure a literal beside this name is a secret; null where it is none. A marker that the app would work with is one too. */
export function confidenceOf(name: string, value: string | null): Confidence | null {
  if (value === null || !isSecretName(name) || /\$\{|^\$/.test(value.trim())) return null;
  // `API_KEY: API_KEY_VALUE` is a gap that a script fills in, or the name of something else.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value.trim())) return null;
  switch (secretValue(value)) {
    case 'none':
      return null;
    case 'random':
    case 'real':
      return 'high';
    default:
      return 'medium';
  }
}
