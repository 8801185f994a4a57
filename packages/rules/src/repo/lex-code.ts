/** How a language writes comments and strings; enough to tell code from both. */
interface Lexis {
  line: readonly string[];
  block: readonly (readonly [open: string, close: string])[];
  /** Longest first. */
  strings: readonly string[];
  /** Of `strings`, those that may span lines. */
  multiline: readonly string[];
}

const C: Lexis = { line: ['//'], block: [['/*', '*/']], strings: ['"', "'"], multiline: [] };
const JS: Lexis = { line: ['//'], block: [['/*', '*/']], strings: ['"', "'", '`'], multiline: ['`'] };
const HASH: Lexis = { line: ['#'], block: [], strings: ['"', "'"], multiline: [] };
const PYTHON: Lexis = { line: ['#'], block: [], strings: ['"""', "'''", '"', "'"], multiline: ['"""', "'''"] };
const JVM: Lexis = { ...C, strings: ['"""', '"', "'"], multiline: ['"""'] };

const lexes: Readonly<Record<string, Lexis>> = {
  py: PYTHON,
  pyi: PYTHON,
  js: JS,
  mjs: JS,
  cjs: JS,
  jsx: JS,
  ts: JS,
  mts: JS,
  cts: JS,
  tsx: JS,
  go: { ...C, strings: ['"', '`', "'"], multiline: ['`'] },
  java: JVM,
  kt: JVM,
  kts: JVM,
  scala: JVM,
  groovy: JVM,
  gradle: JVM,
  cs: JVM,
  rs: { ...C, strings: ['"'], multiline: ['"'] },
  swift: JVM,
  php: { line: ['//', '#'], block: [['/*', '*/']], strings: ['"', "'"], multiline: ['"', "'"] },
  rb: { ...HASH, block: [['\n=begin', '\n=end']] },
  rake: HASH,
  ex: { ...PYTHON },
  exs: { ...PYTHON },
};

export interface LexedCode {
  /** The text with comments blanked: same length, same lines. */
  code: string;
  /** Offsets of string literals, quotes included, in order. */
  strings: readonly (readonly [start: number, end: number])[];
}

/**
 * Tells code from comments and strings, so that offsets and lines stay those of the file. Python's free-standing docstrings are blanked too: they are prose.
 * Linear in the text; unknown extensions come back unchanged.
 */
export function lexCode(extension: string, text: string): LexedCode {
  const lexis = lexes[extension];
  if (!lexis) return { code: text, strings: [] };
  const blanks: [number, number][] = [];
  const strings: [number, number][] = [];
  const opens = opensOf(lexis);
  for (let match = opens.exec(text); match; match = opens.exec(text)) {
    const open = match[0];
    const at = match.index;
    const block = lexis.block.find((pair) => pair[0] === open);
    if (block) {
      const close = text.indexOf(block[1], at + open.length);
      const end = close < 0 ? text.length : close + block[1].length;
      blanks.push([at, end]);
      opens.lastIndex = end;
    } else if (lexis.line.includes(open)) {
      const end = endOf(text, '\n', at);
      // `#[Attribute]` of PHP is code, and so are `#{…}` and a `#` inside a word of Ruby.
      const isCode = open === '#' && (extension === 'php' ? text[at + 1] === '[' : /[\w$]/.test(text[at - 1] ?? ' '));
      if (!isCode) blanks.push([at, end]);
      opens.lastIndex = isCode ? at + 1 : end;
    } else {
      const end = Math.max(at + 1, stringEnd(text, at, open, lexis.multiline.includes(open)));
      const isDocstring =
        open.length === 3 && /(?:^|\n)[ \t]*(?:@\w*doc )?$/.test(text.slice(Math.max(0, at - 40), at));
      if (isDocstring) blanks.push([at, end]);
      else strings.push([at, end]);
      opens.lastIndex = end;
    }
  }
  return { code: blank(text, blanks), strings };
}

function opensOf(lexis: Lexis): RegExp {
  const all = [...lexis.block.map((pair) => pair[0]), ...lexis.line, ...lexis.strings].sort(
    (a, b) => b.length - a.length,
  );
  return new RegExp(all.map((open) => open.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g');
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

/** The offset after the closing quote. A quote left open ends with its line, so that one odd quote does not swallow a file. */
function stringEnd(text: string, start: number, quote: string, multiline: boolean): number {
  const first = quote[0];
  for (let at = start + quote.length; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '\n' && !multiline) return at;
    else if (char === first && (quote.length === 1 || text.startsWith(quote, at))) return at + quote.length;
  }
  return text.length;
}

function blank(text: string, ranges: readonly [number, number][]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n\r]/g, ' '));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
