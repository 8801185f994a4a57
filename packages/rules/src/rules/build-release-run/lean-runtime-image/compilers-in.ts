import type { Image, Instruction } from '../../../facts/images-fact.ts';
import type { Place } from '../../../repo/place.ts';

const COMPILERS =
  /^(?:build-essential|build-base|gcc(?:-\d+)?|g\+\+(?:-\d+)?|clang(?:-\d+)?|make|cmake|musl-dev|libc6?-dev|rustc|cargo|golang(?:-go)?|go|maven|gradle|python3?-dev|alpine-sdk|linux-headers|base-devel|autoconf|automake|node-gyp)$/;
/** Alone they are no compiler; they count where a compiler is installed too. */
const MINOR = /^(?:make|cmake|libc6?-dev|musl-dev|python3?-dev|linux-headers|autoconf|automake)$/;

interface Installed {
  name: string;
  place: Place;
}

/** Compilers that the instructions of one stage install through the system's package manager, and do not take away in the same layer. */
export function compilersIn(runs: readonly Instruction[], image: Image): Installed[] {
  return runs.flatMap((run) => {
    const text = run.text.replace(/\\\n/g, ' ');
    const variables = shellVariables(text);
    for (const [name, argument] of image.arguments)
      if (argument.value && !variables.has(name)) variables.set(name, argument.value);
    const installed: string[] = [];
    for (const command of run.commands) {
      const isInstall =
        (/^(?:apt-get|apt|yum|dnf|microdnf|zypper)$/.test(command.program) && command.args.includes('install')) ||
        (command.program === 'apk' && command.args.includes('add'));
      if (isInstall) for (const arg of command.args) installed.push(...expand(arg, variables));
    }
    const names = installed.map((name) => name.replace(/[=~<>:].*$/, '')).filter((name) => COMPILERS.test(name));
    const strong = names.filter((name) => !MINOR.test(name));
    // Removed in the layer that brought it: a virtual package, a variable, or by name.
    const isRemoved =
      /\bapk\s+(?:--\S+\s+)*del\b|\bapt(?:-get)?\s+(?:-\S+\s+)*(?:purge|remove|autoremove)\b|\b(?:yum|dnf|microdnf)\s+(?:-\S+\s+)*(?:remove|erase)\b/.test(
        text,
      );
    const first = strong[0];
    return first !== undefined && !isRemoved ? [{ name: first, place: placeOfWord(run, first) }] : [];
  });
}

function shellVariables(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/(?:^|[\s;&])(?<name>[A-Za-z_]\w*)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/g))
    found.set(match.groups?.name ?? '', match.groups?.double ?? match.groups?.single ?? '');
  return found;
}

function expand(word: string, variables: ReadonlyMap<string, string>): string[] {
  const name = /^\$\{?(?<name>\w+)\}?$/.exec(word)?.groups?.name;
  return name === undefined ? [word] : (variables.get(name) ?? '').split(/\s+/).filter(Boolean);
}

function placeOfWord(run: Instruction, word: string): Place {
  const index = run.text.split('\n').findIndex((line) => line.split(/[\s"\\]+/).includes(word));
  const line = run.place.startLine + Math.max(0, index);
  return {
    path: run.place.path,
    startLine: Math.min(line, run.place.endLine),
    endLine: Math.min(line, run.place.endLine),
  };
}
