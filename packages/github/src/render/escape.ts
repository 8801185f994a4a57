/** Zero-width space: invisible, and no mention, reference or link is recognised across it. */
const gap = '\u200B';

/** Controls (but tab and newline), soft hyphens, zero-width and bidirectional marks, tags: what makes text read otherwise than it is. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/** Everything that means something in the middle of a line of GitHub's Markdown, math, emoji and HTML included. */
const punctuation = /[\\`*_{}[\]()<>#!|~&:@$^]/g;

/** What GitHub makes a link or a mention of after it has rendered the Markdown: the part behind which it is broken. */
const beginnings = /@|#|:(?=\/\/)|(?:mailto|xmpp):|www(?=\.)|(?:GH|GHSA)(?=-)|-(?=\d)/gi;

/** GitHub makes seven hexadecimal digits and more a link to a commit. */
const commitDigits = /(?<![a-z0-9])[0-9a-f]{7,}(?![a-z0-9])/gi;

/**
 * Text of a repository as plain text: one line, nothing invisible. For titles and annotations, which GitHub shows as they are.
 */
export function plainText(text: string, charactersMax: number): string {
  return shorten(visible(text).replace(/\s+/g, ' ').trim(), charactersMax);
}

/**
 * Text of a repository inside Markdown: it can not mention, refer to, link, embed, format, or render HTML.
 * GitHub looks for mentions, references and addresses after it has rendered the Markdown, so that escaping alone does not stop them: a
 * zero-width space stands behind the characters that begin them.
 */
export function markdownText(text: string, charactersMax = 500): string {
  return plainText(text, charactersMax)
    .replace(commitDigits, (digits) => digits.replace(/.{6}/g, `$&${gap}`))
    .replace(beginnings, (beginning) => beginning + gap)
    .replace(punctuation, escaped)
    .replace(/^(?<digits>\d*)(?<mark>[-+=.])/, '$<digits>\\$<mark>');
}

/** As `markdownText`, but what stands between backticks is shown as inline code: for sentences of rules, which name code that way. */
export function markdownSentence(text: string, charactersMax = 500): string {
  const parts = plainText(text, charactersMax).split(/`(?<code>[^`]+)`/);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part, charactersMax) : spaced(part))).join('');
}

/** The text made inert, with the spaces at its edges. */
function spaced(part: string): string {
  const inner = part.trim();
  if (inner === '') return part;
  const start = part.indexOf(inner);
  return part.slice(0, start) + markdownText(inner, part.length) + part.slice(start + inner.length);
}

function escaped(character: string): string {
  // Entities for HTML, so that no later reader of the source can take it for a tag either.
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  if (character === '&') return '&amp;';
  return `\\${character}`;
}

/** Text of a repository as inline code, on one line: nothing inside is Markdown, a mention or a link. */
export function codeSpan(text: string, charactersMax = 200): string {
  const shown = plainText(text, charactersMax);
  if (shown === '') return '`–`';
  const fence = '`'.repeat(longestRun(shown) + 1);
  // A space each side, which Markdown strips, keeps a backtick at the edge apart from the fence.
  return `${fence} ${shown} ${fence}`;
}

/** Text of a repository as a block of code; the fence is longer than any inside. */
export function codeBlock(text: string, charactersMax = 1000): string {
  const shown = shorten(visible(text.replace(/\r\n?/g, '\n')).trimEnd(), charactersMax);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

function visible(text: string): string {
  // A lone surrogate is no character, and GitHub refuses the request that holds one.
  return text.toWellFormed().replace(invisible, '\uFFFD');
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}

function shorten(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  return `${text
    .slice(0, charactersMax - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}…`;
}
