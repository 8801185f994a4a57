import type { RuleContext } from '../../engine/define-rule.ts';
import type { CodeMatch } from '../../facts/code-fact.ts';
import { optionOf } from '../../facts/processes/option-of.ts';
import type { Process } from '../../facts/processes-fact.ts';
import type { Language } from '../../facts/stacks-fact.ts';
import { isInside, type Place } from '../../repo/place.ts';
import { type Binding, isLocal, NOTHING } from './binding.ts';

/** A program that opens its own port: Node, Go, Rust, Java, .NET, Elixir, or Python with a server in its code. */
export function bindingInCode(context: RuleContext, process: Process): Binding {
  const spring = ofSpring(context, process);
  if (spring) return spring;
  const server = process.main ? context.facts.processes.serverOf(process.main.command)?.name : undefined;
  if (server === 'dotnet' || server === 'dotnet-run') return ofDotnet(context, process);
  const found = listens(context, process);
  const argument =
    process.main?.command.args.some((arg) => /port|addr|listen|bind/i.test(arg) && /\$\{?\w/.test(arg)) ?? false;
  const variable = portVariable(context, process);
  const literal = found.find((item) => /\d/.test(item.port));
  const place = process.main?.place ?? process.place;
  if (argument && process.main)
    return {
      ...NOTHING,
      port: { from: 'environment', text: process.main.command.text, place },
      host: hostOf(found, process),
    };
  if (variable)
    return {
      ...NOTHING,
      port: { from: 'environment', text: variable.text, place: variable.place },
      host: hostOf(found, process),
    };
  if (literal)
    return {
      ...NOTHING,
      port: { from: 'literal', text: literal.port, place: literal.match.place },
      host: hostOf(found, process),
    };
  return { ...NOTHING, host: hostOf(found, process) };
}

function ofSpring(context: RuleContext, process: Process): Binding | null {
  const { facts } = context;
  const isJava = process.main !== null && facts.processes.serverOf(process.main.command)?.name === 'java';
  if (!isJava || !facts.stacks.has('spring-boot', 'quarkus', 'micronaut')) return null;
  const place = process.main?.place ?? process.place;
  const fixed = process.main?.command.args.find((arg) => /^(?:--|-D)server\.port=\d+$/.test(arg));
  const address = facts.settings
    .inForce('server.address')
    .find((setting) => setting.value.literal !== null && isLocal(setting.value.literal));
  return {
    socket: null,
    port: fixed ? { from: 'literal', text: fixed, place } : { from: 'environment', text: 'SERVER_PORT', place },
    host: address
      ? { reach: 'local', text: address.value.text, place: address.place }
      : { reach: 'public', text: 'all interfaces by default', place },
  };
}

function ofDotnet({ facts }: RuleContext, process: Process): Binding {
  const place = process.main?.place ?? process.place;
  const urls = optionOf(process.main?.command.args ?? [], '--urls');
  const match = facts.code.search({
    languages: ['csharp'],
    literals: ['UseUrls', '.Run("http', 'ListenAnyIP', 'ListenLocalhost'],
    pattern: /\.(?:UseUrls|Run)\s*\(\s*"(?<url>https?:\/\/[^"$]+)"|\.Listen(?:AnyIP|Localhost)\s*\(\s*(?<port>\d+)/g,
  })[0];
  const written = urls ?? match?.match.groups?.url ?? match?.match.groups?.port ?? null;
  const at = urls === null && match ? match.place : place;
  if (written === null || written.includes('$'))
    return {
      socket: null,
      port: { from: 'environment', text: 'ASPNETCORE_HTTP_PORTS', place },
      host: { reach: 'public', text: 'all interfaces', place },
    };
  return {
    socket: null,
    port: { from: 'literal', text: written, place: at },
    host: { reach: /localhost|127\.0\.0\.1/.test(written) ? 'local' : 'public', text: written, place: at },
  };
}

interface Listen {
  match: CodeMatch;
  port: string;
  host: string;
}

const NODE =
  /\.listen\s*\(\s*(?:\{[^}]{0,120}?\bport:\s*(?<named>[^,}\n]{1,80})[^}]{0,120}\}|(?<port>[^,)\n]{1,80}))(?:\s*,\s*(?<host>["'][^"'\n]{1,60}["']))?/g;
const GO =
  /\b(?:http\.ListenAndServe(?:TLS)?|net\.Listen)\s*\(\s*(?:"tcp[46]?"\s*,\s*)?"(?<address>[^"\n]{0,60})"|\.(?:Run|Start|Listen|ListenAndServe)\s*\(\s*"(?<method>[^"\n]{0,60}:\d{2,5})"|\bAddr:\s*"(?<field>[^"\n]{0,60}:\d{2,5})"/g;
