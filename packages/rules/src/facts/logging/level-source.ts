import type { LoggingFact } from '../logging-fact.ts';

type Source = LoggingFact['levels'][number]['source'];

const READS =
  /environ|getenv|process\.env|import\.meta\.env|\bENV\b|Getenv|GetEnvironmentVariable|env::var|\benv\(|\benv\.|\bconfig\(|System\.get_env|LookupEnv|from_default_env|from_env|\$\{|%env\(/i;
/** An object that holds what was configured; who fills it is another question. */
const CONFIGURED =
  /^(?:this\.|self\.|app\.)?(?:\w*(?:settings?|config|configuration|conf|cfg|opts?|options|args|flags|params|props|environment|viper|profile)\w*)(?:\??\.|\[|\(|::|->)/i;
const LITERAL =
  /^["'`]?:?(?:notset|trace|debug|verbose|info|information|notice|warn|warning|error|critical|fatal|silly|http|off|all)["'`]?$|^\d{1,2}$|^(?:\w+\.)*(?:Level|LogLevel|LogEventLevel|logging|slog|zap|zapcore|zerolog|logrus|log|Logger|LevelFilter|tracing|winston)(?:\.|::)+\w*(?:NOTSET|TRACE|DEBUG|VERBOSE|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\w*$/i;

/** Where a level's expression comes from; null where nothing in the file says. `code` is searched for the assignment of a name. */
export function levelSource(expression: string, code = '', depth = 0): Source | null {
  const text = expression.trim();
  if (text === '' || text.length > 500) return null;
  if (READS.test(text)) return 'environment';
  if (LITERAL.test(text)) return 'literal';
  if (CONFIGURED.test(text)) return 'environment';
  // A switch decides: `"DEBUG" if DEBUG else "INFO"`.
  if (/\sif\s.+\selse\s|\?.+:/.test(text)) return 'environment';
  const wrapped =
    /^[\w.]*(?:getattr|getLevelName|ParseLevel|parse|Level|upper|to_sym|new|str|int)\w*\s*\((?<inner>.{1,200})\)/i.exec(
      text,
    )?.groups?.inner;
  if (wrapped !== undefined && depth < 3) {
    const parts = wrapped.split(',').map((part) => levelSource(part, code, depth + 1));
    return parts.find((part) => part !== null) ?? null;
  }
  const name = /^(?<name>[A-Za-z_$][\w$]*)(?:\.(?:upper|lower|to_sym|toLowerCase|toUpperCase)\b.*)?$/.exec(text)?.groups
    ?.name;
  if (name === undefined || depth >= 3) return null;
  const assignment = new RegExp(
    `(?:^|[\\s,({])${name.replaceAll('$', '\\$')}\\s*(?::[^=\\n]{1,40})?:?=(?!=)\\s*(?<value>[^\\n;]{1,300})`,
  ).exec(code);
  return assignment?.groups?.value
    ? levelSource(assignment.groups.value.replace(/[,)]\s*$/, ''), code, depth + 1)
    : null;
}
