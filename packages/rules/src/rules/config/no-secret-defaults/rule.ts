import { defineRule, fail, pass, type RuleYield } from '../../../engine/define-rule.ts';
import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { VariableRead } from '../../../facts/environment-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { EnvironmentEntry } from '../../../facts/processes-fact.ts';
import { isOnlyAName, secretValue } from '../../../facts/secrets/secret-value.ts';

/** Front ends publish these to every visitor. */
const publishable = /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|NG_APP)_/;
/** A compose default that only opens a container of the same file. */
const serviceCredential =
  /^(?:POSTGRES\w*|PG|MYSQL\w*|MARIADB\w*|DATABASE|DB|REDIS|VALKEY|RABBITMQ\w*|MONGO\w*|MINIO\w*|AWS|S3|ELASTIC\w*|OPENSEARCH\w*|CLICKHOUSE\w*|KAFKA|KEYCLOAK)_\w*(?:PASS\w*|PWD|SECRET\w*|KEY\w*|TOKEN)$/;

export const noSecretDefaults = defineRule({
  id: 'config/no-secret-defaults',
  factor: 'config',
  title: 'Secrets have no default value',
  severity: 'high',
  remediation:
    'Require the variable, so that the app does not start without it: `os.environ["SECRET_KEY"]`, `ENV.fetch("SECRET_KEY")`, `process.env.JWT_SECRET ?? fail()`; development gets its value from an ignored `.env`.',
  appliesTo: ({ facts }) =>
    secretReads(facts).length > 0 ||
    interpolated(facts).length > 0 ||
    readsSecretStore(facts) ||
    'Production code reads no secret from the environment.',
  silence: 'Every secret comes from the environment or a store of secrets, without a default.',

  *check({ facts }) {
    for (const read of secretReads(facts)) yield* judge(read.name, read.defaultLiteral, read);
    for (const { entry, fallback } of interpolated(facts)) {
      if (isUsable(entry.name, fallback))
        yield fail(entry.place, `${entry.name} falls back to a literal in a production deploy file.`);
    }
  },
});

function* judge(name: string, fallback: string | null, { place }: VariableRead): Iterable<RuleYield> {
  if (fallback === null || !isUsable(name, fallback)) yield pass(place, `${name} has no usable default.`);
  else yield fail(place, `${name} falls back to a literal where it is not set.`);
}

/** Anything that an attacker could know and the app would work with, even `---`. */
function isUsable(name: string, fallback: string): boolean {
  if (publishable.test(name)) return false;
  const kind = secretValue(fallback);
  return kind === 'marker' || (kind !== 'none' && !(isOnlyAName(name, fallback) && /TOKEN|SESSION|COOKIE/.test(name)));
}

function secretReads(facts: Facts): VariableRead[] {
  return facts.environment.variables.filter((variable) => variable.secret).flatMap((variable) => variable.reads);
}

/** `SECRET_KEY: ${SECRET_KEY:-abc}` of the app's own processes. */
function interpolated(facts: Facts): { entry: EnvironmentEntry; fallback: string }[] {
  const seen = new Set<string>();
  return facts.processes.production.flatMap((process) =>
    process.environment.flatMap((entry) => {
      const fallback = /^\$\{\w+:?-(?<fallback>[^${}]*)\}$/.exec(entry.value ?? '')?.groups?.fallback;
      const spot = `${entry.place.path}:${entry.place.startLine}`;
      if (fallback === undefined || !isSecretName(entry.name) || serviceCredential.test(entry.name) || seen.has(spot))
        return [];
      seen.add(spot);
      return [{ entry, fallback }];
    }),
  );
}

/** Rails' credentials, files of `/run/secrets`, clients of secret managers. */
function readsSecretStore({ code }: Facts): boolean {
  return (
    code.search({
      literals: ['credentials.', '/run/secrets', 'SecretManager', 'SecretsManager', 'hvac', 'SecretClient'],
      pattern:
        /\bRails\.application\.credentials\.|\/run\/secrets\/|\bSecretManagerServiceClient\b|\bSecretsManager(?:Client)?\b|["']secretsmanager["']|\bhvac\.Client\b|\bSecretClient\b/g,
      inStrings: true,
    }).length > 0
  );
}
