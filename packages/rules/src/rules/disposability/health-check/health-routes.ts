import type { RuleContext } from '../../../engine/define-rule.ts';
import { placeOf } from '../../../repo/place.ts';
import type { Health } from './declared-health.ts';

const STRONG =
  '_{0,2}(?:health(?:z|[-_]?checks?)?|healthy|heartbeat|liveness|livez|readiness|readyz|lbheartbeat|lbcheck)_{0,2}';
const WEAK = 'ping|status|up|live|ready|alive';
const weakWords = WEAK.split('|');
const QUOTES = ['"', "'", '`'];
/** A quoted path that ends in a word for health; a weak word only at its top. */
const PATH = new RegExp(
  `["'\`]\\^?(?:(?:/?(?:[\\w:.{}-]+/){0,4}${STRONG})|(?:/(?:api/|api/v\\d/|v\\d/|_)?(?:${WEAK}))|(?:(?:${WEAK})/?(?=["'\`]\\s*(?:,|=>|\\)\\s*$))))(?:/|\\(\\.:format\\))?\\$?["'\`]`,
  'g',
);
const ROUTE =
  /\b(?:route|routes|router|path|re_path|url|get|all|head|use|Map\w*|Handle\w*|Get\w*|Route|mount|match|scope|resource|resources|Controller|RequestMapping|api_route|add_url_rule|forward|web::resource|at|Any|HEAD|GET|Health|health)\b|@/;
const CLIENT =
  /\b(?:fetch|axios|requests?\.|httpx|curl|http\.Get|RestTemplate|WebClient|HttpClient|Net::HTTP|Faraday|useQuery|waitFor|NewRequest|client\.|urlopen|page\.goto|href|redirect|skip|exclude|ignore|matcher|startsWith|includes\()/i;
/** A view whose name says it, whatever its path; ready-made routes of frameworks. */
const NAMED =
  /\b(?:re_)?path\(\s*r?["'][^"'\n]*["']\s*,\s*[\w.]*(?:health_?check|healthz|heartbeat|HealthCheck|health_view)\w*|rails\/health#show|\bhealth:\s*["']\/|\.(?:Map|Use)HealthChecks?\s*\(|\bgrpc_health_v1\.Register\w+|@(?:Liveness|Readiness)\b|\bHealthCheckModule\b/g;
/** A root route that answers with its state. */
const STATE = /["']?(?:status|state|health)["']?\s*(?::|=>|=)\s*["'](?:ok|up|healthy|alive|running|online|pass)["']/gi;
const FILES =
  /(?:^|\/)(?:app|routes|pages|api|server)\/(?:[\w()[\].@+-]+\/)*(?:health(?:z|[-_]?check)?|heartbeat|ping|status|readyz|livez|ready|live)(?:\/(?:route|index|\+server))?\.[cm]?[jt]sx?$/;

/** Routes in production code that answer whether the app is well. */
export function healthRoutes({ facts, repo }: RuleContext): Health[] {
  const found: Health[] = [];
  const add = (path: string, line: number, what: string) =>
    found.push({ component: facts.components.of(path)?.path ?? null, what, place: placeOf(path, line) });

  const literals = [
    'health',
    'Health',
    'heartbeat',
    'liveness',
    'livez',
    'readiness',
    'readyz',
    'lbcheck',
    ...weakWords.flatMap((word) =>
      QUOTES.flatMap((quote) => [`/${word}${quote}`, `${quote}${word}/${quote}`, `/${word}/${quote}`]),
    ),
    ...QUOTES.map((quote) => `${quote}up${quote}`),
  ];
  for (const match of facts.code.search({ literals, pattern: PATH, inStrings: true })) {
    const line = match.place.startLine;
    const lines = repo.lines(match.path);
    const text = lines[line - 1] ?? '';
    const context = /^\s*["'`]/.test(text) ? `${lines[line - 2] ?? ''} ${text}` : text;
    if (!CLIENT.test(context) && ROUTE.test(context)) add(match.path, line, 'A health route is served.');
  }
  for (const match of facts.code.search({
    literals: ['health', 'Health', 'heartbeat', '@Liveness', '@Readiness'],
    pattern: NAMED,
    inStrings: true,
  }))
    add(match.path, match.place.startLine, 'A health route is served.');
  for (const match of facts.code.search({
    literals: ['status', 'health', 'state'].flatMap((word) => ['"', "'", ':', ' '].map((end) => `${word}${end}`)),
    languages: ['python', 'javascript', 'go', 'ruby', 'php', 'java'],
    pattern: STATE,
    inStrings: true,
  })) {
    const above = repo.lines(match.path).slice(Math.max(0, match.place.startLine - 6), match.place.startLine);
    if (above.some((text) => /(?:get|route|Get|GetMapping|path|HandleFunc)\w*\s*\(\s*["']\/["']/i.test(text)))
      add(match.path, match.place.startLine, 'The root route answers with the state of the app.');
  }
  for (const path of facts.code.files('javascript')) if (FILES.test(path)) add(path, 1, 'A health route is served.');
  return found;
}
