import { type Block, newCommand } from './shell-block.ts';
import type { ShellBlock, ShellCommand, ShellOperator, ShellScript, ShellVia } from './shell-command.ts';
import { lexShell, type ShellTokens, type ShellWord } from './shell-lexer.ts';
import { nestedScripts } from './shell-nesting.ts';
import { isFunctionHead, lastLineOf, readAssignment, skipTo } from './shell-tokens.ts';

export type { ShellCommand, ShellScript } from './shell-command.ts';

interface Parsing {
  lexed: ShellTokens;
  script: ShellScript;
  via: ShellVia;
  depth: number;
  blocks: Block[];
  current: ShellCommand | null;
  before: ShellOperator;
  pendingFunction: string | null;
  withSubstitutions: boolean;
}

const nestingMax = 6;
const blocksMax = 100;
const commandsMax = 100_000;
const redirectOperators = new Set(['<', '>', '>>', '<<', '<<-', '<<<', '>&', '<&', '&>', '&>>', '>|', '<>']);

/** Splits a script or command line into its simple commands. `line` is the line of its first character. Never throws; linear. */
export function parseShell(text: string, line = 1): ShellScript {
  const script: ShellScript = { commands: [], functions: [], errors: [] };
  parseInto(script, text, line, 'script', 0, true);
  return script;
}

/** The commands of an argument list as in `CMD ["sh", "-c", "a && b"]`: the command itself and what it nests. */
export function parseArguments(args: { text: string; line: number }[]): ShellScript {
  const script: ShellScript = { commands: [], functions: [], errors: [] };
  const [first] = args;
  if (first === undefined) return script;
  const words = args.map(({ text, line }): ShellWord => {
    return { text, raw: text, line, quoted: true, variables: [], substitutions: [] };
  });
  const command = newCommand(first.line, '', 'script', []);
  command.words = words;
  command.name = first.text;
  command.endLine = args.at(-1)?.line ?? first.line;
  script.commands.push(command);
  parseNested(script, command, 0, true);
  return script;
}

function parseInto(
  script: ShellScript,
  text: string,
  line: number,
  via: ShellVia,
  depth: number,
  withSubstitutions: boolean,
): void {
  const lexed = lexShell(text, line);
  script.errors.push(...lexed.errors.slice(0, 20));
  const parsing: Parsing = {
    lexed,
    script,
    via,
    depth,
    blocks: [],
    current: null,
    before: '',
    pendingFunction: null,
    withSubstitutions,
  };
  const { tokens } = lexed;
  let index = 0;
  while (index < tokens.length && script.commands.length < commandsMax) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.type === 'word') index = readWordToken(parsing, token.word, index);
    else if (token.type === 'newline') {
      finish(parsing, ';');
      index += 1;
    } else index = readOperator(parsing, token.operator, token.line, index);
  }
  finish(parsing, '');
}

function readWordToken(parsing: Parsing, word: ShellWord, index: number): number {
  const top = parsing.blocks.at(-1);
  if (parsing.current === null) {
    if (top?.kind === 'case' && top.pattern) return readCasePattern(parsing, word, index);
    const next = readKeyword(parsing, word, index);
    if (next !== null) return next;
    if (isFunctionHead(parsing.lexed.tokens, index)) {
      startFunction(parsing, word);
      return index + 3;
    }
  }
  const command = currentCommand(parsing, word.line);
  if (word.raw === '[[' && command.words.length === 0) return readTest(parsing, command, index);
  const assignment = command.words.length === 0 ? readAssignment(word) : null;
  if (assignment) command.assignments.push(assignment);
  else command.words.push(word);
  command.endLine = Math.max(command.endLine, lastLineOf(word));
  return index + 1;
}

/** Handles a reserved word at the start of a command; null where the word is none. */
function readKeyword(parsing: Parsing, word: ShellWord, index: number): number | null {
  const top = parsing.blocks.at(-1);
  switch (word.raw) {
    case 'if':
    case 'while':
    case 'until':
      pushBlock(parsing, word.raw, true);
      return index + 1;
    case 'then':
    case 'else':
    case 'do':
      if (top) top.condition = false;
      return index + 1;
    case 'elif':
      if (top) top.condition = true;
      return index + 1;
    case 'fi':
    case 'done':
    case 'esac':
    case '}':
      parsing.blocks.pop();
      return index + 1;
    case '{':
      pushBlock(parsing, parsing.pendingFunction === null ? 'group' : 'function', false);
      return index + 1;
    case '!':
    case 'time':
      return index + 1;
    case 'for':
    case 'select':
      pushBlock(parsing, 'for', false);
      return skipTo(parsing.lexed.tokens, index + 1, 'do');
    case 'case':
      pushBlock(parsing, 'case', false);
      return skipCaseHead(parsing, index + 1);
    case 'function':
      return readFunctionKeyword(parsing, index + 1);
    default:
      return null;
  }
}

