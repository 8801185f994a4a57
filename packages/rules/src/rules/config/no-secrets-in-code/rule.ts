import { defineRule, fail } from '../../../engine/define-rule.ts';
import { credentialsInCalls } from './in-calls.ts';
import { credentialsInCode } from './in-code.ts';
import { credentialsAsDefaults, credentialsInEnvFiles } from './in-env-files.ts';
import { credentialsInSettings } from './in-settings.ts';
import { tokensIn } from './tokens.ts';

export const noSecretsInCode = defineRule({
  id: 'config/no-secrets-in-code',
  factor: 'config',
  title: 'No credential stands in code',
  severity: 'critical',
  remediation:
    'Read it from the environment without a default, and change it where it was used: what was pushed once is known, whatever later commits do.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',
  silence: 'No production file holds a credential.',

  *check({ repo, facts }) {
    const lines = new Set<string>();
    for (const { place, what, confidence } of [
      ...tokensIn(repo, facts),
      ...credentialsInSettings(facts),
      ...credentialsInCalls(repo, facts),
      ...credentialsInEnvFiles(facts),
      ...credentialsAsDefaults(facts),
      ...credentialsInCode(repo, facts),
    ]) {
      const line = `${place.path}:${place.startLine}`;
      if (lines.has(line)) continue;
      lines.add(line);
      yield fail(place, `Holds ${what}.`, { confidence });
    }
  },
});
