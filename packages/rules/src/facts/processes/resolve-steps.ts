import { parseIni } from '../../repo/parsers/ini.ts';
import { parseShell } from '../../repo/parsers/shell.ts';
import { folderOf, type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { makeTarget } from '../commands/make-targets.ts';
import { packageScript } from '../commands/package-scripts.ts';
import { commandsOf, commandsOfArguments } from '../commands/to-command.ts';
import type { Command } from '../commands-fact.ts';
import type { EnvironmentEntry, ProcessStep } from '../processes-fact.ts';
import type { FileFinder } from './container-paths.ts';
import { withoutDeadBranches } from './dead-branches.ts';
import { serverOf } from './server-of.ts';

const DEPTH_MAX = 6;
const STEPS_MAX = 400;

/** Where a start takes place: which files it can see and in which folder of the repository it stands. */
export interface StartContext {
  repo: Repo;
  find: FileFinder;
  /** Folder whose package.json and Makefile count. */
  folder: string;
  /** Variables that the start is given; without them no branch is decided by a variable. */
  environment?: readonly EnvironmentEntry[];
}

/** The start as an argument list (exec form, lists) or a shell line, with its place. */
export interface Start {
  argv: readonly string[] | null;
  shell: string | null;
  place: Place;
}

/** Follows a start through scripts to the commands that run, in order. `entrypoint` wraps `command` as in Docker. */
export function resolveSteps(context: StartContext, entrypoint: Start | null, command: Start | null): ProcessStep[] {
  const steps: ProcessStep[] = [];
  const rest = command ? argumentsOf(command) : [];
  if (entrypoint) {
    const commands = commandsOfStart(entrypoint, entrypoint.argv ? rest : []);
    follow(context, commands, rest, command?.place ?? entrypoint.place, [], 0, steps);
  } else if (command) follow(context, commandsOfStart(command, []), [], command.place, [], 0, steps);
  const local = steps.filter((step) => !step.command.remote);
  const args = entrypoint && command ? command.argv : null;
  return markMain(context.environment ? withoutDeadBranches(context.repo, local, args, context.environment) : local);
}

/** Commands that the scripts, targets and package scripts among these lead to; those that lead nowhere stay out. */
export function followCommands(context: StartContext, commands: readonly Command[]): Command[] {
  const steps: ProcessStep[] = [];
  for (const command of commands) follow(context, [command], [], command.place, [], 0, steps);
  return steps.filter((step) => step.via.length > 0).map((step) => step.command);
}

function argumentsOf(start: Start): string[] {
  return start.argv ? [...start.argv] : ['sh', '-c', start.shell ?? ''];
}

function commandsOfStart(start: Start, more: readonly string[]): Command[] {
  if (start.argv) return commandsOfArguments([...start.argv, ...more], start.place);
  return commandsOf(start.shell ?? '', start.place.path, start.place.startLine);
}

function follow(
  context: StartContext,
  commands: readonly Command[],
  args: readonly string[],
  argsPlace: Place,
  via: readonly string[],
  depth: number,
  steps: ProcessStep[],
): void {
  for (const command of commands) {
    if (steps.length >= STEPS_MAX) return;
    if (isShellCarrier(command)) continue;
    if (isArgumentsCall(command)) {
      if (args.length > 0 && depth < DEPTH_MAX) {
        const inner = commandsOfArguments(args, argsPlace).map((item) => ({
          ...item,
          wrappers: [...command.wrappers, ...item.wrappers],
          conditional: item.conditional || command.conditional,
        }));
        follow(context, inner, [], argsPlace, via, depth + 1, steps);
      }
      continue;
    }
    if (command.program === 'uwsgi') for (const step of uwsgiSteps(context, command, via)) steps.push(step);
    const target = depth < DEPTH_MAX ? targetOf(context, command, via) : null;
    if (!target) {
      steps.push({ command, place: command.place, via, main: false });
      continue;
    }
    const inherited = target.commands.map((item) => ({
      ...item,
      conditional: item.conditional || command.conditional,
      background: item.background || command.background,
    }));
    // The wrapper itself stays visible to rules about signals (`npm start` as the first process).
    if (target.keep) steps.push({ command, place: command.place, via, main: false });
    follow(
      { ...context, folder: target.folder },
      inherited,
      target.args,
      argsPlace,
      [...via, target.name],
      depth + 1,
      steps,
    );
  }
}

/** What a uWSGI configuration runs before and beside the app: hooks and attached daemons. */
function uwsgiSteps(context: StartContext, command: Command, via: readonly string[]): ProcessStep[] {
  const written = command.args.find((arg) => arg.endsWith('.ini'))?.replace(/^--ini=/, '');
  const path = written ? context.find(written) : null;
  const entries = path ? (context.repo.parsed(path, parseIni)?.entries ?? []) : [];
  return entries.flatMap((entry) => {
    const isDaemon = /^(?:smart-)?attach-daemon2?$/.test(entry.key);
    const hook = /^(?:hook-|exec-)/.test(entry.key) ? (entry.value ?? '').replace(/^exec:/, '') : '';
    const text = isDaemon ? (entry.value ?? '') : hook;
    if (path === null || text === '') return [];
    return commandsOf(text, path, entry.startLine).map((item) => ({
      command: { ...item, background: isDaemon },
      place: item.place,
      via: [...via, path],
      main: false,
    }));
  });
}

/** `exec "$@"`, `"$@"`, `exec $*`. */
function isArgumentsCall(command: Command): boolean {
  return (
    command.program === '$@' ||
    command.program === '$*' ||
    command.program === `$\{@}` ||
    (command.words.length > 0 && /^\$\{?[@*]\}?$/.test(command.words.at(-1) ?? '') && command.program === 'exec')
  );
}

/** `sh -c '…'`: the parser lists what it runs after it. */
function isShellCarrier(command: Command): boolean {
  return /^(?:ba|da|a|z|k)?sh$/.test(command.program) && command.args.some((arg) => /^-[a-z]*c$/.test(arg));
}

interface Target {
  name: string;
  commands: readonly Command[];
  args: readonly string[];
  folder: string;
  keep: boolean;
}

function targetOf(context: StartContext, command: Command, via: readonly string[]): Target | null {
  const script = packageScript(context.repo, context.folder, command);
  if (script && !via.includes(script.name))
    return { name: script.name, commands: script.commands, args: [], folder: folderOf(script.path), keep: true };
  const make = makeTarget(context.repo, context.folder, command);
  if (make && !via.includes(make.name))
    return { name: make.name, commands: make.commands, args: [], folder: context.folder, keep: true };
  const isShell =
    /^(?:ba|da|a|z|k)?sh$/.test(command.program) || command.program === '.' || command.program === 'source';
  const written = isShell ? command.args.find((arg) => !arg.startsWith('-')) : programAsWritten(command);
  if (!written || written.includes('$')) return null;
  const path = context.find(written);
  if (!path || via.includes(path) || !isShellScript(context.repo, path)) return null;
  const args = isShell ? command.args.slice(command.args.indexOf(written) + 1) : command.args;
  return { name: path, commands: scriptCommands(context.repo, path, args), args, folder: context.folder, keep: false };
}

/** The word that names the program, with its folders. */
function programAsWritten(command: Command): string | undefined {
  return command.words.find((word) => word === command.program || word.endsWith(`/${command.program}`));
}

export function isShellScript(repo: Repo, path: string): boolean {
  const text = repo.text(path);
  if (/\.(?:sh|bash|zsh|ksh)$/.test(path)) return true;
  return (
    /^#!\s*\/\S*(?:\/env\s+(?:-S\s+)?)?(?:with-contenv\s+)?(?:\/)?(?:ba|da|a|z|k)?sh\b/.test(text.slice(0, 200)) ||
    /^#!\s*\/\S*(?:ba|da|a|z|k)?sh\b/.test(text.slice(0, 200)) ||
    /^#!\s*\/usr\/bin\/(?:env\s+(?:bash|sh)|with-contenv)/.test(text.slice(0, 200))
  );
}

/** A script's commands as they run for these arguments: functions where they are called, of a `case` on `$1` only the arm that is taken. */
export function scriptCommands(repo: Repo, path: string, args: readonly string[]): Command[] {
  const text = repo.text(path);
  const parsed = parseShell(text).commands;
  const all = commandsOf(text, path);
  const lines = repo.lines(path);
  const excluded = caseLinesNotTaken(lines, args[0]);
  const functions = new Map<string, number[]>();
  const kept = parsed.filter((command) => command.words.length > 0);
  for (const [index, command] of kept.entries()) {
    if (command.functionName !== null)
      functions.set(command.functionName, [...(functions.get(command.functionName) ?? []), index]);
  }
  const out: Command[] = [];
  const visit = (index: number, depth: number, inFunction: boolean): void => {
    const command = all[index];
    const source = kept[index];
    if (!command || !source || out.length >= STEPS_MAX || excluded.has(command.place.startLine)) return;
    const body = functions.get(command.program);
    if (body && depth < DEPTH_MAX) {
      for (const inner of body) visit(inner, depth + 1, true);
      return;
    }
    const blocks = source.blocks.filter(
      (block) => block !== 'group' && block !== 'subshell' && !(inFunction && block === 'function'),
    );
    const isTakenArm = blocks.length > 0 && blocks.every((block) => block === 'case') && excluded.size > 0;
    out.push({ ...command, conditional: (blocks.length > 0 && !isTakenArm) || source.condition });
  };
  for (const [index, command] of kept.entries()) if (command.functionName === null) visit(index, 0, false);
  return out;
}

/** Lines of the arms of `case "$1"` that these arguments do not take; none where the argument is not known. */
function caseLinesNotTaken(lines: readonly string[], argument: string | undefined): ReadonlySet<number> {
  const excluded = new Set<number>();
  const start = lines.findIndex((line) => /^\s*case\s+"?\$\{?(?:1|@|\*)(?:[:}-][^"\s]*)?"?\s+in\b/.test(line));
  if (start < 0 || argument === undefined || argument.includes('$')) return excluded;
  const arms: { patterns: string[]; from: number; to: number }[] = [];
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*esac\b/.test(line)) break;
    const pattern = /^\s*\(?(?<patterns>[\w"'*|. -]{1,200}?)\)/.exec(line)?.groups?.patterns;
    const open = arms.at(-1);
    if (pattern !== undefined && (!open || open.to > 0))
      arms.push({
        patterns: pattern.split('|').map((item) => item.trim().replace(/^["']|["']$/g, '')),
        from: index + 1,
        to: 0,
      });
    const last = arms.at(-1);
    if (last && last.to === 0 && /;;/.test(line)) last.to = index + 1;
  }
  const taken = arms.find((arm) => arm.patterns.includes(argument)) ?? arms.find((arm) => arm.patterns.includes('*'));
  if (!taken) return excluded;
  for (const arm of arms)
    if (arm !== taken) for (let line = arm.from; line <= Math.max(arm.from, arm.to); line += 1) excluded.add(line);
  return excluded;
}

/** The last server that is certain to run, else the last server, else the last command in the foreground that does something. */
function markMain(steps: readonly ProcessStep[]): ProcessStep[] {
  const serving = (step: ProcessStep) => serverOf(step.command) !== null;
  const index = [
    steps.findLastIndex((step) => serving(step) && !step.command.conditional && !step.command.background),
    steps.findLastIndex((step) => serving(step) && !step.command.background),
    steps.findLastIndex((step) => step.command.wrappers.includes('exec') && !step.command.conditional),
    // A script that ends in `if …; then exec "$@"; else exec server; fi`.
    steps.at(-1)?.command.wrappers.includes('exec') ? steps.length - 1 : -1,
    steps.findLastIndex(
      (step) =>
        !step.command.conditional &&
        !step.command.background &&
        !/^(?:echo|set|export|cd|true|exit|wait|:|\[|test|printf|source|\.|shift|trap|return|umask)$/.test(
          step.command.program,
        ),
    ),
  ].find((found) => found >= 0);
  return steps.map((step, at) => (at === index ? { ...step, main: true } : step));
}

/** A start that stands as one text at a place. */
export function shellStart(shell: string, path: string, line: number): Start {
  return { argv: null, shell, place: placeOf(path, line) };
}
