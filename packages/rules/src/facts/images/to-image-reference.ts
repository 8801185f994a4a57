import { parseImageReference } from '../../repo/parsers/image-reference.ts';
import { substituteVariables, variablesOf } from '../../repo/parsers/variables.ts';
import type { ImageReference } from '../images-fact.ts';

/** Takes a reference apart after filling in what is known; `${TAG:-latest}` is in force as `latest`. */
export function imageReference(
  text: string,
  lookUp: (name: string) => string | undefined = () => undefined,
): ImageReference {
  const substituted = substituteVariables(text, lookUp);
  const parsed = parseImageReference(substituted.text);
  return {
    text,
    resolved: substituted.text,
    name: parsed.registry ? `${parsed.registry}/${parsed.name}` : parsed.name,
    tag: parsed.tag,
    digest: parsed.digest,
    variable: substituted.unresolved.length > 0 || variablesOf(substituted.text).length > 0 || /\{\{|<%/.test(text),
  };
}
