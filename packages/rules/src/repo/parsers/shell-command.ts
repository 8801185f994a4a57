import type { ParseError, Span } from './lines.ts';
import type { ShellHeredoc, ShellWord } from './shell-lexer.ts';

export type { ShellHeredoc, ShellWord } from './shell-lexer.ts';

export type ShellBlock = 'if' | 'while' | 'until' | 'for' | 'case' | 'group' | 'subshell' | 'function';

export interface ShellAssignment {
  name: string;
  value: ShellWord;
  line: number;
}

export interface ShellRedirect {
  /** `>`, `>>`, `2>`, `<`, `<<`, `<<<`, `>&` … */
  operator: string;
  target: ShellWord;
  heredoc: ShellHeredoc | null;
}

/** One simple command. Keywords (`if`, `do`, `!` …) are not words of it. */
export interface ShellCommand extends Span {
  words: ShellWord[];
  /** The first word as text; '' where there are only assignments or redirects. */
  name: string;
  /** `A=b` before the command, or on a line of its own. */
  assignments: ShellAssignment[];
  redirects: ShellRedirect[];
  /** What joins it to the command before it and after it; '' at the ends, ';' also for a newline. */
  before: ShellOperator;
  after: ShellOperator;
  /** The blocks it stands in, outermost first. */
  blocks: ShellBlock[];
  /** True in the condition of if, while and until. */
  condition: boolean;
  /** The function it is part of, or null. */
  functionName: string | null;
  /** How it is reached: written there, in a substitution, by `sh -c` or a heredoc to a shell, or on another host by ssh. */
  via: ShellVia;
}

export type ShellOperator = '' | '&&' | '||' | '|' | ';' | '&';
export type ShellVia = 'script' | 'substitution' | 'shell' | 'ssh';

export interface ShellScript {
  /** In order; commands nested in a command come right after it. */
  commands: ShellCommand[];
  functions: { name: string; line: number }[];
  errors: ParseError[];
}
