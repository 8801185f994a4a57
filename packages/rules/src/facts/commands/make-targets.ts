import { parseMakefile } from '../../repo/parsers/makefile.ts';
import { type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Command } from '../commands-fact.ts';
import { commandsOf } from './to-command.ts';

export interface MakeTarget {
  name: string;
  commands: Command[];
  place: Place;
}

const MAKEFILES = ['Makefile', 'makefile', 'GNUmakefile'];

/** The targets of a Makefile with the commands of their recipes. */
export function makeTargets(repo: Repo, path: string): MakeTarget[] {
  return (repo.parsed(path, parseMakefile)?.targets ?? []).map((target) => ({
    name: target.name,
    commands: target.recipe.flatMap(({ text, line }) => commandsOf(text.replaceAll('$$', '$'), path, line)),
    place: placeOf(path, target.startLine, target.endLine),
  }));
}

/** The target that `make x` runs from this folder; null for any other command. */
export function makeTarget(repo: Repo, folder: string, command: Command): MakeTarget | null {
  if (command.program !== 'make' && command.program !== 'gmake') return null;
  const path = MAKEFILES.map((name) => (folder === '' ? name : `${folder}/${name}`)).find((candidate) =>
    repo.has(candidate),
  );
  if (!path) return null;
  const wanted = command.args.find((arg) => !arg.startsWith('-') && !arg.includes('='));
  const targets = makeTargets(repo, path);
  const found = wanted
    ? targets.find((target) => target.name === wanted)
    : targets.find((target) => !target.name.startsWith('.'));
  return found ? { ...found, name: `${path}#${found.name}` } : null;
}

export function isMakefile(name: string): boolean {
  return MAKEFILES.includes(name) || name.endsWith('.mk');
}
