import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { Facts } from '../../../facts/facts.ts';
import { isOnlyAName, secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Setting } from '../../../facts/settings-fact.ts';
import type { Credential } from './tokens.ts';

/** Settings that use a secret as it stands, so that even `changeme` works. */
const signing =
  /(?:^|\.)(?:SECRET_KEY|SECRET_KEY_BASE|secret_key_base|SECURITY_PASSWORD_SALT|JWT_SECRET(?:_KEY)?|SIGNING_KEY|secret|key|app_key|pepper)$/;
const connectionPassword = /(?:^|;)\s*(?:Password|Pwd)\s*=\s*(?<value>[^;"']+)/i;

/** Secret settings that are a literal in production. */
export function credentialsInSettings(facts: Facts): Credential[] {
  return facts.settings.inForceUnder('').flatMap((setting): Credential[] => {
    const { key, value, place } = setting;
    if (value.kind !== 'literal' || value.literal === null || isReplaced(facts, setting)) return [];
    const connection = connectionPassword.exec(value.literal)?.groups?.value;
    const name = key.slice(key.lastIndexOf('.') + 1);
    if (connection !== undefined && /(?:Server|Host|Data Source|Address)\s*=/i.test(value.literal)) {
      const kind = secretValue(connection);
      if (kind === 'none' || kind === 'marker') return [];
      return [{ place, what: `the password of ${key}`, confidence: kind === 'random' ? 'high' : 'medium' }];
    }
    if (!isSecretKey(key, name) || isInProcessDatabase(facts, setting)) return [];
    const kind = secretValue(value.literal);
    const isUsed = signing.test(key);
    if (
      kind === 'none' ||
      (kind === 'marker' && !isUsed) ||
      (!isUsed && !isPassword(name) && isOnlyAName(name, value.literal))
    )
      return [];
    return [{ place, what: `${key} as a literal`, confidence: kind === 'random' ? 'high' : 'medium' }];
  });
}

function isPassword(name: string): boolean {
  return /pass(?:word|wd)?$/i.test(name);
}

function isSecretKey(key: string, name: string): boolean {
  if (/VALIDATORS|HASHERS|(?:^|\.)(?:passwords|guards|password_hashers|providers\.\w+\.driver)\./i.test(key))
    return false;
  if (
    /(?:parameter|field|label|placeholder|message|length|policy|regex|pattern|driver|table|store|encoder|redirect|page|template|view|type|mode|column|attribute|input|name|header|id|key_path)$/i.test(
      name,
    )
  )
    return false;
  return isSecretName(name) || /^(?:config\.secret_key_base|framework\.secret|.*\.secret)$/.test(key);
}

/** H2 and the like in memory have no door that the password would open. */
function isInProcessDatabase(facts: Facts, setting: Setting): boolean {
  const prefix = setting.key.slice(0, setting.key.lastIndexOf('.') + 1);
  return (
    /datasource\.$/.test(prefix) &&
    facts.settings
      .inForceUnder(prefix)
      .some(
        (other) =>
          /^jdbc:(?:h2|hsqldb|derby|sqlite)/.test(other.value.literal ?? '') && other.component === setting.component,
      )
  );
}

/** A production module sets it in each branch of a condition, or a later line reads it from the environment. */
function isReplaced(facts: Facts, setting: Setting): boolean {
  return facts.settings.all.some(
    (other) =>
      other !== setting &&
      other.key === setting.key &&
      other.component === setting.component &&
      other.framework === setting.framework &&
      other.value.kind !== 'literal' &&
      other.profile === 'production' &&
      setting.profile === 'base',
  );
}
