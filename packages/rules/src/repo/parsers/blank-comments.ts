interface CommentForms {
  /** What starts a comment to the end of the line: `//`, `#`. */
  line: readonly string[];
  /** Whether slash-star comments are blanked. */
  block: boolean;
}

/** Replaces comments by spaces and keeps newlines, so that lines and columns stay. Strings in `"` and `'` are left alone; they end with their line. */
export function blankComments(text: string, forms: CommentForms): string {
  const pieces: string[] = [];
  let plain = 0;
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '"' || character === "'") {
      index = endOfString(text, index);
      continue;
    }
    const end = endOfComment(text, index, forms);
    if (end === -1) {
      index += 1;
      continue;
    }
    pieces.push(
      text.slice(plain, index),
      text.slice(index, end).replace(/[^\n]+/g, (part) => ' '.repeat(part.length)),
    );
    plain = end;
    index = end;
  }
  pieces.push(text.slice(plain));
  return pieces.join('');
}

function endOfComment(text: string, index: number, forms: CommentForms): number {
  if (forms.block && text[index] === '/' && text[index + 1] === '*') {
    const end = text.indexOf('*/', index + 2);
    return end === -1 ? text.length : end + 2;
  }
  if (!forms.line.some((sign) => text.startsWith(sign, index))) return -1;
  const end = text.indexOf('\n', index);
  return end === -1 ? text.length : end;
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === quote) return index + 1;
    else if (character === '\n') return index;
  }
  return text.length;
}
