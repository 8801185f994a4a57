import type { Repo } from '../../repo/repo.ts';
import { closing, splitTopLevel } from '../code/read-call.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ParsedAs } from '../environment-fact.ts';
import type { Language } from '../stacks-fact.ts';
import type { RawRead } from './variable-read.ts';

interface Form {
  language: Language;
  literals: string[];
  /** Groups `callee` and `name`. Ends right after the name's closing quote; the call's bracket is the last one before the name. */
  pattern: RegExp;
  via: (callee: string) => string;
  required: (callee: string, rest: string[]) => boolean;
  /** The second argument is a default. */
  hasDefault: boolean;
  parsed?: (callee: string, fallback: string | null) => ParsedAs | undefined;
}

const forms: readonly Form[] = [
  {
    language: 'ruby',
    literals: ['ENV'],
    pattern: /\b(?<callee>ENV(?:\.fetch)?)\s*[[(]\s*["'](?<name>[A-Z_][A-Z0-9_]*)["']/g,
    via: (callee) => (callee === 'ENV' ? 'ENV[]' : 'ENV.fetch'),
    required: (callee, rest) => callee === 'ENV.fetch' && rest.length === 0,
    hasDefault: true,
  },
  {
    language: 'java',
    literals: ['getenv', 'getProperty'],
    pattern:
      /\b(?<callee>System\.getenv\(\)\.getOrDefault|System\.getenv\(\)\.get|System\.getenv|[eE]nv(?:ironment)?\.getProperty|[eE]nv(?:ironment)?\.getRequiredProperty)\s*\(\s*"(?<name>[A-Za-z][\w.-]*)"/g,
    via: (callee) => callee,
    required: (callee) => callee.endsWith('getRequiredProperty'),
    hasDefault: true,
  },
  {
    language: 'go',
    literals: ['os.Getenv', 'os.LookupEnv', 'etEnv', 'nvOr', 'BindEnv', 'syscall.Getenv'],
    pattern:
      /\b(?<callee>os\.Getenv|os\.LookupEnv|syscall\.Getenv|viper\.BindEnv|[\w.]*(?:[gG]et|[lL]ookup|[mM]ust|[rR]equire|[pP]arse)?[eE]nv(?:Or|Bool|Int|String|Default|Var)?\w*)\(\s*"(?<name>[A-Z][A-Z0-9_]+)"/g,
    via: (callee) => callee,
    required: (callee) => /must|require/i.test(callee),
    hasDefault: true,
    parsed: (callee) => (/bool/i.test(callee) ? 'boolean' : /int/i.test(callee) ? 'number' : undefined),
  },
  {
    language: 'php',
    literals: ['env(', '$_ENV', '$_SERVER', 'Env::get'],
    pattern: /(?<callee>\bgetenv|\benv|\bEnv::get|\$_ENV|\$_SERVER)\s*[[(]\s*["'](?<name>[A-Z][A-Z0-9_]+)["']/g,
    via: (callee) => `${callee}()`,
    required: () => false,
    hasDefault: true,
    // Laravel's env() turns "true", "false" and "null" into values.
    parsed: (callee, fallback) =>
      callee === 'env' ? (/^(?:true|false)$/i.test(fallback ?? '') ? 'boolean' : 'string') : undefined,
  },
  {
    language: 'csharp',
    literals: ['GetEnvironmentVariable', 'onfiguration', 'onfig['],
    pattern:
      /\b(?<callee>Environment\.GetEnvironmentVariable|[\w.]*[cC]onfig(?:uration)?(?:\.GetValue<\w+\??>|\.GetConnectionString)?)\s*[[(]\s*"(?<name>[A-Za-z][\w:.-]*)"/g,
    via: (callee) => callee,
    required: () => false,
    hasDefault: true,
    parsed: (callee) =>
      /GetValue<bool/.test(callee) ? 'boolean' : /GetValue<(?:int|long|double)/.test(callee) ? 'number' : undefined,
  },
  {
    language: 'elixir',
    literals: ['System.'],
    pattern: /\b(?<callee>System\.(?:get_env|fetch_env!?))\s*\(\s*"(?<name>[A-Z][A-Z0-9_]+)"/g,
    via: (callee) => callee,
    required: (callee) => callee.endsWith('!'),
    hasDefault: true,
  },
  {
    language: 'rust',
    literals: ['env::var', 'dotenvy::var', 'dotenv::var', 'Env::var'],
    pattern: /\b(?<callee>(?:std::)?env::var(?:_os)?|dotenvy?::var)\s*\(\s*"(?<name>[A-Z][A-Z0-9_]+)"/g,
    via: (callee) => callee,
    required: () => false,
    hasDefault: false,
  },
];

/** Reads of Ruby, Java and Kotlin, Go, PHP, C#, Elixir and Rust. */
export function otherReads(repo: Repo, code: CodeFact): RawRead[] {
  const found: RawRead[] = [];
  for (const form of forms) {
    for (const { path, match, index, place } of code.search({
      languages: [form.language],
      literals: form.literals,
      pattern: form.pattern,
      production: false,
    })) {
      const { callee = '', name = '' } = match.groups ?? {};
      const text = repo.code(path);
      const open = openingOf(text, index + callee.length, index + match[0].length);
      const end = closing(text, open) + 1;
      const rest = splitTopLevel(text.slice(open + 1, end - 1)).slice(1);
      if (/^\s*(?:\|\|)?=(?![=>~])/.test(text.slice(end, end + 8))) continue;
      const fallback = form.hasDefault
        ? defaultAt(form.language === 'ruby' ? text : '', end, rest)
        : rustDefault(text.slice(end, end + 200));
      const parsed = form.parsed?.(callee, fallback);
      const isRequired = form.required(callee, fallback === null ? rest : ['']);
      found.push({
        path,
        place,
        start: index,
        end,
        name: environmentName(form.language, callee, name),
        language: form.language,
        via: form.via(callee),
        required: isRequired,
        default: fallback,
        ...(parsed ? { parsed } : {}),
      });
    }
  }
  return [...found, ...annotations(code), ...structTags(code)];
}

function openingOf(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) if (text[at] === '(' || text[at] === '[') return at;
  return from;
}

/** The second argument, or Ruby's block: `ENV.fetch("X") { "y" }`; a block over several lines is a default that is not read. */
function defaultAt(text: string, end: number, rest: string[]): string | null {
  if (rest[0] !== undefined) return /^(?:null|nil|None)$/.test(rest[0]) ? null : rest[0];
  const after = text.slice(end, end + 200);
  const block = /^\s*\{\s*(?:\|[^|\n]*\|)?(?<value>[^}\n]*)\}/.exec(after)?.groups?.value;
  return block?.trim() ?? (/^[ \t]*(?:\{|do\b)/.test(after) ? '{ … }' : null);
}

function rustDefault(after: string): string | null {
  return (
    /^\s*\.unwrap_or(?:_else|_default)?\s*\((?:\|_?\w*\|)?\s*(?<value>"[^"\n]*"|[^)\n]*)/
      .exec(after)
      ?.groups?.value?.replace(/\.(?:into|to_string|to_owned)\($/, '') ?? null
  );
}

/** .NET reads `A:B` from the variable `A__B`, Spring `a.b-c` from `A_BC`. */
function environmentName(language: Language, callee: string, name: string): string {
  if (language === 'csharp' && !callee.startsWith('Environment.'))
    return (callee.endsWith('GetConnectionString') ? `ConnectionStrings:${name}` : name).replaceAll(':', '__');
  return language === 'java' && /Property$/.test(callee) ? springName(name) : name;
}

function springName(key: string): string {
  return /^[A-Z0-9_]+$/.test(key) ? key : key.replaceAll('-', '').replaceAll('.', '_').toUpperCase();
}

/** `@Value("${app.key:default}")`, `@ConfigProperty(name = "app.key")`. */
function annotations(code: CodeFact): RawRead[] {
  const value =
    /@(?:Value\s*\(\s*(?:value\s*=\s*)?"\$\{(?<name>[\w.-]+)(?::(?<fallback>[^}"]*))?\}|ConfigProperty\s*\(\s*name\s*=\s*"(?<property>[\w.-]+)"(?:\s*,\s*defaultValue\s*=\s*(?<standard>"[^"]*"))?)/g;
  return code
    .search({ languages: ['java'], literals: ['@Value', '@ConfigProperty'], pattern: value, production: false })
    .map(({ path, match, index, place }) => {
      const { name, fallback, property, standard } = match.groups ?? {};
      const text = fallback === undefined ? (standard ?? null) : JSON.stringify(fallback);
      return {
        path,
        place,
        start: index,
        end: index + match[0].length,
        name: springName(name ?? property ?? ''),
        language: 'java' as const,
        via: name ? '@Value' : '@ConfigProperty',
        required: text === null,
        default: text,
        parsed: 'string' as const,
      };
    });
}

/** Struct tags of envconfig and caarlos0/env, and clap's `env = "X"` in Rust. */
function structTags(code: CodeFact): RawRead[] {
  const tag =
    /^[ \t]*(?<field>\w+)[ \t]+(?<type>[\w.[\]*]+)[ \t]+`[^`\n]*\b(?:env|envconfig):"(?<name>[A-Z][A-Z0-9_]*)(?<flags>,[^"\n]*)?"[^`\n]*`/gm;
  const found: RawRead[] = code
    .search({ languages: ['go'], literals: ['env:"', 'envconfig:"'], pattern: tag, production: false })
    .map(({ path, match, index, place }) => {
      const { name = '', type = '', flags = '' } = match.groups ?? {};
      const fallback = /(?:envDefault|default):"(?<value>[^"]*)"/.exec(match[0])?.groups?.value;
      const parsed: ParsedAs =
        type === 'bool'
          ? 'boolean'
          : /^(?:u?int|float|time\.Duration)/.test(type)
            ? 'number'
            : type.startsWith('[]')
              ? 'list'
              : 'string';
      return {
        path,
        place,
        start: index,
        end: index + match[0].length,
        name,
        language: 'go' as const,
        via: 'struct tag',
        required: fallback === undefined && (/required/.test(flags) || /required:"true"|notEmpty/.test(match[0])),
        default: fallback === undefined ? null : JSON.stringify(fallback),
        parsed,
      };
    });
  const clap = /#\[(?:arg|clap|structopt)\([^\]\n]*\benv\s*=\s*"(?<name>[A-Z][A-Z0-9_]*)"[^\]\n]*\]/g;
  for (const { path, match, index, place } of code.search({
    languages: ['rust'],
    literals: ['env ='],
    pattern: clap,
    production: false,
  })) {
    const fallback = /default_value(?:_t)?\s*=\s*(?<value>"[^"]*"|[^,)\]]+)/.exec(match[0])?.groups?.value ?? null;
    found.push({
      path,
      place,
      start: index,
      end: index + match[0].length,
      name: match.groups?.name ?? '',
      language: 'rust',
      via: 'clap',
      required: fallback === null,
      default: fallback,
      parsed: 'string',
    });
  }
  return found;
}
