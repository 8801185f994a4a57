import type { VariableRead } from '../../../facts/environment-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Repo } from '../../../repo/repo.ts';

/** Settings that frameworks take as a boolean or a number as they are. Ports are left out: they are text to a resolver. */
const booleanTarget =
  /^(?:DEBUG|TESTING|\w+_(?:ENABLED|DEBUG|USE_TLS|USE_SSL|SSL_REDIRECT|COOKIE_SECURE)|(?:USE|ENABLE|DISABLE|ALLOW|SKIP|IS)_\w+)$/;
const numberTarget =
  /(?:^|_)(?:MAX_(?:\w+_)?(?:EMAILS|SIZE|AGE|CONNECTIONS|RETRIES|LENGTH|ITEMS|ROWS|TASKS\w*|REQUESTS)|TIMEOUT|LIMIT|RETRIES|WORKERS|THREADS|SECONDS|MINUTES|HOURS|DAYS|TTL|INTERVAL|PAGE_SIZE|BATCH_SIZE|POOL_SIZE|CONCURRENCY)$/;
const truth = /^(?:true|false|yes|no|on|off|0|1)$/i;

/** What is wrong with how the value is used; null where nothing is seen to be. */
export function problemOf(repo: Repo, facts: Facts, read: VariableRead): string | null {
  if (read.parsed !== 'none') return null;
  if (read.language === 'python') return pythonProblem(repo, facts, read);
  if (read.language === 'javascript' || read.language === 'ruby') return truthProblem(repo, facts, read);
  return null;
}

function pythonProblem(repo: Repo, facts: Facts, read: VariableRead): string | null {
  // Gunicorn's own settings parse their text.
  if (!/^os\./.test(read.via) || /gunicorn/.test(read.place.path)) return null;
  const around = textAround(repo, read);
  const isBool = new RegExp(String.raw`\bbool\(\s*(?:os\.)?(?:environ|getenv)[^\n]{0,20}["']${read.name}["']`).test(
    around,
  );
  if (isBool) {
    const isSwitch =
      booleanTarget.test(read.name) || truth.test(read.defaultLiteral ?? '') || isDocumentedSwitch(facts, read.name);
    return isSwitch ? `bool() makes every text true: ${read.name}=false turns it on.` : null;
  }
  if (read.target === null || !isWhole(around, read) || isParsedLater(repo, facts, read)) return null;
  if (booleanTarget.test(read.target))
    return `${read.target} is the text of ${read.name}, and every text that is not empty is true.`;
  if (numberTarget.test(read.target) || (/^\d+(?:\.\d+)?$/.test(read.default ?? '') && !/PORT$/.test(read.target)))
    return `${read.target} stays text where ${read.name} is set; a number is meant.`;
  return null;
}

/** The assignment's whole right side is the read: `X = os.environ.get("X", …)`. */
function isWhole(around: string, { name, target }: VariableRead): boolean {
  return new RegExp(
    String.raw`(?:^|\n)[ \t]*${target}(?:\s*:\s*\w+)?\s*=\s*(?:os\.)?(?:environ\.get|getenv|environ)\s*[([]\s*["']${name}["'][^()\n]*[)\]]\s*(?:\n|$)`,
  ).test(around);
}

function isParsedLater(repo: Repo, facts: Facts, { place, target }: VariableRead): boolean {
  const inSettings = new RegExp(
    String.raw`(?:int|float|bool|strtobool|parse\w*|Decimal)\(\s*(?:settings|config|conf|current_app\.config)[.[]["']?${target}\b`,
  );
  if (facts.code.containing([target ?? ''], ['python']).some((path) => inSettings.test(repo.code(path)))) return true;
  const code = repo.code(place.path);
  return new RegExp(
    String.raw`(?:int|float|bool|strtobool|str2bool|parse\w*|to_bool|Decimal|json\.loads)\(\s*${target}\b|\b${target}\b(?:\.(?:lower|strip|upper|casefold|isdigit|split)\(|\s*(?:==|!=|\bin\b)\s*)|\b${target}\s*=\s*(?:int|bool|float|\w*parse\w*)\(`,
  ).test(code);
}

/** `if (process.env.FEATURE)` and `if ENV["FEATURE"]` where a file of the repository sets it to true or false. */
function truthProblem(repo: Repo, facts: Facts, read: VariableRead): string | null {
  if (!isDocumentedSwitch(facts, read.name)) return null;
  const around = textAround(repo, read);
  const name =
    read.language === 'ruby' ? String.raw`ENV\[["']${read.name}["']\]` : String.raw`process\.env\.${read.name}\b`;
  const isTested = new RegExp(
    String.raw`\bif\s*\(\s*!?\s*${name}\s*(?:\)|&&|\|\|)|(?:^|[=(&|,:]\s*)!!?\s*${name}\s*(?:[;,)\n]|&&|\|\||\?|$)|\bBoolean\(\s*${name}\s*\)|\b(?:if|unless)\s+${name}\s*(?:$|\n|&&|\|\|)|[=(]\s*${name}\s*\?\s*[^.?:\n]`,
    'm',
  ).test(around);
  return isTested ? `${read.name}=false is true here: the text is not empty.` : null;
}

/** An example, deploy or env file sets it to `true` and `false`, not merely to `1`. */
function isDocumentedSwitch(facts: Facts, name: string): boolean {
  const values = [
    ...facts.environment.files.flatMap((file) =>
      file.entries.filter((entry) => entry.name === name).map((entry) => entry.value),
    ),
    ...facts.environment.setInProduction(name).map((entry) => entry.value ?? ''),
  ];
  return values.some((value) => /^(?:true|false)$/i.test(value.trim()));
}

function textAround(repo: Repo, { place }: VariableRead): string {
  return repo
    .code(place.path)
    .split('\n')
    .slice(Math.max(0, place.startLine - 2), place.endLine + 1)
    .join('\n');
}
