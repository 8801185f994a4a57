import { type ParseError, splitLines } from './lines.ts';

export interface GoRequirement {
  path: string;
  version: string;
  indirect: boolean;
  line: number;
}

export interface GoModule {
  module: { path: string; line: number } | null;
  /** The `go` line: a minimum. */
  go: { version: string; line: number } | null;
  toolchain: { version: string; line: number } | null;
  requirements: GoRequirement[];
  replacements: { from: string; to: string; line: number }[];
  /** Of go.work. */
  uses: { path: string; line: number }[];
  errors: ParseError[];
}

/** Reads go.mod and go.work. Never throws. */
export function parseGoModule(text: string): GoModule {
  const file: GoModule = {
    module: null,
    go: null,
    toolchain: null,
    requirements: [],
    replacements: [],
    uses: [],
    errors: [],
  };
  let block = '';
  for (const [index, raw] of splitLines(text).entries()) {
    const comment = raw.indexOf('//');
    const note = comment === -1 ? '' : raw.slice(comment + 2).trim();
    const line = (comment === -1 ? raw : raw.slice(0, comment)).trim();
    if (line === '') continue;
    if (line === ')') {
      block = '';
      continue;
    }
    const words = line.split(/\s+/);
    if (block === '' && words.at(-1) === '(') {
      block = words[0] ?? '';
      continue;
    }
    const directive = block === '' ? (words.shift() ?? '') : block;
    readDirective(directive, words.map(unquote), note, index + 1, file);
  }
  return file;
}

function readDirective(directive: string, words: string[], note: string, line: number, file: GoModule): void {
  const [first = '', second = ''] = words;
  if (directive === 'module') file.module = { path: first, line };
  else if (directive === 'go') file.go = { version: first, line };
  else if (directive === 'toolchain') file.toolchain = { version: first, line };
  else if (directive === 'use') file.uses.push({ path: first, line });
  else if (directive === 'require') {
    file.requirements.push({ path: first, version: second, indirect: note.startsWith('indirect'), line });
  } else if (directive === 'replace') {
    const arrow = words.indexOf('=>');
    if (arrow !== -1) file.replacements.push({ from: first, to: words.slice(arrow + 1).join(' '), line });
  } else if (!['exclude', 'retract', 'tool', 'godebug', 'ignore'].includes(directive) && file.errors.length < 50) {
    file.errors.push({ message: 'Not a directive of go.mod', line });
  }
}

function unquote(word: string): string {
  return word.length > 1 && /^["`]/.test(word) ? word.slice(1, -1) : word;
}
