/** A value may grow by substitution (`A=$B$B`); past this many characters the text is left as it was. */
const substitutedLengthMax = 4_096;
const nestingMax = 8;

export interface Substitution {
  text: string;
  /** Names that had neither a value nor a default; they stay in the text as written. */
  unresolved: string[];
}

/** Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}` and `${NAME:?message}`. */
export function substituteVariables(
  text: string,
  lookUp: (name: string) => string | undefined,
  nesting = 0,
): Substitution {
  if (!text.includes('$') || text.length > substitutedLengthMax || nesting > nestingMax)
    return { text, unresolved: [] };
  const unresolved: string[] = [];
  let out = '';
  let index = 0;
  while (index < text.length) {
    const reference = readVariable(text, index);
    if (reference === null) {
      out += text[index];
      index += 1;
      continue;
    }
    const value = valueOfReference(reference, lookUp, nesting, unresolved);
    out += value ?? text.slice(index, reference.end);
    if (out.length > substitutedLengthMax) return { text, unresolved };
    index = reference.end;
  }
  return { text: out, unresolved };
}

/** The names of the variables in a text, in order, each once. */
export function variablesOf(text: string): string[] {
  const names = new Set<string>();
  let index = text.indexOf('$');
  while (index !== -1) {
    const reference = readVariable(text, index);
    if (reference !== null) names.add(reference.name);
    index = text.indexOf('$', index + 1);
  }
  return [...names];
}

export interface VariableReference {
  name: string;
  operator: '' | '-' | '+' | '?';
  word: string;
  /** Offset after the reference. */
  end: number;
}

/** Reads the variable reference that starts at `start`, or null where there is none. */
export function readVariable(text: string, start: number): VariableReference | null {
  if (text[start] !== '$') return null;
  const braced = text[start + 1] === '{';
  const nameStart = braced ? start + 2 : start + 1;
  let nameEnd = nameStart;
  while (isNameCharacter(text.charCodeAt(nameEnd), nameEnd === nameStart)) nameEnd += 1;
  if (nameEnd === nameStart) return null;
  const name = text.slice(nameStart, nameEnd);
  if (!braced) return { name, operator: '', word: '', end: nameEnd };
  if (text[nameEnd] === '}') return { name, operator: '', word: '', end: nameEnd + 1 };
  let at = nameEnd;
  if (text[at] === ':') at += 1;
  const sign = text[at];
  const close = closingBrace(text, at);
  if (close === -1) return null;
  if (sign !== '-' && sign !== '+' && sign !== '?') return { name, operator: '', word: '', end: close + 1 };
  return { name, operator: sign, word: text.slice(at + 1, close), end: close + 1 };
}

function valueOfReference(
  reference: VariableReference,
  lookUp: (name: string) => string | undefined,
  nesting: number,
  unresolved: string[],
): string | null {
  const value = lookUp(reference.name);
  if (reference.operator === '+') return value ? reference.word : '';
  if (value !== undefined && !(value === '' && reference.operator === '-')) return value;
  if (reference.operator !== '-') {
    unresolved.push(reference.name);
    return null;
  }
  const inner = substituteVariables(reference.word, lookUp, nesting + 1);
  unresolved.push(...inner.unresolved);
  return inner.text;
}

/** How far a closing brace is looked for: keeps a text of many open braces linear. */
const braceDistanceMax = 2_048;

function closingBrace(text: string, start: number): number {
  let depth = 1;
  const end = Math.min(text.length, start + braceDistanceMax);
  for (let index = start; index < end; index += 1) {
    if (text[index] === '{') depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

function isNameCharacter(code: number, first: boolean): boolean {
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return isLetter || (!first && code >= 48 && code <= 57);
}
