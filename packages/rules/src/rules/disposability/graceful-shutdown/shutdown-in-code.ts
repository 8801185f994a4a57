import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeMatch, CodeQuery } from '../../../facts/code-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';
import { baseName, isInside, type Place } from '../../../repo/place.ts';

/** Code that ends in order when it is told to stop, by language. */
const HANDLERS: Readonly<Partial<Record<Language, CodeQuery>>> = {
  javascript: {
    languages: ['javascript'],
    literals: ['SIGTERM', 'enableShutdownHooks', 'terminus', 'lightship', 'graceful', 'http-terminator', 'stoppable('],
    pattern:
      /["'`]SIGTERM["'`]|\benableShutdownHooks\(|(?:from|require\()\s*["'](?:@godaddy\/terminus|lightship|[\w@/-]*graceful[\w-]*|http-terminator)["']|\bstoppable\(/g,
    inStrings: true,
  },
  go: {
    languages: ['go'],
    literals: ['.Shutdown(', 'ShutdownWithContext', 'GracefulStop(', 'SIGTERM', 'signal.Notify', 'graceful'],
    pattern:
      /\.Shutdown(?:WithContext|WithTimeout)?\(|\.GracefulStop\(|\bsyscall\.SIGTERM\b|\bsignal\.Notify(?:Context)?\(/g,
  },
  rust: {
    languages: ['rust'],
    literals: ['graceful_shutdown', 'HttpServer::new', 'rocket::build', '#[launch]', 'SignalKind::terminate'],
    pattern:
      /\bwith_graceful_shutdown\b|\bgraceful_shutdown\b|\bHttpServer::new\b|\brocket::build\b|#\[launch\]|\bSignalKind::terminate\b/g,
  },
  csharp: {
    languages: ['csharp'],
    literals: [
      'WebApplication.Create',
      'Host.Create',
      'CreateHostBuilder',
      'WebHost',
      'ProcessExit',
      'PosixSignalRegistration',
      'AssemblyLoadContext',
    ],
    pattern:
      /\bWebApplication\.Create\w*|\bHost\.Create\w*Builder\b|\bCreate\w*HostBuilder\b|\bWebHost\.\w+|\bProcessExit\s*\+=|\bPosixSignalRegistration\b|\.Unloading\s*\+=/g,
  },
  python: {
    languages: ['python'],
    literals: ['SIGTERM', 'add_signal_handler'],
    pattern: /\bsignal\.signal\(\s*(?:signal\.)?SIGTERM|\badd_signal_handler\(|\bSIGTERM\b/g,
  },
  java: {
    languages: ['java'],
    literals: ['addShutdownHook', '@PreDestroy'],
    pattern: /\baddShutdownHook\(|@PreDestroy\b/g,
  },
};

/** A process whose server does not drain by itself: what its code does about it. */
export function* shutdownOf(context: RuleContext, process: Process, place: Place, server: string): Iterable<RuleYield> {
  const { facts } = context;
  const language = languageOf(context, process, server);
  if (language === 'java') return yield* java(context, process.component, place);
  if (
    language === 'javascript' &&
    facts.stacks.all.some(
      (item) => /^(?:next|nuxt)$/.test(item.name) && item.component === process.component && !item.development,
    )
  )
    return yield pass(place, "The framework's server finishes its requests on SIGTERM by itself.");
  const query = language ? HANDLERS[language] : undefined;
  if (!language || !query) return;
  const found = inComponent(context, process, facts.code.search(query));
  const needsBoth = language === 'go';
  const handler = needsBoth ? found.find(({ match }) => /Shutdown|GracefulStop/.test(match[0])) : found[0];
  if (handler) return yield pass(handler.place, 'SIGTERM is handled, and work in hand is finished.');
  const target = entryOf(context, process, language);
  if (language === 'python' && !target) return;
  if (
    language === 'go' &&
    !facts.code
      .containing(['net/http', 'ListenAndServe', '.Run(', '.Listen(', '.Start('], ['go'])
      .some((path) => isInside(path, process.component))
  )
    return;
  yield fail(
    target ?? place,
    `The ${process.name} process ends at once on SIGTERM: nothing in its code handles the signal.`,
    {
      identity: `shutdown of ${process.component}/${process.name}`,
    },
  );
}

/** A handler that exits at once cuts requests off, even under a server that drains by itself. */
export function* exitsAtOnce({ facts }: RuleContext): Iterable<RuleYield> {
  const matches = [
    ...facts.code.search({
      languages: ['javascript'],
      literals: ['SIGTERM'],
      pattern:
        /\bprocess\.(?:on|once)\(\s*["'`]SIGTERM["'`]\s*,\s*(?:async\s*)?(?:\(\s*\w*\s*\)|\w+|function\s*\w*\(\w*\))\s*(?:=>)?\s*\{?\s*process\.exit\(/g,
    }),
    ...facts.code.search({
      languages: ['python'],
      literals: ['SIGTERM'],
      pattern:
        /\bsignal\.signal\(\s*(?:signal\.)?SIGTERM\s*,\s*(?:lambda\b[^:\n]*:\s*(?:sys\.exit|os\._exit|exit)\(|(?:signal\.)?SIG_DFL)/g,
    }),
  ];
  for (const { place } of matches)
    yield fail(place, 'The handler of SIGTERM exits at once: requests and jobs in hand are cut off.');
}

/** Spring Boot drains by default since 3.4, before with `server.shutdown=graceful`. */
/** A JVM server: Spring Boot by its version and setting, others by their framework. */
export function* java({ facts }: RuleContext, component: string, place: Place): Iterable<RuleYield> {
  const setting = facts.settings.inForce('server.shutdown')[0];
  if (setting?.value.literal === 'graceful')
    return yield pass(setting.place, 'Spring Boot drains on SIGTERM (server.shutdown).');
  const boot = facts.stacks.all.find(
    (item) =>
      item.language === 'java' &&
      /spring-boot/.test(item.name) &&
      item.version !== null &&
      /^\d+\.\d+/.test(item.version),
  );
  const version = /^(?<major>\d+)\.(?<minor>\d+)/.exec(boot?.version ?? '')?.groups;
  if (boot && version) {
    const isNew = Number(version.major) > 3 || (Number(version.major) === 3 && Number(version.minor) >= 4);
    if (isNew && setting?.value.literal !== 'immediate')
      return yield pass(boot.place, `Spring Boot ${boot.version} drains on SIGTERM by default.`);
    if (facts.stacks.has('spring-boot'))
      return yield fail(
        setting?.place ?? boot.place,
        `Spring Boot ${boot.version} stops at once on SIGTERM: server.shutdown is not graceful.`,
        {
          identity: `server.shutdown of ${component}`,
        },
      );
  }
  const hook = facts.code.search(HANDLERS.java ?? { literals: [], pattern: /$^/g })[0];
  if (hook) yield pass(hook.place, 'A shutdown hook ends the work in order.');
  else if (facts.stacks.has('quarkus', 'micronaut', 'jetty', 'javalin', 'spring-boot'))
    yield pass(place, 'The framework stops in order on SIGTERM.');
}

function languageOf({ repo }: RuleContext, process: Process, server: string): Language | null {
  const program = process.main?.command.program ?? '';
  if (/^(?:node|bun|deno|tsx|ts-node|pm2|pm2-runtime|nest-start)$/.test(server) || /\.[cm]?js$/.test(program))
    return 'javascript';
  if (server === 'dotnet') return 'csharp';
  if (server === 'java') return 'java';
  if (server === 'python' || /\.py$/.test(program)) return 'python';
  if (server !== '') return null;
  const own = (name: string) => repo.named(name).some((path) => isInside(path, process.component));
  if (
    /^(?:python\d?|ruby|php|perl|sh|bash|make|npm|npx|pnpm|yarn|docker|docker-compose|podman|podman-compose|supervisord)$/.test(
      program,
    )
  )
    return null;
  // A program of its own name is the binary that the component compiles.
  if (own('go.mod')) return 'go';
  if (own('Cargo.toml')) return 'rust';
  return null;
}

function inComponent({ facts }: RuleContext, process: Process, matches: readonly CodeMatch[]): CodeMatch[] {
  const libraries = facts.components.libraries.map(({ path }) => path);
  return matches.filter(
    ({ path }) => isInside(path, process.component) || libraries.some((library) => isInside(path, library)),
  );
}

/** The file that the command runs, if it is one that loops or listens. */
function entryOf({ facts, repo }: RuleContext, process: Process, language: Language): Place | null {
  const words = process.main?.command.words ?? [];
  const file = words.find((word) => /\.(?:py|[cm]?[jt]s)$/.test(word));
  const path = file
    ? facts.code.files(language).find((item) => isInside(item, process.component) && baseName(item) === baseName(file))
    : undefined;
  const listens: Readonly<Partial<Record<Language, RegExp>>> = {
    javascript: /\.listen\(|\bserve\(/,
    csharp: /\bstatic\s+(?:async\s+)?(?:int|void|Task(?:<int>)?)\s+Main\b/,
    python: /^\s*while (?:True|1)\b/m,
    go: /\bListenAndServe|\b(?:r|router|engine|e|app|server)\.(?:Run|Listen|Start)\(/,
  };
  const pattern = listens[language];
  if (!pattern) return null;
  const candidates = path
    ? [path]
    : language === 'python'
      ? []
      : facts.code.files(language).filter((item) => isInside(item, process.component));
  for (const candidate of candidates) {
    const match = pattern.exec(repo.code(candidate));
    if (match) return repo.placeAt(candidate, match.index);
  }
  return null;
}
