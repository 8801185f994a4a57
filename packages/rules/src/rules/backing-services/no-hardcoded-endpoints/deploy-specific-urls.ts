import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import type { Confidence } from '../../../report.ts';

export interface DeploySpecificUrl {
  place: Place;
  host: string;
  why: string;
  confidence: Confidence;
}

const url =
  /\b(?:https?|wss?|grpc):\/\/(?<host>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)(?<port>:\d+)?(?<path>[^\s"'`<>)]*)/g;
const kinds: readonly (readonly [RegExp, why: string, Confidence])[] = [
  [/^(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}$/, 'a private address', 'high'],
  [/\.svc(?:\.cluster\.local)?$/, 'an address inside one cluster', 'high'],
  [/\.(?:internal|intranet|corp|lan|local|consul)$/, 'an internal host', 'high'],
  [
    /(?:^|[.-])(?:staging|stage|stg|preprod|preview|uat|qa|sandbox-internal)(?:[.-][\w.-]+)?\.[a-z]{2,}$/i,
    'the host of one deploy',
    'medium',
  ],
  [
    /^[\w-]+\.(?:herokuapp\.com|fly\.dev|onrender\.com|up\.railway\.app|azurewebsites\.net|a\.run\.app|elb\.amazonaws\.com)$|\.(?:execute-api|elb|rds|cache)\.[\w-]+\.amazonaws\.com$/,
    'the host of one deploy',
    'medium',
  ],
];
/** Names that stand for no host, or for the machine itself. */
const noHost =
  /^(?:localhost|host|hostname|example|domain|test|testserver|server|www|schemas?|foo|bar|app|api|site|base|dummy|unused|placeholder|n|x|a|metadata|evil|internal|unix|docker|fake)$/i;
const wellKnown =
  /^(?:metadata\.google\.internal|host\.docker\.internal|169\.254\.169\.254|10\.0\.2\.2|kubernetes\.default\.svc(?:\.cluster\.local)?)$|(?:^|\.)(?:example|test|invalid)(?:\.(?:com|org|net))?$|sandbox\.(?:paypal|stripe)|^api\.sandbox\./;
const throughVariable =
  /environ|getenv|process\.env|import\.meta\.env|\bENV\b|\benv\(|\benv\.|\$\{|System\.getenv|get_env|Getenv|GetEnvironmentVariable|\bconfig\(|default|fallback|flag\.|@Value|cors|origin|allowed|csp/i;
const template =
  /\.(?:blade\.php|html\.erb|ejs|hbs|heex|leex|twig)$|(?:^|\/)(?:views|templates|emails|snippets|seeds?|migrations)\/|example|sample/i;
/** Proxies of a bundler's development server. */
const devServer =
  /(?:^|\/)(?:webpack|vite|vue|craco|rsbuild|setupProxy)[\w.-]*\.[cm]?[jt]s$|(?:^|\/)webpack\/|(?:^|\/)dev\.config\./;
const dataFile =
  /(?:^|\/)(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$|(?:^|\/)appsettings[\w.]*\.json$|(?:^|\/)(?:netlify\.toml|vercel\.json|now\.json|_redirects)$/;

/** Literal URLs of one deploy in production source, its settings files and the proxy rules of a front end. */
export function deploySpecificUrls(repo: Repo, facts: Facts): DeploySpecificUrl[] {
  const sources = facts.code.containing(['http://', 'https://', 'ws://', 'wss://', 'grpc://']);
  const settings = repo.paths.filter((path) => dataFile.test(path) && repo.isProduction(path));
  const names = projectNames(facts);
  const lines = new Set<string>();
  return [...sources, ...settings].flatMap((path) => {
    if (template.test(path) || devServer.test(path)) return [];
    const code = repo.code(path);
    return [...code.matchAll(url)].flatMap((match): DeploySpecificUrl[] => {
      const { host = '', port } = match.groups ?? {};
      const start = code.lastIndexOf('\n', match.index) + 1;
      const line = code.slice(start, match.index + match[0].length + 60).split('\n', 1)[0] ?? '';
      const found =
        kindOf(host, port, dataFile.test(path)) ??
        ownHost(host, code.slice(Math.max(0, match.index - 60), match.index), names);
      if (!found || /^\s*(?:#|\/\/|\*|;)/.test(line) || isElsewhere(line, code, match.index)) return [];
      const place = repo.placeAt(path, match.index);
      if (lines.has(`${path}:${place.startLine}`)) return [];
      lines.add(`${path}:${place.startLine}`);
      return [{ place, host, ...found }];
    });
  });
}

/** The project's own host as the target of a rewrite, a proxy or a client; telemetry and update feeds are the same in every deploy. */
function ownHost(
  host: string,
  before: string,
  names: readonly string[],
): { why: string; confidence: Confidence } | null {
  const isTarget =
    /(?:destination|target|upstream|base_?url|api_?(?:url|base)|backend_?url|proxy)["']?\s*[:=]\s*["'`]$/i.test(before);
  if (!isTarget || /^(?:docs?|www|telemetry|stats|analytics|updates?|version|cdn|static|assets)\./.test(host))
    return null;
  const labels = host.split('.').slice(0, -1);
  return labels.some((label) => names.includes(label))
    ? { why: "the project's own deploy", confidence: 'medium' }
    : null;
}

/** What packages and components of the repository call themselves. */
function projectNames(facts: Facts): string[] {
  const names = [
    ...facts.components.all.map((item) => item.name),
    ...facts.dependencies.manifests.map((item) => item.name ?? ''),
  ];
  return [...new Set(names.map((name) => name.replace(/^@[^/]*\//, '').toLowerCase()))].filter(
    (name) =>
      name.length >= 4 &&
      !/^(?:main|server|client|backend|frontend|worker|shared|core|root|apps?|service|website)$/.test(name),
  );
}

function kindOf(
  host: string,
  port: string | undefined,
  isSettings: boolean,
): { why: string; confidence: Confidence } | null {
  if (noHost.test(host) || wellKnown.test(host)) return null;
  if (!host.includes('.'))
    // One word with a port is a container or service; in source without a port it may be a name of service discovery, or no host at all.
    return /[a-z]/i.test(host) && (port !== undefined || (isSettings && host.includes('-')))
      ? { why: 'the name of a container or service', confidence: 'medium' }
      : null;
  const kind = kinds.find(([pattern]) => pattern.test(host));
  return kind ? { why: kind[1], confidence: kind[2] } : null;
}

/** A default behind a variable, an allow list, a message or a regular expression. */
function isElsewhere(line: string, code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - 100), index);
  return (
    throughVariable.test(line) ||
    /(?:\|\||\?\?|or|getenv\([^)]*,|\.get\([^)]*,)\s*["'`]?$/.test(before) ||
    /\b(?:help|description|placeholder|label|message|example|e\.g\.)\b/i.test(line)
  );
}
