import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import { folderOf, joinPath } from '../../../repo/place.ts';

const DEPTH_MAX = 3;

/** The scripts, Makefile targets and package scripts that commands run, with their texts and commands; those that they run in turn included. */
export function calledBy(
  { repo, facts }: RuleContext,
  commands: readonly Command[],
  folder: string,
  depth = 0,
): { path: string; commands: readonly Command[] }[] {
  if (depth >= DEPTH_MAX) return [];
  return commands.flatMap((command) => {
    const key = keysOf(command, folder).find((candidate) => facts.commands.of(candidate).length > 0);
    if (!key) return [];
    const path = key.replace(/#.*$/, '');
    if (!repo.has(path)) return [];
    const inner = facts.commands.of(key);
    return [
      { path, commands: inner },
      ...calledBy({ repo, facts }, inner, key.includes('#') ? folderOf(path) : folder, depth + 1),
    ];
  });
}

function keysOf({ program, args, words }: Command, folder: string): string[] {
  const inFolders = (name: string): string[] =>
    [joinPath(folder, name), joinPath('', name)].filter((path) => path !== null);
  const operands = args.filter((arg) => !arg.startsWith('-') && !arg.includes('='));
  if (program === 'make' || program === 'gmake')
    return operands.flatMap((target) => inFolders('Makefile').map((path) => `${path}#${target}`));
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
    const name = operands[0] === 'run' ? operands[1] : operands[0];
    return name ? inFolders('package.json').map((path) => `${path}#${name}`) : [];
  }
  const script = /^(?:ba|z|k)?sh$/.test(program) || program === 'source' || program === '.' ? operands[0] : words[0];
  return script?.includes('/') || script?.includes('.') ? inFolders(script) : [];
}
