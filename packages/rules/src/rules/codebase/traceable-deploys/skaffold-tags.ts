import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import { parseYaml } from '../../../repo/parsers/yaml.ts';

/** Skaffold's own policy is the commit, unless its file names another or the command gives a tag. */
export function isTaggedBySkaffold({ repo }: RuleContext, commands: readonly Command[]): boolean {
  const builds = commands.filter(
    ({ program, args }) => program === 'skaffold' && /^(?:run|build)$/.test(args[0] ?? ''),
  );
  if (builds.length === 0 || builds.some(({ args }) => args.some((arg) => /^(?:-t|--tag)(?:=|$)/.test(arg))))
    return false;
  return repo.named('skaffold.yaml', 'skaffold.yml').some((path) =>
    (repo.parsed(path, parseYaml)?.documents ?? []).some((document) => {
      const policy = document.get('build', 'tagPolicy');
      return policy === null || policy.get('gitCommit') !== null;
    }),
  );
}
