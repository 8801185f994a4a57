/** Which groups of three characters occur in a text, hashed into a few bits: says of most literals at once that they can not occur. */
export interface LiteralFilter {
  bits: Uint32Array;
  /** Of 32: the upper bits of a hash that are its position. */
  shift: number;
}

/** The groups of three characters of a literal, as hashes. */
export type LiteralProbe = Int32Array;

const MIX = 0x9e3779b1;
const SMALLEST = 9;
const LARGEST = 16;

/** One pass over the text. It takes about one bit a character: an eighth of a text in Latin script. */
export function filterOf(text: string): LiteralFilter {
  const size = Math.min(LARGEST, Math.max(SMALLEST, 32 - Math.clz32(text.length)));
  const shift = 32 - size;
  const bits = new Uint32Array(1 << (size - 5));
  const length = text.length;
  let group = 0;
  for (let at = 0; at < length; at += 1) {
    group = ((group << 8) ^ text.charCodeAt(at)) & 0xffffff;
    const position = Math.imul(group, MIX) >>> shift;
    const word = position >>> 5;
    bits[word] = (bits[word] ?? 0) | (1 << (position & 31));
  }
  return { bits, shift };
}

/** What to ask a filter about a literal; null for one too short to say anything. */
export function probeOf(literal: string): LiteralProbe | null {
  if (literal.length < 3) return null;
  const probe = new Int32Array(literal.length - 2);
  let group = 0;
  for (let at = 0; at < literal.length; at += 1) {
    group = ((group << 8) ^ literal.charCodeAt(at)) & 0xffffff;
    if (at >= 2) probe[at - 2] = Math.imul(group, MIX);
  }
  return probe;
}

/** False: the literal does not occur in the text. True: it may. */
export function mayHold({ bits, shift }: LiteralFilter, probe: LiteralProbe): boolean {
  for (let index = 0; index < probe.length; index += 1) {
    const position = (probe[index] ?? 0) >>> shift;
    if ((((bits[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 0) return false;
  }
  return true;
}
