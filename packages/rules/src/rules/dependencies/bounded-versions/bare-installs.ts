import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { Ecosystem } from '../../../facts/dependencies-fact.ts';
import type { Place } from '../../../repo/place.ts';
import { isImported } from './is-imported.ts';

const PIP_VALUES =
  /^(?:-r|--requirement|-c|--constraint|-e|--editable|-t|--target|-i|--index-url|--extra-index-url|--prefix|--root|-f|--find-links|-w|--wheel-dir|--trusted-host|--timeout|--cache-dir|--python|--platform|--only-binary|--no-binary)$/;

/** Packages that a production image installs by bare name beside the manifests, and that production code imports. */
export function bareInstalls(context: RuleContext): { name: string; place: Place }[] {
  const { facts } = context;
  const found: { name: string; place: Place }[] = [];
  for (const { command, purpose } of facts.commands.from('image-build')) {
    if (purpose !== 'production') continue;
    for (const { ecosystem, name } of bareNames(command)) {
      if (facts.dependencies.find(name, ecosystem) || !isImported(context, ecosystem, name)) continue;
      found.push({ name, place: command.place });
    }
  }
  return found;
}

function bareNames({ program, args }: Command): { ecosystem: Ecosystem; name: string }[] {
  const words = program === 'uv' && args[0] === 'pip' ? args.slice(1) : pipWords(program, args);
  if (words && (words[0] === 'install' || words[0] === 'wheel' || words[0] === 'download'))
    return operands(words.slice(1), PIP_VALUES)
      .filter((word) => /^[A-Za-z][\w.-]*(?:\[[\w,.-]+\])?$/.test(word))
      .map((word) => ({ ecosystem: 'python', name: word.replace(/\[.*$/, '').toLowerCase().replace(/[._]+/g, '-') }));
  return [];
}

function pipWords(program: string, args: readonly string[]): readonly string[] | null {
  if (/^pip[\d.]*$/.test(program)) return args;
  return /^python[\d.]*$/.test(program) && args[0] === '-m' && args[1] === 'pip' ? args.slice(2) : null;
}

function operands(words: readonly string[], withValue: RegExp): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (withValue.test(word)) at += 1;
    else if (!word.startsWith('-')) found.push(word);
  }
  return found;
}
