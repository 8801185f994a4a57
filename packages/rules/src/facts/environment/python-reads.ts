import type { Repo } from '../../repo/repo.ts';
import { closing, splitTopLevel } from '../code/read-call.ts';
import type { CodeFact } from '../code-fact.ts';
import type { ParsedAs } from '../environment-fact.ts';
import type { RawRead } from './variable-read.ts';

/** `os.environ["X"]`, `os.getenv("X", …`, `env.bool("X", …`, `config("X", …`, and helpers that are named after what they do (`envbool("X", …`). */
const reads =
  /(?<callee>(?:[A-Za-z_][\w.]*)?(?:[eE]nviron|[eE]nv|ENV|getenv|[cC]onfig|[sS]ecret)[\w.]*)(?<open>[[(])\s*f?(?<quote>["'])(?<name>[A-Z][A-Z0-9_]+)\k<quote>/g;
const literals = ['environ', 'env', 'Env', 'ENV', 'config', 'Config', 'secret'];
const types: Record<string, ParsedAs> = {
  bool: 'boolean',
  int: 'number',
  float: 'number',
  list: 'list',
  tuple: 'list',
  dict: 'json',
  json: 'json',
  url: 'url',
  str: 'string',
  Csv: 'list',
  strtobool: 'boolean',
};

export function pythonReads(repo: Repo, code: CodeFact): RawRead[] {
  const found: RawRead[] = [];
  for (const { path, match, index, place } of code.search({
    languages: ['python'],
    literals,
    pattern: reads,
    production: false,
  })) {
    const { callee = '', open = '', name = '' } = match.groups ?? {};
    const text = repo.code(path);
    const openAt = index + callee.length;
    const end = closing(text, openAt) + 1;
    const raw = readOf(
      callee,
      open,
      splitTopLevel(text.slice(openAt + 1, end - 1)).slice(1),
      text.slice(end, end + 12),
    );
    if (raw) found.push({ path, place, start: index, end, name, language: 'python', ...raw });
  }
  return found;
}

function readOf(
  callee: string,
  open: string,
  rest: string[],
  after: string,
): Pick<RawRead, 'via' | 'required' | 'default' | 'parsed'> | null {
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  if (open === '[') {
    // `os.environ["X"] = …` sets it.
    if (!/environ$/.test(callee) || /^\s*=(?!=)/.test(after)) return null;
    return { via: 'os.environ[]', required: true };
  }
  if (last === 'setdefault' || last === 'pop' || last === 'setenv' || last === 'delenv') return null;
  const keywords = Object.fromEntries(
    rest
      .map((part) => /^(?<key>\w+)\s*=(?!=)\s*(?<value>[\s\S]*)$/.exec(part)?.groups)
      .filter((groups) => groups !== undefined)
      .map((groups) => [groups.key, groups.value ?? '']),
  );
  const positional = rest.filter((part) => !/^\w+\s*=(?!=)/.test(part));
  const fallback = keywords.default ?? keywords.fallback ?? null;
  if (/(?:environ\.get|getenv)$/.test(callee))
    return {
      via: callee.endsWith('getenv') ? 'os.getenv' : 'os.environ.get',
      required: false,
      default: none(positional[0] ?? fallback),
    };
  const cast = keywords.cast ?? keywords.type;
  if (/(?:^|\.)config$/i.test(callee)) {
    return {
      via: 'decouple',
      required: fallback === null && positional.length === 0,
      default: none(positional[0] ?? fallback),
      parsed: cast ? (types[cast.trim().split('(')[0] ?? ''] ?? 'string') : 'string',
    };
  }
  if (/(?:^|\.)_?env(?:iron)?(?:\.\w+)?$/i.test(callee)) {
    const parsed =
      last.toLowerCase() === 'env' || last === 'environ' ? 'string' : (types[last] ?? kindOfName(last) ?? 'url');
    return {
      via: 'django-environ',
      required: fallback === null && positional.length === 0,
      default: none(positional[0] ?? fallback),
      parsed,
    };
  }
  if (!/env|secret/i.test(last)) return null;
  const parsed = kindOfName(last);
  return { via: `${last}()`, required: false, default: none(positional[0] ?? fallback), ...(parsed ? { parsed } : {}) };
}

/** Python's None is no default. */
function none(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === 'None' ? null : text;
}

function kindOfName(name: string): ParsedAs | null {
  if (/bool|flag/i.test(name)) return 'boolean';
  if (/int|float|number/i.test(name)) return 'number';
  if (/list|csv|array/i.test(name)) return 'list';
  if (/json|dict/i.test(name)) return 'json';
  return null;
}

const settingsClass = /^class\s+(?<name>\w+)\s*\([^)\n]*(?:BaseSettings|Settings|EnvSettings|Config)[^)\n]*\)\s*:/gm;
const field = /^(?<indent>[ \t]+)(?<name>[A-Za-z]\w*)\s*:\s*(?<type>[^=\n#]+?)(?:\s*=\s*(?<value>[^\n]*))?$/gm;
const configurationValue = /^[ \t]+(?<name>[A-Z][A-Z0-9_]*)\s*=\s*values\.(?<kind>\w+)\(/gm;

/** Fields of pydantic-settings classes, and values of django-configurations. */
export function pythonSettingsClasses(repo: Repo, code: CodeFact): { reads: RawRead[]; classes: SettingsClass[] } {
  const reads: RawRead[] = [];
  const classes: SettingsClass[] = [];
  for (const path of code.containing(['BaseSettings'], ['python'], false)) {
    for (const match of repo.code(path).matchAll(settingsClass)) {
      const fields = fieldsOf(repo, path, match.index + match[0].length);
      if (fields.length === 0) continue;
      reads.push(...fields);
      classes.push({ path, index: match.index, names: fields.map((read) => read.name) });
    }
  }
  return { reads: [...reads, ...configurationValues(repo, code)], classes };
}

interface SettingsClass {
  path: string;
  index: number;
  names: string[];
}

function fieldsOf(repo: Repo, path: string, from: number): RawRead[] {
  const text = repo.code(path);
  const body = text.slice(from, endOfBlock(text, from));
  const prefix = /env_prefix\s*=\s*["'](?<prefix>\w*)["']/.exec(body)?.groups?.prefix ?? '';
  const indent = /\n(?<indent>[ \t]+)\S/.exec(body)?.groups?.indent ?? '    ';
  const reads: RawRead[] = [];
  for (const item of body.matchAll(field)) {
    const { name = '', type = '', value } = item.groups ?? {};
    if (item.groups?.indent !== indent || name === 'model_config' || type.includes('ClassVar')) continue;
    const alias = /(?:validation_alias|alias|env)\s*=\s*["'](?<alias>\w+)["']/.exec(value ?? '')?.groups?.alias;
    const fallback = defaultOfField(value);
    const start = from + item.index + indent.length;
    reads.push({
      path,
      place: repo.placeAt(path, start),
      start,
      end: from + item.index + item[0].length,
      name: (alias ?? prefix + name).toUpperCase(),
      language: 'python',
      via: 'pydantic-settings',
      required: fallback === undefined,
      default: fallback === undefined || fallback === 'None' ? null : fallback,
      parsed: typed(type),
    });
  }
  return reads;
}

function configurationValues(repo: Repo, code: CodeFact): RawRead[] {
  const query = {
    languages: ['python' as const],
    literals: ['values.'],
    pattern: configurationValue,
    production: false,
  };
  return code
    .search(query)
    .filter(({ path }) => repo.text(path).includes('configurations'))
    .map(({ path, match, index, place }) => {
      const { name = '', kind = '' } = match.groups ?? {};
      const text = repo.code(path);
      const open = index + match[0].length - 1;
      const args = splitTopLevel(text.slice(open + 1, closing(text, open)));
      const named = /environ_name\s*=\s*["'](?<name>\w+)["']/.exec(args.join(','))?.groups?.name;
      const isSecret = kind === 'SecretValue';
      const fallback = args.find((part) => !/^\w+\s*=/.test(part)) ?? null;
      return {
        path,
        place,
        start: index,
        end: index + match[0].length,
        name: named ?? `DJANGO_${name}`,
        language: 'python' as const,
        via: 'django-configurations',
        required: isSecret,
        default: isSecret ? null : fallback,
        parsed: kindOfName(kind) ?? 'string',
      };
    });
}

function defaultOfField(value: string | undefined): string | null | undefined {
  if (value === undefined) return undefined;
  const call = /^(?:Field|SecretField)\(\s*(?<first>[^,)]*)/.exec(value)?.groups?.first;
  if (call === undefined) return value.trim();
  if (call.trim() === '...' || /^\w+\s*=/.test(call) || call.trim() === '')
    return /\bdefault(?:_factory)?\s*=\s*(?<value>[^,)]+)/.exec(value)?.groups?.value ?? undefined;
  return call.trim();
}

function typed(type: string): ParsedAs {
  if (/\bbool\b/.test(type)) return 'boolean';
  if (/\b(?:int|float|Decimal)\b/.test(type)) return 'number';
  if (/\b(?:list|List|tuple|set)\b/.test(type)) return 'list';
  if (/Url|Dsn/.test(type)) return 'url';
  if (/Literal|Enum/.test(type)) return 'enum';
  return 'string';
}

/** Where the indented block that begins after `from` ends. */
function endOfBlock(text: string, from: number): number {
  const outside = /\n(?=[^\s#)\]}])/g;
  outside.lastIndex = from;
  return outside.exec(text)?.index ?? text.length;
}
