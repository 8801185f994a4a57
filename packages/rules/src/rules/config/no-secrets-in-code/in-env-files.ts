import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { Facts } from '../../../facts/facts.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Credential } from './tokens.ts';

/** Random values in tracked env files of production. Placeholders there are `no-committed-env-files`' own. */
export function credentialsInEnvFiles(facts: Facts): Credential[] {
  return facts.environment.files
    .filter((file) => !file.example && file.purpose === 'production')
    .flatMap((file) =>
      file.entries
        .filter((entry) => !entry.commented && isSecretName(entry.name) && secretValue(entry.value) === 'random')
        .map((entry) => ({ place: entry.place, what: `${entry.name} as a literal`, confidence: 'high' as const })),
    );
}

/** A machine-made default of a secret is in force wherever no deploy file of the repository sets the variable. */
export function credentialsAsDefaults(facts: Facts): Credential[] {
  return facts.environment.variables
    .filter((variable) => variable.secret && facts.environment.setInProduction(variable.name).length === 0)
    .flatMap((variable) => variable.reads)
    .filter((read) => read.language !== 'shell' && secretValue(read.defaultLiteral ?? '') === 'random')
    .map((read) => ({
      place: read.place,
      what: `the default of ${read.name} as a literal`,
      confidence: 'medium' as const,
    }));
}
