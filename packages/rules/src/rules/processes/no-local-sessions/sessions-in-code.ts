import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeQuery } from '../../../facts/code-fact.ts';

interface Sign {
  query: CodeQuery;
  verdict: 'pass' | 'fail';
  what: string;
}

/** Libraries whose call says where sessions are. */
const SIGNS: readonly Sign[] = [
  {
    query: {
      languages: ['python'],
      literals: ['SessionMiddleware'],
      pattern: /\b(?:add_middleware|Middleware)\(\s*SessionMiddleware\b/g,
    },
    verdict: 'pass',
    what: 'Sessions are kept in signed cookies (SessionMiddleware).',
  },
  {
    query: { languages: ['go'], literals: ['NewCookieStore'], pattern: /\b(?:sessions|cookie)\.NewCookieStore\(/g },
    verdict: 'pass',
    what: 'Sessions are kept in signed cookies.',
  },
  {
    query: {
      languages: ['go'],
      literals: ['NewFilesystemStore', 'memstore.NewStore', 'memstore.New('],
      pattern: /\bsessions\.NewFilesystemStore\(|\bmemstore\.New(?:Store)?\(/g,
    },
    verdict: 'fail',
    what: 'Sessions are kept in the memory or files of each process.',
  },
  {
    query: { languages: ['elixir'], literals: ['Plug.Session'], pattern: /\bstore:\s*:ets\b/g },
    verdict: 'fail',
    what: 'Sessions are kept in the memory of each node (:ets).',
  },
  {
    query: { languages: ['elixir'], literals: ['Plug.Session', '@session_options'], pattern: /\bstore:\s*:cookie\b/g },
    verdict: 'pass',
    what: 'Sessions are kept in signed cookies.',
  },
  {
    query: {
      languages: ['rust'],
      literals: ['MemoryStore'],
      pattern: /\bSessionManagerLayer::new\([^)]*MemoryStore|\bMemoryStore::default\(\)/g,
    },
    verdict: 'fail',
    what: 'Sessions are kept in the memory of each process.',
  },
  {
    query: {
      languages: ['rust'],
      literals: ['CookieSessionStore', 'RedisSessionStore', 'RedisStore', 'PostgresStore'],
      pattern: /\b(?:CookieSessionStore|RedisSessionStore|RedisStore|PostgresStore)::\w+/g,
    },
    verdict: 'pass',
    what: 'Sessions are kept outside the process.',
  },
  {
    query: {
      languages: ['javascript'],
      literals: ['cookie-session', 'iron-session', '@fastify/secure-session', 'next-auth'],
      pattern:
        /(?:from|require\()\s*["'](?:cookie-session|iron-session(?:\/\w+)?|@fastify\/secure-session|next-auth)["']/g,
    },
    verdict: 'pass',
    what: 'Sessions are kept in signed cookies.',
  },
];

/** Sessions as code sets them up. */
export function* sessionsInCode(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const { query, verdict, what } of SIGNS)
    for (const { place } of facts.code.search(query).slice(0, 5))
      yield verdict === 'pass' ? pass(place, what) : fail(place, what);
  yield* prismaSessions(context);
  yield* expressSessions(context);
  yield* flaskSessions(context);
  yield* phpSessions(context);
  yield* servletSessions(context);
  yield* aspnetSessions(context);
}

/** A table of the sessions of users, which NextAuth, better-auth, Lucia and hand-written logins keep. */
function* prismaSessions({ repo }: RuleContext): Iterable<RuleYield> {
  for (const path of repo.withExtension('prisma')) {
    if (!repo.isProduction(path)) continue;
    const text = repo.text(path);
    for (const match of text.matchAll(/^model\s+\w*Session\s*\{(?<fields>[^}]{0,4000})\}/gm)) {
      const fields = match.groups?.fields ?? '';
      const isOfUser = /^\s*(?:user|account|member)_?id\b/im.test(fields);
      if (isOfUser && /^\s*expires?(?:_?at)?\b/im.test(fields))
        yield pass(repo.placeAt(path, match.index), 'Sessions are kept in the database.');
    }
  }
}

/** express-session, koa-session's like and @fastify/session: in memory unless a store is given. */
function* expressSessions({ facts }: RuleContext): Iterable<RuleYield> {
  for (const path of facts.code.containing(['express-session', '@fastify/session'], ['javascript'])) {
    const imports = facts.code
      .imports(path)
      .filter(({ module }) => module === 'express-session' || module === '@fastify/session');
    if (imports.length === 0) continue;
    const calls = [
      ...facts.code.search({
        languages: ['javascript'],
        literals: ['express-session', '@fastify/session'],
        pattern:
          /\b(?:session|expressSession|Session)\s*\(\s*(?=[{)\w])|\.register\(\s*(?:fastifySession|session|fastifySessionPlugin)\b/g,
      }),
    ].filter((match) => match.path === path);
    const code = facts.code.calls({ languages: ['javascript'], callees: ['session', 'expressSession', 'register'] });
    for (const match of calls) {
      const call = code.find(
        (item) =>
          item.path === path &&
          item.place.startLine <= match.place.startLine &&
          item.place.endLine >= match.place.startLine,
      );
      const text = call?.text ?? '';
      if (/^\s*[a-z]\w*\s*$/i.test(text)) continue;
      if (/\b(?:MemoryStore|FileStore)\b/.test(text) && !/redis|postgres|mongo/i.test(text))
        yield fail(match.place, 'Sessions are kept in the memory or files of the process (store).');
      else if (/\bstore\b/.test(text) || /\.\.\.\w/.test(text))
        yield pass(match.place, 'Sessions are kept in a store of their own.');
      else yield fail(match.place, 'Sessions are kept in the memory of the process: the session has no store.');
    }
  }
}

function* flaskSessions({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('flask')) return;
  const [local] = facts.code.search({
    languages: ['python'],
    literals: ['SESSION_TYPE'],
    pattern: /\[["']SESSION_TYPE["']\]\s*=\s*["'](?:filesystem|cachelib)["']/g,
    inStrings: true,
  });
  if (local) return yield fail(local.place, 'Sessions are kept in local files (SESSION_TYPE).');
  const [use] = facts.code.search({
    languages: ['python'],
    literals: ['session', 'flask_login'],
    pattern: /^from flask import[^\n]*\bsession\b|^from flask_login import|^import flask_login|\bapp\.secret_key\s*=/gm,
  });
  if (use) yield pass(use.place, "Sessions are kept in signed cookies, Flask's default.");
}

/** PHP's own sessions are files, unless php.ini or the code names another handler. */
function* phpSessions({ facts, repo }: RuleContext): Iterable<RuleYield> {
  if (facts.stacks.has('laravel', 'symfony')) return;
  const handlers = facts.settings.inForce('session.save_handler').filter(({ value }) => value.literal !== 'files');
  const isSet =
    handlers.length > 0 ||
    facts.code.containing(['session_set_save_handler', 'session.save_handler'], ['php']).length > 0;
  const image = repo.named('Dockerfile').find((path) => /session\.save_handler/.test(repo.text(path)));
  for (const { place } of facts.code
    .search({ languages: ['php'], literals: ['session_start'], pattern: /\bsession_start\s*\(/g })
    .slice(0, 5)) {
    if (isSet || image) yield pass(place, 'Sessions are kept by the handler that the configuration names.');
    else yield fail(place, "Sessions are kept in PHP's own files on the disk of each process.");
  }
}

/** Servlet sessions are in memory without Spring Session. */
function* servletSessions({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('spring-boot')) return;
  const [use] = facts.code.search({
    languages: ['java'],
    literals: ['HttpSession', '@SessionAttributes', '@SessionScope', '.formLogin(', '.oauth2Login('],
    pattern: /\bHttpSession\s+\w+|@SessionAttributes\b|@SessionScope\b|\.(?:formLogin|oauth2Login)\(/g,
  });
  if (!use || facts.code.containing(['SessionCreationPolicy.STATELESS'], ['java']).length > 0) return;
  const store = facts.stacks.find('spring-session');
  const types = facts.settings.inForce('spring.session.store-type').filter(({ value }) => value.literal !== 'none');
  const place = store?.place ?? types[0]?.place;
  if (place) yield pass(place, 'Sessions are kept by Spring Session.');
  else
    yield fail(use.place, 'Sessions are kept in the memory of the process: there is no Spring Session.', {
      confidence: 'medium',
    });
}

function* aspnetSessions({ facts }: RuleContext): Iterable<RuleYield> {
  const [use] = facts.code.search({ languages: ['csharp'], literals: ['AddSession('], pattern: /\.AddSession\s*\(/g });
  if (!use) return;
  const [shared] = facts.code.search({
    languages: ['csharp'],
    literals: [
      'AddStackExchangeRedisCache',
      'AddDistributedSqlServerCache',
      'AddDistributedPostgreSqlCache',
      'AddNCacheDistributedCache',
      'AddRedisDistributedCache',
    ],
    pattern:
      /\.Add(?:StackExchangeRedis|DistributedSqlServer|DistributedPostgreSql|NCacheDistributed|RedisDistributed)Cache\b/g,
  });
  if (shared) yield pass(shared.place, 'Sessions are kept in a shared distributed cache.');
  else yield fail(use.place, 'Sessions are kept in the memory of the process: no shared distributed cache is added.');
}
