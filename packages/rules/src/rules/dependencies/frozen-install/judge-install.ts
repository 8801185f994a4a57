import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Ecosystem, Lock } from '../../../facts/dependencies-fact.ts';
import { folderOf, isInside, type Place } from '../../../repo/place.ts';
import type { ArtefactCommand } from './artefact-installs.ts';
import { bareOperands } from './bare-operands.ts';
import { lockedInstall } from './locked-install.ts';

export interface Installation {
  verdict: 'locked' | 'open';
  text: string;
  why: string;
  fix: string;
  place: Place;
}

/** What an installing command does to the lock; nothing where it installs nothing, or nothing that a lock covers. */
export function judgeInstall(context: RuleContext, use: ArtefactCommand): Installation[] {
  const { command } = use;
  const text = command.text.replace(/\s+/g, ' ').slice(0, 120);
  const bare = bareOperands(command);
  if (bare.length > 0)
    return [
      {
        verdict: 'open',
        text,
        why: `installs ${bare.join(', ')} in whatever version is newest`,
        fix: 'Declare these packages in the manifest and lock them, or pin a version in the command.',
        place: command.place,
      },
    ];
  const args = expandArguments(use);
  const found = lockedInstall({ ...use, command: { ...command, args } }, (ecosystem, kind) =>
    lockFor(context, use, ecosystem, kind),
  );
  // What a variable holds may be the very option that is looked for.
  if (!found || (found.verdict === 'open' && args.some((arg) => /^\$|\$\{?\w*(?:args|flags|opt)/i.test(arg))))
    return [];
  return [{ ...found, text, place: command.place }];
}

/** Options that stand in build arguments and variables: `$UV_OPTIONS`. */
function expandArguments({ command, environment }: ArtefactCommand): string[] {
  return command.args.flatMap((arg) => {
    const name = /^\$\{?(?<name>\w+)\}?$/.exec(arg)?.groups?.name;
    const value = name ? environment.get(name) : undefined;
    return value ? value.split(/\s+/).filter(Boolean) : [arg];
  });
}

/** The lock of an ecosystem that covers the folder: nearest above, or any where the folder is not known to hold a manifest. */
function lockFor(
  { facts }: RuleContext,
  { folder, command }: ArtefactCommand,
  ecosystem: Ecosystem,
  kind?: string,
): Lock | null {
  const locks = facts.dependencies.locks.filter(
    (lock) => lock.ecosystem === ecosystem && !lock.ignored && (kind === undefined || lock.kind === kind),
  );
  const above = locks.filter((lock) => isInside(folder, folderOf(lock.path)));
  const beside = locks.filter((lock) => isInside(folderOf(command.place.path), folderOf(lock.path)));
  const unlocked = facts.dependencies.manifests.some(
    (manifest) =>
      manifest.ecosystem === ecosystem &&
      manifest.component === folder &&
      manifest.locks.length === 0 &&
      manifest.direct.length > 0,
  );
  return above.at(-1) ?? beside.at(-1) ?? (unlocked ? null : (locks[0] ?? null));
}
