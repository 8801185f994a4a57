/**
 * What a secret looks like without any name beside it. Every quantifier is bounded or over one class that nothing else follows,
 * so each pattern is linear. Sources: the providers' own token formats as published for secret scanning.
 */
export const tokenPatterns: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*/g,
  // A line of a key's body, alone.
  /^["' ]{0,40}[A-Za-z0-9+/]{56,}={0,2}["',\\n ]{0,8}$/gm,
  /\beyJ[\w-]{8,}(?:\.[\w-]+){1,4}/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16,}/g,
  /\b(?:gh[opusr]|github_pat|glpat|glrt|gldt|npm|pypi|hf|dop_v1|doo_v1|shpat|shpss|shpca|sbp|dapi|lin_api|rubygems|sntrys|dckr_pat|tskey|nvapi|xapp|xox[a-z]{1,2})[_-][\w.-]{12,}/g,
  /\b(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{12,}/g,
  /\bsk-[\w-]{16,}/g,
  /\bAIza[\w-]{20,}/g,
  /\bya29\.[\w-]{20,}/g,
  /\bSG\.[\w-]{10,}\.[\w-]{10,}/g,
  /\bdjango-insecure-\S{8,}/g,
  /\b(?:https:\/\/)?hooks\.slack\.com\/services\/[\w/]{10,}/g,
];

/** `Authorization` values, and `curl -u name:password`. */
export const schemePattern = /\b(?<scheme>Bearer|Basic|Token)\s{1,4}(?<value>[\w.+/=~-]{8,})/gi;
export const userOptionPattern = /(?<option>(?:^|\s)(?:-u|--user)[ =]{0,2}[^\s:'"]{1,64}:)(?<value>[^\s'"$]{3,})/g;

/** `scheme://name:password@`; the password runs to the last `@` of the word. */
export const urlPattern = /(?<scheme>:\/\/)(?<name>[^\s:/@'"`<>]{0,100})(?<rest>:[^\s'"`<>]{1,300}@|@)/g;

/** The words that make the value beside them a secret. */
export const secretWord =
  /pass(?:word|wd|phrase|code)|pwd|(?<![a-z])pass(?![a-z])|secret|token(?!iz)|credential|salt(?![a-z])|(?:api|access|private|auth|account|encryption|signing|master|license|shared|app|jwt)[_-]?key/i;

/** A secret word, the rest of its name, and a bare value as env files, YAML and shells write it. */
export const bareValuePattern = new RegExp(
  String.raw`(?<name>(?:${secretWord.source})[\w-]{0,64}["'\])]{0,3}[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8})(?<value>[^\s"'\`,;(){}[\]<>$=|&][^\s"'\`,;(){}[\]<>]{3,})(?<next>[([{]?)`,
  'gi',
);

/** `${DB_PASSWORD:-postgres}` */
export const shellDefaultPattern = new RegExp(
  String.raw`(?<name>\$\{[\w.]{0,64}?(?:${secretWord.source})[\w.]{0,64}:?[-=]?)(?<value>[^}\s]{1,200})\}`,
  'gi',
);

/** Runs that may be random: keys in hex, base64 and their URL-safe kin. Judged by `looksRandom`. */
export const runPattern = /[A-Za-z0-9+/_=-]{20,}/g;

/** Digests and commits are public by nature, and evidence about pinned images and actions needs them. */
export const digestBefore = /(?:sha(?:1|256|384|512)[:-]|@)$/i;

/** Values that only point at a secret: a reference, a type, a word of a language. */
export const harmlessValue =
  /^(?:(?:process|os|settings|config|env|self|this|req|request|app|options|opts|props|args|params|secrets|vars|var|local|data|module|ctx|context|system|environment|configuration|github|inputs|steps|values|credentials)\.[\w.]{1,100}|str(?:ing)?|bytes|number|boolean|optional|required|none|null|undefined|nil|true|false|secret(?:str)?)[;,]?$/i;

export const interpolation =
  /^(?:\$\{[^}:]{0,100}\}|\$[A-Za-z_]\w{0,100}|\{\{[^}]{0,100}\}\}|\{[\w.]{0,100}\}|#\{[^}]{0,100}\}|%\(?\w{1,64}[)%]s?|<%?=?[^>]{0,100}>)$/;

/**
 * Does a run of letters and digits change its kind as often as only chance does? Hex of 32 digits and more counts always.
 * A capital before a small letter is no change, so names in camel case come to a fifth of their length, and base64 to two fifths.
 */
export function looksRandom(run: string): boolean {
  if (run.length >= 32 && /^[0-9a-f]+$/i.test(run) && /\d/.test(run)) return true;
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false;
  let changes = 0;
  for (let index = 1; index < run.length; index++) {
    const [before, kind] = [kindOf(run.charCodeAt(index - 1)), kindOf(run.charCodeAt(index))];
    if (before !== kind && !(before === 'upper' && kind === 'lower')) changes += 1;
  }
  const mixedCase = /[a-z]/.test(run) && /[A-Z]/.test(run);
  return changes / run.length >= (mixedCase ? 0.29 : 0.42);
}

function kindOf(code: number): 'digit' | 'upper' | 'lower' | 'other' {
  if (code >= 48 && code <= 57) return 'digit';
  if (code >= 65 && code <= 90) return 'upper';
  return code >= 97 && code <= 122 ? 'lower' : 'other';
}
