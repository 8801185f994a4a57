import {
  bareValuePattern,
  digestBefore,
  harmlessValue,
  interpolation,
  looksRandom,
  runPattern,
  schemePattern,
  secretWord,
  shellDefaultPattern,
  tokenPatterns,
  urlPattern,
  userOptionPattern,
} from './secret-patterns.ts';

const mask = '****';
const snippetLengthMax = 200;
/** Longer texts are cut before they are masked: the mask shrinks a text at most to this part of it. */
const textLengthMax = 20_000;

/**
 * A text of a repository as it may be stored and shown: secrets masked, nothing in it that moves a cursor, hides or turns text around.
 * Errs towards masking; names of variables, references to them and digests stay readable. Linear in the text's length.
 */
export function maskSecrets(text: string): string {
  const shown = neutralise(cutAtWord(text, textLengthMax));
  return maskTokens(shown).split('\n').map(maskLine).join('\n');
}

/** Evidence's snippet: masked, on one line, at most 200 characters. */
export function maskSnippet(text: string): string {
  const line = maskSecrets(text).replace(/[\s]+/g, ' ').trim();
  if (line.length <= snippetLengthMax) return line;
  return `${line.slice(0, snippetLengthMax - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Tabs become spaces, line ends `\n`; every other control, format and separator character becomes visible. */
function neutralise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u115F\u1160\u3164\uFFA0]/gu, '\uFFFD');
}

/** Never leaves the half of a word, which might be the half of a secret. */
function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length;
  while (end > 0 && /\S/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}…`;
}

function maskTokens(text: string): string {
  let masked = text;
  for (const pattern of tokenPatterns) masked = masked.replace(pattern, mask);
  return masked.replace(runPattern, (run, offset: number, whole: string) => {
    if (digestBefore.test(whole.slice(Math.max(0, offset - 8), offset)) && /^[0-9a-f]{40,128}$|^[\w+/=]{88}$/.test(run))
      return run;
    return looksRandom(run) ? mask : run;
  });
}

function maskLine(line: string): string {
  const masked = maskLiterals(line.replace(urlPattern, maskUrl))
    .replace(schemePattern, `$<scheme> ${mask}`)
    .replace(userOptionPattern, `$<option>${mask}`)
    .replace(shellDefaultPattern, (whole, name: string) => (/:?[-=]$/.test(name) ? `${name}${mask}}` : whole));
  return masked.replace(bareValuePattern, (whole, name: string, value: string, next: string) =>
    next !== '' || harmlessValue.test(value) || value.startsWith(mask) ? whole : `${name}${mask}`,
  );
}

/** `postgres://app:****@host`; a name alone (`https://token@host`) is masked itself. References to variables stay. */
function maskUrl(whole: string, scheme: string, name: string, rest: string): string {
  if (rest === '@') return interpolation.test(name) || name === '' || name === 'git' ? whole : `${scheme}${mask}@`;
  if (interpolation.test(rest.slice(1, -1))) return whole;
  return `${scheme}${name}:${mask}@`;
}

/**
 * Masks every quoted literal that stands behind a secret word of its line, and every one that looks like a password by itself.
 * A hand-written reader, because a pattern for quoted strings with escapes is not linear on strings that never end.
 */
function maskLiterals(line: string): string {
  let result = '';
  let at = 0;
  let afterSecretWord = false;
  while (at < line.length) {
    const open = openingQuote(line, at);
    if (open === -1) return result + line.slice(at);
    const between = line.slice(at, open);
    afterSecretWord ||= secretWord.test(between);
    const quote = quoteAt(line, open);
    const start = open + quote.length;
    const close = closingQuote(line, start, quote);
    const literal = line.slice(start, close);
    result += between + quote + (isSecretLiteral(literal, afterSecretWord) ? mask : literal);
    result += line.slice(close, close + quote.length);
    afterSecretWord ||= secretWord.test(literal);
    at = close + quote.length;
  }
  return result;
}

function isSecretLiteral(literal: string, afterSecretWord: boolean): boolean {
  if (literal === '' || interpolation.test(literal)) return false;
  // The name of a variable, not its value.
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(literal) && secretWord.test(literal)) return false;
  return afterSecretWord || isPasswordLike(literal);
}

/** Four kinds of characters and no space: what password rules ask people for. */
function isPasswordLike(literal: string): boolean {
  if (literal.length < 8 || literal.length > 64 || /[\s/\\]/.test(literal)) return false;
  return /[a-z]/.test(literal) && /[A-Z]/.test(literal) && /\d/.test(literal) && /[@!#$%^&*?~]/.test(literal);
}

/** A quote that begins a literal: not an apostrophe within a word; `f'…'` and `b"…"` do begin one. */
function openingQuote(line: string, from: number): number {
  for (let index = from; index < line.length; index++) {
    const char = line.charAt(index);
    if (char !== '"' && char !== "'" && char !== '`') continue;
    const before = line.slice(Math.max(0, index - 3), index);
    if (!/\w$/.test(before) || /(?:^|\W)[bBfFrRuU]{1,2}$/.test(before)) return index;
  }
  return -1;
}

function quoteAt(line: string, at: number): string {
  const quote = line.charAt(at);
  return line.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
}

/** Where the literal ends; the end of the line if it never does. */
function closingQuote(line: string, from: number, quote: string): number {
  for (let index = from; index < line.length; index++) {
    if (line.charAt(index) === '\\') index += 1;
    else if (line.startsWith(quote, index)) return index;
  }
  return line.length;
}
