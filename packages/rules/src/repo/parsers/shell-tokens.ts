import type { ShellAssignment } from './shell-command.ts';
import type { ShellToken, ShellWord } from './shell-lexer.ts';

const assignmentForm = /^(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]]{0,100}\])?\+?=/;

/** The index of the next word that reads `keyword`, or the end. */
export function skipTo(tokens: ShellToken[], start: number, keyword: string): number {
  let index = start;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.type === 'word' && token.word.raw === keyword) return index;
  }
  return index;
}

export function isFunctionHead(tokens: ShellToken[], index: number): boolean {
  const [open, close] = [tokens[index + 1], tokens[index + 2]];
  return open?.type === 'operator' && open.operator === '(' && close?.type === 'operator' && close.operator === ')';
}

export function readAssignment(word: ShellWord): ShellAssignment | null {
  const match = assignmentForm.exec(word.raw.slice(0, 500));
  if (!match?.groups) return null;
  const equals = word.text.indexOf('=');
  const value = { ...word, text: word.text.slice(equals + 1), raw: word.raw.slice(match[0].length) };
  return { name: match.groups.name ?? '', value, line: word.line };
}

export function lastLineOf(word: ShellWord): number {
  let line = word.line;
  for (let at = word.raw.indexOf('\n'); at !== -1; at = word.raw.indexOf('\n', at + 1)) line += 1;
  return line;
}
