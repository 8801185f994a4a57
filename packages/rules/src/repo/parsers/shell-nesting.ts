import type { ShellCommand, ShellVia, ShellWord } from './shell-command.ts';
import { unwrapCommand } from './shell-unwrap.ts';

export interface NestedScript {
  text: string;
  line: number;
  via: ShellVia;
  /** The substitutions of its text were found already, in the word that holds it: they must not count twice. */
  hasReadSubstitutions: boolean;
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);
/** Options of ssh that take a value of their own. */
const sshValueOptions = new Set('-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w'.split(' '));

/** The scripts inside a command: substitutions, `sh -c "…"`, `eval "…"`, a heredoc to a shell, and what ssh runs. */
export function nestedScripts(command: ShellCommand): NestedScript[] {
  const scripts: NestedScript[] = [];
  const words = [...command.words, ...command.assignments.map((assignment) => assignment.value)];
  for (const word of [...words, ...command.redirects.map((redirect) => redirect.target)]) {
    for (const { text, line } of word.substitutions) {
      scripts.push({ text, line, via: 'substitution', hasReadSubstitutions: false });
    }
  }
  const { name, words: own } = unwrapCommand(command);
  if (shells.has(name)) scripts.push(...shellScripts(command, own));
  else if (name === 'eval') scripts.push(...scriptOfWords(own.slice(1), 'shell'));
  else if (name === 'ssh') scripts.push(...sshScripts(command, own));
  return scripts;
}

function shellScripts(command: ShellCommand, words: ShellWord[]): NestedScript[] {
  const option = words.findIndex((word, index) => index > 0 && isCommandOption(word.text));
  if (option !== -1) return scriptOfWords(words.slice(option + 1, option + 2), 'shell');
  const hasFile = words.slice(1).some((word) => !word.text.startsWith('-'));
  return hasFile && !words.some((word) => word.text === '-s') ? [] : heredocScripts(command, 'shell');
}

/** `-c`, also among other letters: `-lc`, `-exc`. */
function isCommandOption(text: string): boolean {
  return text.length < 10 && text.startsWith('-') && !text.startsWith('--') && text.endsWith('c');
}

function sshScripts(command: ShellCommand, words: ShellWord[]): NestedScript[] {
  let index = 1;
  while (index < words.length && words[index]?.text.startsWith('-')) {
    index += sshValueOptions.has(words[index]?.text ?? '') ? 2 : 1;
  }
  // The word after the options is the host.
  return [...scriptOfWords(words.slice(index + 1), 'ssh'), ...heredocScripts(command, 'ssh')];
}

function scriptOfWords(words: ShellWord[], via: ShellVia): NestedScript[] {
  const [first] = words;
  if (first === undefined) return [];
  const hasReadSubstitutions = words.some((word) => word.substitutions.length > 0);
  return [{ text: words.map((word) => word.text).join(' '), line: first.line, via, hasReadSubstitutions }];
}

function heredocScripts(command: ShellCommand, via: ShellVia): NestedScript[] {
  return command.redirects.flatMap(({ heredoc }) => {
    return heredoc ? [{ text: heredoc.text, line: heredoc.startLine, via, hasReadSubstitutions: false }] : [];
  });
}
