import type { Repo } from '../../repo/repo.ts';
import type { ParsedAs } from '../environment-fact.ts';
import { literalOf } from '../settings/setting-value.ts';

/** What stands around a read on its statement. */
export interface ReadContext {
  before: string;
  after: string;
  source: string;
  target: string | null;
}

const contextLengthMax = 200;

/** The text before the read on its line (and the line before, for a call that was broken), and after it up to the end of the statement. */
export function contextAt(repo: Repo, path: string, start: number, end: number): ReadContext {
  const code = repo.code(path);
  const lineStart = code.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = indexOrEnd(code, '\n', end);
  const before = code.slice(Math.max(lineStart, start - contextLengthMax), start);
  const after = code.slice(end, Math.min(end + contextLengthMax, statementEnd(code, end)));
  const source = repo
    .text(path)
    .slice(lineStart, Math.min(lineEnd, lineStart + 400))
    .trim();
  return { before, after, source, target: targetOf(before) };
}

/** A statement goes on over a line break where the next line begins with an operator or a closing bracket. */
function statementEnd(code: string, from: number): number {
  let end = indexOrEnd(code, '\n', from);
  for (let lines = 0; lines < 3 && end < code.length; lines += 1) {
    const next = code.slice(end + 1, end + 80).trimStart();
    if (!/^(?:\|\||\?\?|or\b|\?|\)|\.|==)/.test(next)) break;
    end = indexOrEnd(code, '\n', end + 1);
  }
  return end;
}

function indexOrEnd(code: string, text: string, from: number): number {
  const at = code.indexOf(text, from);
  return at < 0 ? code.length : at;
}

function targetOf(before: string): string | null {
  const match =
    /(?:^|[\s{(,;])(?:(?:const|let|var|final|static|private|public|String|int|self|this)\s+|@|\$|self\.|this\.)*(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.<>|[\]? ]{1,60})?\s*(?::=|=(?![=>])|:|=>)[^=:;{]*$/.exec(
      before,
    );
  return match?.groups?.name ?? null;
}

/** The default that an operator gives: `|| "x"`, `?? 3000`, `or "x"`, `?: 'x'`. */
export function operatorDefault(after: string): string | null {
  const match = /^[\s)!.]*(?:\|\||\?\?|\bor\b|\?:)\s*(?<value>"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|[^\s,;)\]}]+)/.exec(after)
    ?.groups?.value;
  return match === undefined || /^(?:raise|throw|panic|abort|die|exit|fail)\b/.test(match) ? null : match;
}

/** `or raise …`, `?? throw …`, `|| abort`, `.expect("…")`, `.unwrap()`: without the variable nothing starts. */
export function endsWithout(after: string): boolean {
  return (
    /^[\s)!]*(?:\|\||\?\?|\bor\b|\?:)\s*(?:raise|throw|panic|abort|die|exit|fail)\b/.test(after) ||
    /^\s*\.(?:expect|unwrap)\s*\(|^\s*\)?\?\s*[;.,)]/.test(after)
  );
}

/** The value of a default's source text; null where it is no literal. */
export function literalDefault(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  const template = /^`(?<body>[^`$]*)`$/.exec(trimmed)?.groups?.body;
  return template ?? literalOf(trimmed);
}

const wrappers: readonly [RegExp, ParsedAs][] = [
  [
    /(?:\bint|\bfloat|\bDecimal|\bNumber|\bparseInt|\bparseFloat|\bNumber\.parseInt|\bstrconv\.(?:Atoi|ParseInt|ParseFloat)|Integer\.parseInt|Integer\.valueOf|Long\.parseLong|int\.Parse|intval|String\.to_integer|Integer|Float)\s*\(\s*$/,
    'number',
  ],
  [
    /(?:\bstrtobool|str2bool|str_to_bool|to_bool|parse_?bool(?:ean)?|asbool|as_bool|Boolean\.parseBoolean|Boolean\.new\.cast|strconv\.ParseBool|bool\.Parse|filter_var|is_?true|truthy|boolean|getBoolean|isEnabled|ActiveModel::Type::Boolean\.new\.cast)\s*\(\s*$/i,
    'boolean',
  ],
  [/(?:json\.loads|JSON\.parse|json_decode)\s*\(\s*$/, 'json'],
  [/(?:new URL|urlparse|dj_database_url\.parse|parse_url|URI\.parse|url\.Parse)\s*\(\s*$/, 'url'],
  [/\(int\)\s*$|(?:^|[=(,?:]\s*)\+\s*$|~~\s*$/, 'number'],
  [/\(bool\)\s*$/, 'boolean'],
];
const suffixes: readonly [RegExp, ParsedAs][] = [
  [
    /^[\s)]*(?:\?\.|\.)?(?:lower\(\)|toLowerCase\(\)|strip\(\)|trim\(\)|downcase|upper\(\)|toUpperCase\(\)|casefold\(\))?[\s)]*(?:===?|!==?)\s*["'](?:true|false|1|0|yes|no|on|off|t|y|enabled|disabled)["']/i,
    'boolean',
  ],
  [/^[\s)]*(?:\?\.|\.)?(?:lower\(\)|strip\(\)|casefold\(\)|upper\(\))?[\s)]*(?:\bnot\s+)?\bin\s*[[({]/, 'boolean'],
  [/^[\s)]*(?:\?\.|\.)(?:split|splitlines)\b/, 'list'],
  [/^[\s)]*(?:\?\.|\.|&\.)(?:to_i|to_f)\b/, 'number'],
  [/^[\s)]*(?:\?\.|\.|&\.)(?:parse)\b/, 'number'],
  [/^[\s)]*(?:===?|!==?)\s*["']/, 'enum'],
];

/** How the value that was read is turned into what is used, by what stands around it. `bool(…)` parses nothing: any text is true. */
export function parsedBy(before: string, after: string): ParsedAs {
  for (const [pattern, as] of wrappers) if (pattern.test(before)) return as;
  for (const [pattern, as] of suffixes) if (pattern.test(after)) return as;
  return 'none';
}
