import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { Facts } from '../../../facts/facts.ts';
import { isOnlyAName, secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type Credential, isScanned } from './tokens.ts';

/** The words that end a secret's name, as they stand in source; positions are found first, since most files hold few. */
const words = [
  'assword',
  'ASSWORD',
  'asswd',
  'ASSWD',
  'assphrase',
  'ASSPHRASE',
  'wd',
  'PWD',
  'ecret',
  'ECRET',
  'oken',
  'TOKEN',
  '_key',
  'Key',
  'KEY',
  '_pass',
  '_PASS',
  'Pass',
];
/** After the word: `= "value"`, `: 'value'`, `" => "value"`, `:= "value"`, `= []byte("value")`. */
const assignment =
  /["'\]]{0,2}\s{0,8}(?::\s{0,2}(?:&?'?\w[\w.]{0,30}\s{0,2}){1,2}=|:=|=>|=(?![=>~])|:(?!:))\s{0,8}(?:\[\]byte\(|new\s\w+\(|b|u|r)?(?<quote>["'`])(?<value>(?:(?!\k<quote>)[^\n\\]){1,200})\k<quote>(?<after>[^\n]{0,3})/y;
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

interface Assignment {
  name: string;
  value: string;
  /** Offset of the name. */
  index: number;
}

/** Literals beside the name of a secret in program source. Settings modules are judged by the value in force, elsewhere. */
export function credentialsInCode(repo: Repo, facts: Facts): Credential[] {
  const settings = new Set(facts.settings.files.map((file) => file.path));
  return facts.code.containing(words).flatMap((path) => {
    if (settings.has(path) || textFile.test(path) || !isScanned(repo, facts, path)) return [];
    const code = repo.code(path);
    return assignments(code).flatMap(({ name, value, index }): Credential[] => {
      if (!isSecretName(name) || notASecret.test(upper(name)) || isOnlyAName(name, value) || published.test(value))
        return [];
      const confidence = confidenceOf(name, value);
      if (confidence === null || isDemo(code, index)) return [];
      return [{ place: repo.placeAt(path, index), what: `${name} as a literal`, confidence }];
    });
  });
}

function assignments(code: string): Assignment[] {
  const found: Assignment[] = [];
  for (const word of words) {
    for (let at = code.indexOf(word); at >= 0; at = code.indexOf(word, at + word.length)) {
      const end = at + word.length;
      assignment.lastIndex = end;
      const value = assignment.exec(code)?.groups?.value;
      if (value === undefined) continue;
      const name = /[A-Za-z_$][\w$-]{0,80}$/.exec(code.slice(Math.max(0, end - 81), end))?.[0];
      if (name !== undefined) found.push({ name, value, index: end - name.length });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** Machine-made values count beside any secret's name, others beside names that leave no doubt. */
function confidenceOf(name: string, value: string): Credential['confidence'] | null {
  const kind = secretValue(value);
  if (kind === 'random' && !/\s/.test(value) && !(uuid.test(value) && /pass(?:word)?$/i.test(name))) return 'high';
  const isCertain = certain.test(upper(name)) && (kind === 'placeholder' || kind === 'real') && isPlainWord(value);
  return isCertain ? 'medium' : null;
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
