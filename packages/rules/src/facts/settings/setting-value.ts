import type { SettingValue } from '../settings-fact.ts';

/** `os.environ.get("X", …`, `env.bool("X", …`, `config("X", …`, `ENV.fetch("X", …`, `ENV["X"]`, `env('X', …`, `values.SecretValue("X"`. */
const reads =
  /(?<callee>[\w.:$]*(?:env|environ|config|getenv|secret|settings)[\w.]*)\s*[([]\s*f?(?<quote>["'])(?<name>[A-Z][A-Z0-9_]*)\k<quote>/i;
/** Calls that choose their variable by themselves: `env.db()`, `dj_database_url.config()`. */
const conventions: readonly [RegExp, string][] = [
  [/\bdj_database_url\.config\s*\(/, 'DATABASE_URL'],
  [/\benv\.(?:db|db_url|database_url)\s*\(/, 'DATABASE_URL'],
  [/\benv\.(?:cache|cache_url)\s*\(/, 'CACHE_URL'],
  [/\benv\.(?:email|email_url)\s*\(/, 'EMAIL_URL'],
  [/\bdj_email_url\.config\s*\(/, 'EMAIL_URL'],
  [/\bdjango_cache_url\.config\s*\(/, 'CACHE_URL'],
];
const stringLiteral = /^[rbuRBU]{0,2}(?<quote>"""|'''|"|')(?<body>[\s\S]*)\k<quote>$/;
const numberLiteral = /^[+-]?\d[\d_]*(?:\.\d+)?$/;
const symbolLiteral = /^:(?<name>[a-z_]\w*[?!]?)$/;
const constants: Record<string, string> = {
  true: 'true',
  false: 'false',
  none: '',
  null: '',
  nil: '',
};

/** Reads the value of a setting written in Python, Ruby or PHP. Linear in the text. */
export function readProgramValue(source: string): SettingValue {
  const text = source.trim();
  const literal = literalOf(text);
  if (literal !== null) return { text, kind: 'literal', literal, variable: null };
  const read = reads.exec(text);
  if (read?.groups?.name) {
    const rest = text.slice(read.index + read[0].length);
    return { text, kind: 'environment', literal: defaultOf(rest), variable: read.groups.name };
  }
  for (const [pattern, variable] of conventions) {
    const found = pattern.exec(text);
    if (found) return { text, kind: 'environment', literal: namedDefault(text.slice(found.index)), variable };
  }
  return { text, kind: 'expression', literal: null, variable: null };
}

/** Reads a value of a configuration file: `${VAR:default}` (Spring), `${VAR:-default}`, `%env(VAR)%` (Symfony), plain text otherwise. */
export function readFileValue(source: string | null): SettingValue {
  const text = source ?? '';
  const placeholder = /\$\{(?<name>[A-Za-z_][\w.-]*)(?::-?(?<fallback>[^}]*))?\}/.exec(text);
  if (placeholder?.groups?.name) {
    const { name, fallback } = placeholder.groups;
    return { text, kind: 'environment', literal: fallback ?? null, variable: name };
  }
  const symfony = /%env\((?:[a-z_]+:)*(?<name>[A-Z][A-Z0-9_]*)\)%/.exec(text);
  if (symfony?.groups?.name) return { text, kind: 'environment', literal: null, variable: symfony.groups.name };
  return { text, kind: 'literal', literal: text, variable: null };
}

/** The value of a literal as text; null for anything that has to be computed. */
export function literalOf(text: string): string | null {
  const string = stringLiteral.exec(text);
  if (string?.groups) {
    const { quote = '', body = '' } = string.groups;
    return body.includes(quote) ? null : body;
  }
  if (numberLiteral.test(text)) return text.replaceAll('_', '');
  const symbol = symbolLiteral.exec(text)?.groups?.name;
  if (symbol) return symbol;
  return constants[text.toLowerCase()] ?? null;
}

/** What stands after the variable's name: `, "x")`, `, default="x")`, `] || "x"`, `) or "x"`. */
function defaultOf(rest: string): string | null {
  const argument =
    /^\s*,\s*(?:cast\s*=\s*[\w.]+\s*,\s*)?(?:default\s*[=:]\s*)?(?<value>[^\s,()[\]]+|"[^"]*"|'[^']*')/.exec(rest)
      ?.groups?.value;
  if (argument !== undefined) {
    const literal = literalOf(quotedAt(rest) ?? argument);
    if (literal !== null) return literal;
  }
  const alternative = /[)\]]\s*(?:\|\||or|\?\?|\?:)\s*(?<value>"[^"]*"|'[^']*'|[\w.]+)/.exec(rest)?.groups?.value;
  // A helper round the read: `default_when_empty(env('X'), 'x')`.
  const wrapped = /^\s*[)\]]\s*,\s*(?<value>"[^"]*"|'[^']*')\s*\)\s*$/.exec(rest)?.groups?.value;
  const fallback = alternative ?? wrapped;
  return (fallback === undefined ? null : literalOf(fallback)) ?? namedDefault(rest);
}

function quotedAt(rest: string): string | null {
  return /^\s*,\s*(?:default\s*[=:]\s*)?(?<value>"[^"]*"|'[^']*')/.exec(rest)?.groups?.value ?? null;
}

function namedDefault(text: string): string | null {
  const value = /\bdefault\s*=\s*(?:f?(?<quoted>"[^"]*"|'[^']*')|(?<plain>\w+))/.exec(text)?.groups;
  const found = value?.quoted ?? value?.plain;
  return found === undefined ? null : literalOf(found);
}