function readOperator(parsing: Parsing, operator: string, line: number, index: number): number {
  if (redirectOperators.has(operator)) return readRedirect(parsing, operator, line, index);
  if (operator === '(') {
    const top = parsing.blocks.at(-1);
    if (!(top?.kind === 'case' && top.pattern) && parsing.current === null) {
      pushBlock(parsing, parsing.pendingFunction === null ? 'subshell' : 'function', false);
    }
    return index + 1;
  }
  if (operator === ')') {
    finish(parsing, ';');
    const top = parsing.blocks.at(-1);
    if (top?.kind === 'subshell' || top?.kind === 'function') parsing.blocks.pop();
    return index + 1;
  }
  if (operator === ';;' || operator === ';&' || operator === ';;&') {
    finish(parsing, ';');
    const top = parsing.blocks.at(-1);
    if (top?.kind === 'case') top.pattern = true;
    return index + 1;
  }
  finish(parsing, operator === '|&' ? '|' : (operator as ShellOperator));
  return index + 1;
}

function readRedirect(parsing: Parsing, operator: string, line: number, index: number): number {
  const command = currentCommand(parsing, line);
  const token = parsing.lexed.tokens[index + 1];
  if (token?.type !== 'word') return index + 1;
  const heredoc = parsing.lexed.heredocs.get(index + 1) ?? null;
  const descriptor = takeDescriptor(parsing, command, index);
  command.redirects.push({ operator: descriptor + operator, target: token.word, heredoc });
  command.endLine = Math.max(command.endLine, token.word.line, heredoc?.closingLine ?? 0);
  return index + 2;
}

/** `2>` is lexed as a word and an operator: the digit belongs to the redirect where they touch. */
function takeDescriptor(parsing: Parsing, command: ShellCommand, index: number): string {
  const operator = parsing.lexed.tokens[index];
  const before = parsing.lexed.tokens[index - 1];
  if (operator?.type !== 'operator' || before?.type !== 'word' || before.end !== operator.start) return '';
  if (!/^\d$/.test(before.word.raw) || command.words.at(-1) !== before.word) return '';
  command.words.pop();
  return before.word.raw;
}

function readTest(parsing: Parsing, command: ShellCommand, start: number): number {
  const { tokens } = parsing.lexed;
  let index = start;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.type !== 'word') continue;
    command.words.push(token.word);
    command.endLine = Math.max(command.endLine, token.word.line);
    if (token.word.raw === ']]') return index + 1;
  }
  return index;
}

function readCasePattern(parsing: Parsing, word: ShellWord, index: number): number {
  const top = parsing.blocks.at(-1);
  if (word.raw === 'esac') {
    parsing.blocks.pop();
    return index + 1;
  }
  const { tokens } = parsing.lexed;
  let next = index;
  while (next < tokens.length) {
    const token = tokens[next];
    next += 1;
    if (token?.type === 'operator' && token.operator === ')') break;
  }
  if (top) top.pattern = false;
  return next;
}

function skipCaseHead(parsing: Parsing, index: number): number {
  const next = skipTo(parsing.lexed.tokens, index, 'in');
  const top = parsing.blocks.at(-1);
  if (top?.kind === 'case') top.pattern = true;
  return next + 1;
}

function readFunctionKeyword(parsing: Parsing, index: number): number {
  const token = parsing.lexed.tokens[index];
  if (token?.type !== 'word') return index;
  startFunction(parsing, token.word);
  return isFunctionHead(parsing.lexed.tokens, index) ? index + 3 : index + 1;
}

function startFunction(parsing: Parsing, word: ShellWord): void {
  parsing.script.functions.push({ name: word.text, line: word.line });
  parsing.pendingFunction = word.text;
}

function pushBlock(parsing: Parsing, kind: ShellBlock, condition: boolean): void {
  const functionName = parsing.pendingFunction ?? parsing.blocks.at(-1)?.functionName ?? null;
  parsing.pendingFunction = null;
  // Past this depth blocks are no longer told apart: every command copies their list.
  if (parsing.blocks.length < blocksMax) parsing.blocks.push({ kind, condition, pattern: false, functionName });
}

function currentCommand(parsing: Parsing, line: number): ShellCommand {
  parsing.current ??= newCommand(line, parsing.before, parsing.via, parsing.blocks);
  return parsing.current;
}

/** Ends the command that is being read; `operator` is what follows it. */
function finish(parsing: Parsing, operator: ShellOperator): void {
  const command = parsing.current;
  if (command === null) return;
  parsing.current = null;
  parsing.before = operator;
  command.name = command.words[0]?.text ?? '';
  command.after = operator;
  parsing.script.commands.push(command);
  parseNested(parsing.script, command, parsing.depth, parsing.withSubstitutions);
}

function parseNested(script: ShellScript, command: ShellCommand, depth: number, withSubstitutions: boolean): void {
  if (depth >= nestingMax) return;
  for (const nested of nestedScripts(command)) {
    if (nested.via === 'substitution' && !withSubstitutions) continue;
    parseInto(
      script,
      nested.text,
      nested.line,
      nested.via,
      depth + 1,
      withSubstitutions && !nested.hasReadSubstitutions,
    );
  }
}
