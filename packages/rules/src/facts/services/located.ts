import type { UsedService } from '../services-fact.ts';

export type Location = Pick<UsedService, 'located' | 'value' | 'variable'>;

const READ =
  /process\.env(?:\.|\[["'])(?<a>\w+)|(?:os\.)?(?:getenv|environ\.get|Getenv|LookupEnv)\(\s*["'](?<b>\w+)|environ\[["'](?<c>\w+)|\bENV(?:\.fetch\(|\[)\s*["'](?<d>\w+)|\b(?:env|Env::get|std::env::var|env::var|System\.getenv|System\.get_env|Environment\.GetEnvironmentVariable|getenv|env\.\w+|config)\(\s*["'](?<e>\w+)|\$\{(?<f>[A-Z]\w*)/;
const LITERAL = /["'`](?<text>[^"'`\n]{1,300})["'`]/;
const SETTINGS =
  /\b(?:settings|config|configuration|cfg|conf|options|opts|env|environment|Configuration|configService|appsettings|profile|app\.config)\b(?:\.|\[|\.get\()/i;

/** How an argument's text locates a service: by the environment, by a literal, or by something that is not seen here. */
export function locate(text: string, resolve: (name: string) => string | null = () => null, depth = 0): Location {
  const read = READ.exec(text)?.groups;
  const variable = read ? (Object.values(read).find((name) => name !== undefined) ?? null) : null;
  if (variable) {
    const rest = text.slice((READ.exec(text)?.index ?? 0) + 1);
    const fallback =
      /(?:,|\|\||\?\?|:-|\bor\b)\s*["'`]?(?<text>[^"'`)}\n]{1,200})/.exec(rest)?.groups?.text?.trim() ?? null;
    return { located: 'environment', value: fallback, variable };
  }
  const literal = LITERAL.exec(text)?.groups?.text ?? null;
  if (literal !== null && isAddress(literal)) return { located: 'literal', value: literal, variable: null };
  if (SETTINGS.test(text)) return { located: 'environment', value: null, variable: null };
  const name = /^\s*(?:&|\*)?(?<name>[A-Za-z_$][\w$]*)\b/.exec(text)?.groups?.name;
  const assigned = name && depth < 3 ? resolve(name) : null;
  return assigned ? locate(assigned, resolve, depth + 1) : { located: 'unknown', value: literal, variable: null };
}

/** A host, URL, file path or connection string; not a mere option. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^localhost\b|^127\.|^\d{1,3}(?:\.\d{1,3}){3}|\.(?:sqlite3?|db)$|^:memory:|\b(?:host|server|data source)\s*=|^[a-z0-9-]+(?:\.[a-z0-9-]+)*:\d{2,5}$|^(?:redis|db|database|postgres|mysql|mongo|mongodb|rabbitmq|kafka|elasticsearch)$|^[\w-]+(?:\.[\w-]+)+\.(?:com|net|org|io|internal|local)$/i.test(
    text.trim(),
  );
}
