/** Offsets in HCL text: where strings, heredocs, comments and expressions end. All linear in what they pass over. */

/** The offset of the next character that is no blank and no comment; `newlines` says whether newlines are blanks too. */
export function skipBlanks(text: string, start: number, newlines: boolean): number {
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === ' ' || character === '\t' || character === '\r' || (newlines && character === '\n')) at += 1;
    else if (character === '#' || (character === '/' && text[at + 1] === '/')) at = endOfLine(text, at);
    else if (character === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end === -1 ? text.length : end + 2;
    } else break;
  }
  return at;
}

export function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** The offset after a string that starts with `"` at `start`; `${…}` and `%{…}` may hold strings of their own. */
export function endOfString(text: string, start: number): number {
  const contexts: ('"' | '{')[] = ['"'];
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (contexts.at(-1) === '"') {
      if (character === '\\') at += 1;
      else if (character === '\n' && contexts.length === 1) return at;
      else if (character === '"') contexts.pop();
      else if ((character === '$' || character === '%') && text[at + 1] === '{' && text[at - 1] !== character) {
        contexts.push('{');
        at += 1;
      }
    } else if (character === '"') contexts.push('"');
    else if (character === '{') contexts.push('{');
    else if (character === '}') contexts.pop();
    if (contexts.length === 0) return at + 1;
  }
  return text.length;
}

export interface HclHeredoc {
  contentStart: number;
  contentEnd: number;
  end: number;
}

/** The heredoc that starts with `<<` at `start`, or null. */
export function heredocAt(text: string, start: number): HclHeredoc | null {
  if (!text.startsWith('<<', start)) return null;
  const head = /^<<-?(?<name>[A-Za-z_]\w{0,100})[ \t\r]{0,20}$/.exec(
    text.slice(start, Math.min(start + 150, endOfLine(text, start))),
  );
  const name = head?.groups?.name;
  if (name === undefined) return null;
  const contentStart = Math.min(text.length, endOfLine(text, start) + 1);
  for (let at = contentStart; at < text.length; ) {
    const end = endOfLine(text, at);
    if (end - at < 1_000 && text.slice(at, end).trim() === name) return { contentStart, contentEnd: at, end };
    at = end + 1;
  }
  return { contentStart, contentEnd: text.length, end: text.length };
}

/** The end of an expression that goes on from `start`: a newline (where `newlineEnds`), a comma or a closing bracket outside brackets. */
export function endOfExpression(text: string, start: number, newlineEnds: boolean): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    const heredoc = character === '<' ? heredocAt(text, at) : null;
    if (heredoc) {
      at = heredoc.end;
      continue;
    }
    if (character === '#' || (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*'))) {
      at = skipBlanks(text, at, false);
      continue;
    }
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (depth === 0 && (character === ',' || (character === '\n' && newlineEnds))) return at;
    at += 1;
  }
  return text.length;
}
