import { defineRule, fail } from '../../../engine/define-rule.ts';
import { blocksByName } from './blocks.ts';
import { mapsByName } from './maps.ts';
import { ternariesByName } from './ternaries.ts';
import { terraformByName } from './terraform.ts';

export const noEnvironmentBranches = defineRule({
  id: 'config/no-environment-branches',
  factor: 'config',
  title: "Code does not choose config by the environment's name",
  severity: 'medium',
  remediation:
    'Give each such value a variable of its own with a default that suits development, and let every deploy set it; then a new environment needs no change of code.',
  appliesTo: ({ facts }) =>
    facts.environment.variables.length > 0 || facts.settings.all.length > 0 || 'The code has no config.',
  silence: "No host, credential, URL or limit is chosen by a deploy's name.",

  *check({ repo, facts }) {
    const lines = new Set<string>();
    for (const { place, name } of [
      ...ternariesByName(repo, facts),
      ...blocksByName(repo, facts),
      ...mapsByName(repo, facts),
      ...terraformByName(repo),
    ]) {
      const line = `${place.path}:${place.startLine}`;
      if (lines.has(line)) continue;
      lines.add(line);
      yield fail(place, `The deploy's name chooses ${name}.`, { confidence: 'medium' });
    }
  },
});
