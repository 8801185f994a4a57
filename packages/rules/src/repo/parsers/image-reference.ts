/** `registry/name:tag@digest`, taken apart. Parts that are not there are null. */
export interface ImageReference {
  /** As written, variables included. */
  text: string;
  registry: string | null;
  /** Without registry, tag and digest: `library/postgres` is written `postgres` where the text does so. */
  name: string;
  tag: string | null;
  digest: string | null;
}

/** Takes an image reference apart; a part may hold variables such as `${TAG}`. */
export function parseImageReference(text: string): ImageReference {
  const at = indexOutsideBraces(text, '@');
  const digest = at === -1 ? null : text.slice(at + 1);
  const withoutDigest = at === -1 ? text : text.slice(0, at);
  const slash = lastIndexOutsideBraces(withoutDigest, '/');
  const colon = lastIndexOutsideBraces(withoutDigest, ':');
  const hasTag = colon > slash;
  const tag = hasTag ? withoutDigest.slice(colon + 1) : null;
  const path = hasTag ? withoutDigest.slice(0, colon) : withoutDigest;
  const first = indexOutsideBraces(path, '/');
  const head = first === -1 ? '' : path.slice(0, first);
  const isRegistry = head.includes('.') || head.includes(':') || head === 'localhost' || head.startsWith('$');
  return {
    text,
    registry: isRegistry ? head : null,
    name: isRegistry ? path.slice(first + 1) : path,
    tag: tag === '' ? null : tag,
    digest: digest === '' ? null : digest,
  };
}

/** `${A:-b}` holds characters that would otherwise separate parts. */
function indexOutsideBraces(text: string, character: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const current = text[index];
    if (current === '{') depth += 1;
    else if (current === '}') depth -= 1;
    else if (current === character && depth <= 0) return index;
  }
  return -1;
}

function lastIndexOutsideBraces(text: string, character: string): number {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const current = text[index];
    if (current === '}') depth += 1;
    else if (current === '{') depth -= 1;
    else if (current === character && depth <= 0) return index;
  }
  return -1;
}