const RUST =
  /(?:TcpListener::bind|\.bind|SocketAddr::from)\s*\(\s*\(?\s*(?:"(?<address>[^"\n]{1,60})"|\(?\[(?<octets>[\d,\s]+)\]\s*,\s*(?<port>\d+))/g;
const PYTHON =
  /\b(?:uvicorn\.run|app\.run|socketio\.run|serve|web\.run_app|hypercorn\.run)\s*\((?<arguments>[^()]{0,300}(?:\([^()]{0,120}\)[^()]{0,200}){0,4})\)/g;

function listens({ facts }: RuleContext, process: Process): Listen[] {
  const search = (language: Language, literals: readonly string[], pattern: RegExp) =>
    facts.code
      .search({ languages: [language], literals, pattern })
      .filter(
        (match) =>
          isInside(match.path, process.component) &&
          !/(?:^|\/)(?:scripts?|tools?|bench\w*|hack|migrations?)\//.test(match.path),
      );
  const node = search('javascript', ['.listen('], NODE).map((match) => ({
    match,
    port: match.match.groups?.named ?? match.match.groups?.port ?? '',
    host: match.match.groups?.host ?? '',
  }));
  const go = search('go', ['ListenAndServe', 'net.Listen', '.Run("', '.Start("', '.Listen("', 'Addr:'], GO).map(
    (match) =>
      addressOf(match, match.match.groups?.address ?? match.match.groups?.method ?? match.match.groups?.field ?? ''),
  );
  const rust = search('rust', ['bind', 'SocketAddr::from'], RUST).map((match) =>
    addressOf(
      match,
      match.match.groups?.address ??
        `${(match.match.groups?.octets ?? '').replace(/\s*,\s*/g, '.')}:${match.match.groups?.port ?? ''}`,
    ),
  );
  const python = search('python', ['.run(', 'serve('], PYTHON).flatMap((match) => {
    const text = match.match.groups?.arguments ?? '';
    const started =
      process.main?.command.args.some(
        (arg) =>
          match.path.endsWith(arg.replace(/^\.?\//, '')) ||
          match.path.replace(/\.py$/, '').replaceAll('/', '.').endsWith(arg),
      ) ?? false;
    return started
      ? [
          {
            match,
            port: /\bport\s*=\s*(?<value>[^,)\n]+)/.exec(text)?.groups?.value ?? '',
            host: /\bhost\s*=\s*(?<value>["'][^"']*["'])/.exec(text)?.groups?.value ?? '',
          },
        ]
      : [];
  });
  return [
    ...node.filter((item) => /^["']?\d{2,5}["']?$|process\.env|port|PORT|config|env/i.test(item.port.trim())),
    ...go,
    ...rust,
    ...python,
  ].map((item) => ({
    ...item,
    port: /process\.env|os\.|env|config|\|\||\?\?/i.test(item.port)
      ? ''
      : (/^["']?:?\d{2,5}["']?$/.exec(item.port.trim())?.[0] ?? ''),
  }));
}

function addressOf(match: CodeMatch, address: string): Listen {
  const parts = /^(?<host>.*):(?<port>\d*)$/.exec(address)?.groups;
  return { match, port: parts?.port ?? '', host: parts?.host ?? '' };
}

/** A variable of that name which the program, its settings or its flags read. */
function portVariable(context: RuleContext, process: Process): { text: string; place: Place } | null {
  const { facts } = context;
  const names =
    /^(?:\w+_)?(?:PORT|LISTEN|LISTEN_ADDR(?:ESS)?|BIND|BIND_ADDR(?:ESS)?|HTTP_ADDR(?:ESS)?|SERVER_ADDR(?:ESS)?|HTTP_PORTS?)$/;
  const foreign =
    /(?:DB|DATABASE|POSTGRES\w*|PG|MYSQL|MARIADB|REDIS|VALKEY|SMTP|MAIL|EMAIL|RABBIT\w*|AMQP|KAFKA|MONGO\w*|CACHE|ELASTIC\w*|MEMCACHED|STATSD|METRICS?|PROMETHEUS|DEBUG\w*|GRPC|LDAP|PROXY|MINIO|S3)_/;
  for (const variable of facts.environment.variables) {
    if (!names.test(variable.name) || foreign.test(variable.name) || isOfService(context, variable.name)) continue;
    const read = variable.reads.find((item) => isInside(item.place.path, process.component));
    if (read) return { text: variable.name, place: read.place };
  }
  // Libraries that join a prefix to the names of their flags leave no such read; the image's own default shows the variable.
  const set = process.environment.find((entry) => names.test(entry.name) && !foreign.test(entry.name));
  return set ? { text: set.name, place: set.place } : null;
}

/** `X_PORT` beside `X_USER` or `X_PASSWORD` is where a backing service listens. */
function isOfService({ facts }: RuleContext, name: string): boolean {
  const prefix = /^(?<prefix>\w+_)PORT$/.exec(name)?.groups?.prefix;
  return (
    prefix !== undefined &&
    ['USER', 'USERNAME', 'PASSWORD', 'DATABASE', 'DB'].some(
      (word) => facts.environment.variable(prefix + word) !== null,
    )
  );
}

/** All interfaces, unless every address that is written is local; libraries listen on all of them by default. */
function hostOf(found: readonly Listen[], process: Process): Binding['host'] {
  const local = found.find((item) => isLocal(item.host));
  if (local && found.every((item) => isLocal(item.host)))
    return { reach: 'local', text: local.host, place: local.match.place };
  const first = found[0];
  const place = first?.match.place ?? process.main?.place ?? process.place;
  return { reach: 'public', text: first?.host || 'all interfaces by default', place };
}
