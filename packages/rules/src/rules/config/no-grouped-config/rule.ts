import { defineRule, fail } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type GroupedValue, isDeploySpecific } from './deploy-specific.ts';
import { groupedFiles } from './grouped-files.ts';

export const noGroupedConfig = defineRule({
  id: 'config/no-grouped-config',
  factor: 'config',
  title: 'Deploy-specific values are not grouped by environment',
  severity: 'medium',
  remediation:
    'Read each such value from its own variable (a placeholder in YAML, `env("API_URL")` in code) and leave in the group only what belongs to the code.',
  appliesTo: ({ repo, facts }) =>
    facts.environment.variables.length > 0 ||
    facts.settings.all.length > 0 ||
    groupedFiles(repo).length > 0 ||
    'The code has no config.',
  silence: 'No file or block for one environment holds a host, URL or credential.',

  *check({ repo, facts }) {
    const lines = new Set<string>();
    for (const { key, text, place } of valuesOf(repo, facts)) {
      const line = `${place.path}:${place.startLine}`;
      if (lines.has(line) || !isDeploySpecific(key, text)) continue;
      lines.add(line);
      yield fail(place, `${key} is a literal in a group for one environment.`);
    }
  },
});

/** Production's own settings (never the base's), and the data files that are named after a deploy. */
function valuesOf(repo: Repo, facts: Facts): GroupedValue[] {
  const settings = facts.settings.all
    .filter(
      (setting) => setting.profile === 'production' && setting.value.kind === 'literal' && setting.condition === null,
    )
    .map(({ key, value, place }) => ({ key, text: value.literal ?? '', place }));
  return [...settings, ...groupedFiles(repo)];
}
