import { looksRandom } from '../../engine/secret-patterns.ts';

/**
 * What a literal beside a secret's name is: `none` says nothing (empty, a reference, a switch, a path), `marker` is a gap to be filled (`<your-key>`),
 * `placeholder` works and everybody knows it (`changeme`), `real` may be a credential, `random` was made by a machine.
 */
export type SecretValue = 'none' | 'marker' | 'placeholder' | 'real' | 'random';

const nothing =
  /^(?:|0|1|true|false|yes|no|on|off|none|null|nil|undefined|n\/a|required|optional|string|str|bytes|text|auto|generated?|unset|disabled?|enabled?|bearer|basic|plain|prompt)$/i;
const reference =
  /^(?:\$|%[\w(]|\{\{|\{%|<%|#\{|!|env[:.(]|@Microsoft|ENC\[|encrypted:|enc:|vault:|secret:|ref\+|op:\/\/|arn:|projects\/|file:|\/|\.{1,2}\/|~\/|https?:\/\/|classpath:|base64:\$)|\$\{|\{\{|\}\}/;
const marker =
  /^[[<({].*[\])}>]$|^[*x.\-_#•]+$|\byour(?:s\b|[-_ .])|[-_ .]here\b|replace[-_ ]?(?:me|this|with)|fill[-_ ]?(?:me|this|in)|(?:insert|enter|put|add|paste|set|use)[-_ ](?:your|a|an|the|me|this|it)\b|\btodo\b|fixme|xxxx|\.\.\.$|^my[-_ ]?(?:own)?[-_ ]?$|^(?:dummy|fake|mock|stub)/i;
const placeholder =
  /change[-_ ]?(?:me|this|it|in)|insecure|^(?:some|my|a|the|very|super|top|not|so)?[-_ ]?(?:very|super|top|really)?[-_ ]?(?:secret|password|pass|passwd|pwd|token|key)(?:[-_ ]?(?:key|token|word|secret|value|phrase))?[-_ ]?!*\d{0,4}!*$|^(?:admin|root|user|guest|test|testing|demo|dev|development|local|example|sample|default|foo|bar|foobar|foobarbaz|qwerty|letmein|postgres|postgresql|mysql|mariadb|redis|rabbitmq|mongo|mongodb|minio|minioadmin|keyboard cat|shhh+|abc|abcd?\d*|a+|s3cr3t|p[a@]ss(?:w[o0]rd)?\d*)[-_\d!]*$|^\d{1,10}$/i;

/** Linear in the value, which is cut at 400 characters. */
export function secretValue(text: string): SecretValue {
  const value = text.trim().slice(0, 400);
  if (nothing.test(value) || reference.test(value)) return 'none';
  if (marker.test(value)) return 'marker';
  if (/^django-insecure-\S{20,}/.test(value)) return 'random';
  if (placeholder.test(value)) return 'placeholder';
  if (value.length >= 16 && !/\s/.test(value) && looksRandom(value.replaceAll(/[^A-Za-z0-9]/g, ''))) return 'random';
  return 'real';
}

/** The value only repeats its name (`PASSWORD_FIELD: 'password'`, `TOKEN = "access-token"`), or is the name of another variable. */
export function isOnlyAName(name: string, value: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const [shortName, shortValue] = [plain(name), plain(value)];
  return (
    shortValue === '' ||
    shortName.includes(shortValue) ||
    shortValue.endsWith(shortName) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)
  );
}
