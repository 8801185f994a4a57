import type { Language } from '../stacks-fact.ts';

export interface ReadCall {
  callee: string;
  positional: string[];
  named: Record<string, string>;
  text: string;
  /** Offset after the call. */
  end: number;
}

/** Arguments longer than this are cut: no call that a rule asks about is. */
const ARGUMENTS_LENGTH_MAX = 20_000;
const CALLEE_LENGTH_MAX = 200;

/**
 * The call of `name` that stands at `at` in comment-free code; null where the name is not being called there. Of its arguments at most `lengthMax`
 * characters are read.
 */
export function readCall(
  code: string,
  at: number,
  name: string,
  language: Language,
  lengthMax = ARGUMENTS_LENGTH_MAX,
): ReadCall | null {
  if (/[\w$]/.test(code[at + name.length] ?? '')) return null;
  const start = calleeStart(code, at);
  const written = code.slice(start, at + name.length);
  if (/[\w$]/.test(code[start - 1] ?? '')) return null;
  const callee = written
    .replace(/\?\.|->|::/g, '.')
    .replace(/\s+/g, '')
    .replace(/^\.+/, '');
  const isNew = /\bnew\s+$/.test(code.slice(Math.max(0, start - 12), start));
  const before = code.slice(Math.max(0, start - 12), start);
  if (/\b(?:def|function|func|fn|class|defp)\s+$/.test(before)) return null;
  const open = skipSpace(code, at + name.length);
  const generic = code[at + name.length] === '<' ? afterGeneric(code, at + name.length) : open;
  if (code[generic] === '(') {
    const end = closing(code, generic, Math.min(lengthMax, ARGUMENTS_LENGTH_MAX));
    return call(isNew ? `new ${callee}` : callee, code.slice(generic + 1, end), end + 1, language);
  }
  if (language !== 'ruby' && language !== 'elixir') return null;
  // Ruby and Elixir call without parentheses: the arguments end with the line, or with the last line that goes on after a comma.
  if (code[at + name.length] !== ' ' || /^[=+\-*/<>.|&]/.test(code.slice(open, open + 1))) return null;
  let end = lineEnd(code, open);
  while (
    /,\s*$/.test(code.slice(Math.max(open, end - 20), end)) &&
    end < code.length &&
    end - open < Math.min(lengthMax, ARGUMENTS_LENGTH_MAX)
  )
    end = lineEnd(code, end + 1);
  return call(callee, code.slice(open, end), end, language);
}

function call(callee: string, text: string, end: number, language: Language): ReadCall {
  const positional: string[] = [];
  const named: Record<string, string> = {};
  for (const part of splitTopLevel(text)) {
    const pair = keywordOf(part, language);
    if (pair) named[pair[0]] = pair[1];
    else {
      positional.push(part);
      if (part.startsWith('{') && part.endsWith('}'))
        for (const member of splitTopLevel(part.slice(1, -1))) addMember(named, member);
    }
  }
  return { callee, positional, named, text, end };
}

const KEYWORD: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /^(?<key>[A-Za-z_]\w*)\s*=(?!=)\s*/,
  java: /^(?<key>[A-Za-z_]\w*)\s*=(?!=)\s*/,
  ruby: /^:?(?<key>[A-Za-z_]\w*)(?::(?!:)|\s*=>)\s*/,
  elixir: /^(?<key>[A-Za-z_]\w*):(?!:)\s*/,
  php: /^(?<key>[A-Za-z_]\w*):(?!:)\s*/,
  csharp: /^(?<key>[A-Za-z_]\w*):(?!:)\s*/,
};

function keywordOf(part: string, language: Language): [string, string] | null {
  const match = KEYWORD[language]?.exec(part);
  return match?.groups?.key ? [match.groups.key, part.slice(match[0].length).trim()] : null;
}

function addMember(named: Record<string, string>, member: string): void {
  const match = /^(?:(?<plain>[\w$]+)|["'](?<quoted>[^"']{1,100})["'])\s*(?<sign>:|=>)?\s*/.exec(member);
  const key = match?.groups?.plain ?? match?.groups?.quoted;
  if (key && match) named[key] = match.groups?.sign ? member.slice(match[0].length).trim() : key;
}

/** Splits at commas that stand in no bracket and no string. */
export function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'" || char === '`') at = afterQuote(text, at) - 1;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** The offset of the bracket that closes the one at `open` (or of the cut). */
export function closing(code: string, open: number, lengthMax = ARGUMENTS_LENGTH_MAX): number {
  const limit = Math.min(code.length, open + lengthMax);
  let depth = 0;
  for (let at = open; at < limit; at += 1) {
    const char = code[at] ?? '';
    if (char === '"' || char === "'" || char === '`') at = afterQuote(code, at) - 1;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return limit;
}

function afterQuote(text: string, start: number): number {
  const char = text[start] ?? '';
  const quote = text.startsWith(char.repeat(3), start) && char !== '`' ? char.repeat(3) : char;
  for (let at = start + quote.length; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (text[at] === '\n' && quote.length === 1 && quote !== '`') return at;
  }
  return text.length;
}

function calleeStart(code: string, at: number): number {
  let start = at;
  const limit = Math.max(0, at - CALLEE_LENGTH_MAX);
  while (start > limit) {
    const char = code[start - 1] ?? '';
    if (/[\w$.]/.test(char)) start -= 1;
    else if ((char === '>' && code[start - 2] === '-') || (char === ':' && code[start - 2] === ':')) start -= 2;
    else if (char === '?' && code[start] === '.') start -= 1;
    // A chain may break its line before the dot.
    else if (/\s/.test(char) && code[start] === '.') start -= 1;
    else break;
  }
  while (/\s/.test(code[start] ?? '')) start += 1;
  return start;
}

function afterGeneric(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < Math.min(code.length, open + 300); at += 1) {
    if (code[at] === '<') depth += 1;
    else if (code[at] === '>') {
      depth -= 1;
      if (depth === 0) return skipSpace(code, at + 1);
    } else if (code[at] === ';' || code[at] === '\n') return open;
  }
  return open;
}

function skipSpace(code: string, from: number): number {
  let at = from;
  while (code[at] === ' ' || code[at] === '\t') at += 1;
  return at;
}

function lineEnd(code: string, from: number): number {
  const end = code.indexOf('\n', from);
  return end < 0 ? code.length : end;
}
