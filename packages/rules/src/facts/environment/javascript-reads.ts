import type { Repo } from '../../repo/repo.ts';
import { closing, splitTopLevel } from '../code/read-call.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ParsedAs } from '../environment-fact.ts';
import { javascriptAliasReads } from './javascript-aliases.ts';
import type { RawRead } from './variable-read.ts';

const member =
  /\b(?<form>process\.env|import\.meta\.env|Bun\.env)(?:\?)?(?:\.(?<name>[A-Z_][A-Z0-9_]*)\b|\[\s*["'](?<quoted>[A-Z_][A-Z0-9_]*)["']\s*\])/g;
const call =
  /\b(?<callee>Deno\.env\.get|[\w.]*(?:[cC]onfig(?:Service)?|\benv)\.(?:get|getOrThrow|require)|(?:get|require|read)Env\w*|env(?:Bool|Int|String|Var)\w*|env)\s*(?:<[^>\n]{0,40}>)?\(\s*["'](?<name>[A-Z][A-Z0-9_]+)["']/g;
const destructured = /\{(?<names>[^{}]{1,2000})\}\s*(?::[^=\n]{1,80})?=\s*process\.env\b/g;
/** `PORT: z.coerce.number().default(3000)`, `PORT: port({ default: 3000 })`, `PORT: Joi.number()`. */
const schemaKey =
  /^[ \t]*(?<name>[A-Z][A-Z0-9_]+)[ \t]*:[ \t]*(?<value>(?:z|v|t|Joi|joi|yup|Type|str|bool|num|port|url|host|email|json|makeValidator|s|envsafe|e|S)\b[.(][^\n]*)/gm;
const schemaHolders = [
  'z.object',
  'cleanEnv',
  'createEnv',
  'Joi.object',
  'joi.object',
  'envsafe',
  'yup.object',
  'v.object',
  'Type.Object',
  'envSchema',
];
/** What the platform or the tool sets, and nobody configures. */
const builtIn = new Set(['NODE_ENV', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']);

export function javascriptReads(repo: Repo, code: CodeFact): RawRead[] {
  const found: RawRead[] = [];
  for (const { path, match, index, place } of code.search({
    languages: ['javascript'],
    literals: ['process.env', 'import.meta.env', 'Bun.env'],
    pattern: member,
    production: false,
  })) {
    const name = match.groups?.name ?? match.groups?.quoted ?? '';
    const end = index + match[0].length;
    if (/^\s*=(?!=)|^\s*(?:\|\||\?\?)=/.test(repo.code(path).slice(end, end + 8))) continue;
    if (match.groups?.form === 'import.meta.env' && builtIn.has(name)) continue;
    found.push({
      path,
      place,
      start: index,
      end,
      name,
      language: 'javascript',
      via: match.groups?.form ?? 'process.env',
      required: false,
    });
  }
  for (const { path, match, index, place } of code.search({
    languages: ['javascript'],
    literals: ['env', 'onfig'],
    pattern: call,
    production: false,
  })) {
    const { callee = '', name = '' } = match.groups ?? {};
    const text = repo.code(path);
    // Any map may be called `env`; the library env-var is imported.
    if (/^env\.(?:get|require)$/.test(callee) && !/['"]env-var['"]/.test(text)) continue;
    const open = text.indexOf('(', index + callee.length);
    const end = closing(text, open) + 1;
    const rest = splitTopLevel(text.slice(open + 1, end - 1)).slice(1);
    // Prisma's own `env()` throws where the variable is not set.
    const isRequired = /(?:getOrThrow|require)/i.test(callee) || (callee === 'env' && text.includes('prisma/config'));
    found.push({
      path,
      place,
      start: index,
      end,
      name,
      language: 'javascript',
      via: callee,
      required: isRequired,
      default: rest[0] && !rest[0].startsWith('{') ? rest[0] : null,
    });
  }
  for (const { path, match, index } of code.search({
    languages: ['javascript'],
    literals: ['process.env'],
    pattern: destructured,
    production: false,
  })) {
    for (const part of splitTopLevel(match.groups?.names ?? '')) {
      const item = /^(?<name>[A-Z_][A-Z0-9_]*)\s*(?::\s*\w+)?\s*(?:=\s*(?<value>[\s\S]+))?$/.exec(part)?.groups;
      if (!item?.name) continue;
      const at = index + match[0].indexOf(item.name);
      found.push({
        path,
        place: repo.placeAt(path, at),
        start: at,
        end: at + item.name.length,
        name: item.name,
        language: 'javascript',
        via: 'process.env',
        required: false,
        default: item.value ?? null,
      });
    }
  }
  return [...found, ...javascriptAliasReads(repo, code)];
}

/** Keys of zod, envalid, Joi and like schemas in files that also read `process.env` (or make an environment). */
export function javascriptSchemas(
  repo: Repo,
  code: CodeFact,
): { reads: RawRead[]; schemas: { path: string; index: number; names: string[] }[] } {
  const found: RawRead[] = [];
  const schemas: { path: string; index: number; names: string[] }[] = [];
  for (const path of code.containing(schemaHolders, ['javascript'], false)) {
    const text = repo.code(path);
    const isEnvironment =
      /process\.env|createEnv|cleanEnv|envsafe|import\.meta\.env|ConfigModule/.test(text) ||
      /(?:^|\/)(?:env|environment|config)[\w.-]*\.[cm]?[jt]s$/.test(path);
    if (!isEnvironment) continue;
    const matches = [...text.matchAll(schemaKey)];
    const names: string[] = [];
    for (const [position, match] of matches.entries()) {
      const { name = '' } = match.groups ?? {};
      const start = match.index + match[0].indexOf(name);
      const next = matches[position + 1]?.index ?? Math.min(text.length, match.index + 600);
      const value = text.slice(start + name.length + 1, Math.min(next, start + 600));
      names.push(name);
      found.push({
        path,
        place: repo.placeAt(path, start),
        start,
        end: match.index + match[0].length,
        name,
        language: 'javascript',
        via: /\bz\./.test(value) ? 'zod' : 'schema',
        required: !/\.optional\(|\.nullish\(|\bdefault\b|\.catch\(|optional:\s*true|devDefault/.test(value),
        default:
          /\.default\(\s*(?<value>"[^"\n]*"|'[^'\n]*'|[^)\n]+)\)/.exec(value)?.groups?.value ??
          /\bdefault:\s*(?<value>"[^"\n]*"|'[^'\n]*'|[^,}\n]+)/.exec(value)?.groups?.value?.trim() ??
          null,
        parsed: typed(value),
      });
    }
    if (names.length > 0) schemas.push({ path, index: matches[0]?.index ?? 0, names });
  }
  return { reads: found, schemas };
}

function typed(value: string): ParsedAs {
  if (/bool/i.test(value)) return 'boolean';
  if (/\b(?:number|num|port|int|integer)\b/i.test(value)) return 'number';
  if (/\burl\b/i.test(value)) return 'url';
  if (/\b(?:enum|literal|picklist|valid)\b/.test(value)) return 'enum';
  return 'string';
}
