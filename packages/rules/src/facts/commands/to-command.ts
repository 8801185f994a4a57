import { parseArguments, parseShell, type ShellCommand } from '../../repo/parsers/shell.ts';
import { unwrapCommand } from '../../repo/parsers/shell-unwrap.ts';
import type { Place } from '../../repo/place.ts';
import type { Command } from '../commands-fact.ts';

/** A whole script or command line; `line` is the file's line of its first character. Assignments on lines of their own are left out. */
export function commandsOf(text: string, path: string, line = 1): Command[] {
  return parseShell(text, line)
    .commands.filter((command) => command.words.length > 0)
    .map((command) => toCommand(command, path));
}

/** The commands of an argument list (exec form, YAML list); what `sh -c` nests comes after it. */
export function commandsOfArguments(args: readonly string[], place: Place): Command[] {
  const words = args.map((text) => ({ text, line: place.startLine }));
  return parseArguments(words)
    .commands.filter((command) => command.words.length > 0)
    .map((command) => toCommand(command, place.path, place));
}

function toCommand(command: ShellCommand, path: string, place?: Place): Command {
  const unwrapped = unwrapCommand(command);
  const assignments = [
    ...command.assignments.map(({ name, value }) => ({ name, value: value.text })),
    ...unwrapped.assignments.map(({ name, value }) => ({ name, value })),
  ];
  return {
    text: command.words.map((word) => word.raw).join(' '),
    words: command.words.map((word) => word.text),
    program: unwrapped.name,
    args: unwrapped.words.slice(1).map((word) => word.text),
    wrappers: unwrapped.wrappers,
    assignments,
    background: command.after === '&',
    joined: command.before === '&' ? ';' : command.before,
    conditional: command.blocks.some((block) => block !== 'group' && block !== 'subshell') || command.condition,
    remote: command.via === 'ssh',
    redirects: command.redirects.map((redirect) => `${redirect.operator}${redirect.target.text}`),
    place: place ?? { path, startLine: command.startLine, endLine: Math.max(command.startLine, command.endLine) },
  };
}
