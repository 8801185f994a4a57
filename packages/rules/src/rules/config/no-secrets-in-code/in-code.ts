import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { Facts } from '../../../facts/facts.ts';
import { isOnlyAName, secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type Credential, isScanned } from './tokens.ts';

/** `name = "value"`, `name: 'value'`, `"name" => "value"`, `name := "value"`, `NAME = []byte("value")`. */
const assignment =
  /(?<![A-Za-z_$])(?<name>[A-Za-z_$][\w$-]{0,60}?(?:[pP]assword|PASSWORD|[pP]asswd|PASSWD|[pP]assphrase|PASSPHRASE|[pP]wd|PWD|[sS]ecret|SECRET|[tT]oken|TOKEN|[kK]ey|KEY|[pP]ass|PASS))["'\]]{0,2}\s{0,8}(?::\s{0,2}(?:&?'?\w[\w.]{0,30}\s{0,2}){1,2}=|:=|=>|=(?![=>~])|:(?!:))\s{0,8}(?:\[\]byte\(|new\s\w+\(|b|u|r)?(?<quote>["'`])(?<value>(?:(?!\k<quote>)[^\n\\]){1,200})\k<quote>(?<after>[^\n]{0,3})/g;
/** Names whose value is a credential whatever it looks like. */
const certain =
  /(?:^|_)(?:(?:JWT|SESSION|COOKIE|APP|CLIENT|SIGNING|ENCRYPTION|HMAC|AUTH|TOKEN|API|WEBHOOK|CSRF)_?SECRET(?:_?KEY)?|SECRET_?KEY(?:_?BASE)?|(?:JWT|SIGNING|ENCRYPTION|PRIVATE|HMAC)_?KEY|(?:DB|DATABASE|MYSQL|POSTGRES|PG|REDIS|MONGO|RABBITMQ|SMTP|MAIL|EMAIL|ADMIN|ROOT|MASTER|SUPERUSER)_?(?:PASSWORD|PASSWD|PWD|PASS))$/;
/** Error codes, form fields and patterns that are named after a secret. */
const notASecret =
  /^(?:INVALID|INCORRECT|WRONG|MISSING|EMPTY|NO|BAD|WEAK|EXPIRED|ERROR|ERR|FORGOT|RESET|CHANGE|CONFIRM|CURRENT|NEW|OLD|SET|GET|IS|HAS|SHOW|HIDE|PUBLIC|CACHE|STORAGE_KEY|LOCAL|NEXT_PUBLIC|VITE|REACT_APP)_|REGEX|PATTERN|CACHE|COLUMN|STORAGE_KEY|QUERY_KEY|(?:FOREIGN|PRIMARY|SORT|PARTITION|GROUP|OBJECT|HOT|ARROW|I18N|TRANSLATION)_KEY/;
/** Made to be published (Stripe, Mapbox, PostHog, reCAPTCHA, Algolia search), or judged as a token already. */
const published = /^(?:pk[._]|phc_|AIza|6L[\w-]{38}$|ca-pub-|G-|UA-|GTM-)/;
/** Identifiers; only a token or key may be one. */
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const textFile =
  /(?:^|\/)(?:locales?|i18n|translations?|messages|lang|validat\w*|errors?|constants\/(?:routes|events|messages))(?:\/|\.)/i;

/** Literals beside the name of a secret in program source. Settings modules are judged by the value in force, elsewhere. */
export function credentialsInCode(repo: Repo, facts: Facts): Credential[] {
  const settings = new Set(facts.settings.files.map((file) => file.path));
  const found: Credential[] = [];
  for (const { path, match, index, place } of facts.code.search({
    literals: [
      'assword',
      'ASSWORD',
      'asswd',
      'assphrase',
      'wd',
      'PWD',
      'ecret',
      'ECRET',
      'oken',
      'TOKEN',
      'ey',
      'KEY',
      'ass',
      'PASS',
    ],
    pattern: assignment,
    inStrings: true,
  })) {
    if (settings.has(path) || textFile.test(path) || !isScanned(repo, facts, path)) continue;
    const { name = '', value = '' } = match.groups ?? {};
    if (
      !isSecretName(name) ||
      notASecret.test(upper(name)) ||
      isOnlyAName(name, value) ||
      published.test(value) ||
      isDemo(repo.code(path), index)
    )
      continue;
    const kind = secretValue(value);
    if (kind === 'random' && !/\s/.test(value) && !(uuid.test(value) && /pass(?:word)?$/i.test(name)))
      found.push({ place, what: `${name} as a literal`, confidence: 'high' });
    else if (certain.test(upper(name)) && (kind === 'placeholder' || kind === 'real') && isPlainWord(value))
      found.push({ place, what: `${name} as a literal`, confidence: 'medium' });
  }
  return found;
}

function upper(name: string): string {
  return name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replaceAll(/[-.$]/g, '_')
    .toUpperCase();
}

/** Not a sentence, a path, a selector or a format. */
function isPlainWord(value: string): boolean {
  return value.length >= 4 && !/[\s<>{}()/\\|,;]|^[.#:[]|%[sdv]|:$/.test(value);
}

/** A secret that only a demonstration, a test or a development branch uses. */
function isDemo(code: string, index: number): boolean {
  const around = code.slice(Math.max(0, index - 160), index + 120);
  return /\bdemo\b|\bDemo\b|\bisDev\w*|is_dev|\btesting\b|\bTESTING\b|IsDevelopment|["']development["']|if\s+(?:settings\.)?DEBUG/.test(
    around,
  );
}
