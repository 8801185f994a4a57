import type { Facts } from '../../facts/facts.ts';
import type { EnvironmentEntry } from '../../facts/processes-fact.ts';
import type { Setting } from '../../facts/settings-fact.ts';

/** Variables that a platform sets in every process it runs. */
const PLATFORM =
  /\b(?:DYNO|HEROKU\w*|RENDER|RENDER_\w+|FLY_APP_NAME|K_SERVICE|GAE_\w+|RAILWAY_\w+|VCAP_\w+|KUBERNETES_SERVICE_HOST|ECS_CONTAINER_METADATA_URI\w*|WEBSITE_HOSTNAME|PLATFORM_\w+)\b/;

/** What a deploy file gives a variable: its literal values; `other` where a secret, a file or an unresolved text does. */
export function deployedValues(facts: Facts, variable: string | null): { values: string[]; other: boolean } {
  const entries = variable === null ? [] : facts.environment.setInProduction(variable);
  const values = entries.map(literalOf);
  return { values: values.filter((value) => value !== null), other: values.includes(null) };
}

function literalOf(entry: EnvironmentEntry): string | null {
  const fallback = /^\$\{\w+:?-(?<text>[^}]*)\}$/.exec(entry.value ?? '')?.groups?.text;
  if (fallback !== undefined) return fallback;
  return entry.value === null || entry.value.includes('$') ? null : entry.value;
}

/**
 * The value of a setting in force in production: what a deploy file sets its variable to, else the literal or the default.
 * Null where nothing in the repository says.
 */
export function valuesInForce(facts: Facts, setting: Setting): (string | null)[] {
  if (setting.value.kind === 'environment') {
    const deployed = deployedValues(facts, setting.value.variable);
    if (deployed.values.length > 0) return deployed.values;
    if (deployed.other) return [null];
  }
  return [setting.value.literal];
}

/**
 * True where a deploy rules out the branch that a setting stands in: the branch taken without a variable (`not REDIS_URL`), and a deploy file or the platform
 * sets that variable. Names in the condition are followed to their assignment in the same file.
 */
export function isRuledOut(facts: Facts, lines: readonly string[], condition: string | null): boolean {
  if (condition === null) return false;
  const isNegated = /^not\b/.test(condition.trim());
  const names = condition.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? [];
  const definitions = names.map(
    (name) => lines.find((line) => new RegExp(`^\\s*${name}\\b[^=]*=[^=]`).test(line)) ?? '',
  );
  const texts = [condition, ...definitions];
  if (isNegated && texts.some((text) => PLATFORM.test(text))) return true;
  const variables = texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? []);
  const isSet = variables.some((name) => facts.environment.setInProduction(name).length > 0);
  return isNegated && isSet;
}
