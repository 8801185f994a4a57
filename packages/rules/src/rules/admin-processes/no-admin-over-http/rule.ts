import { defineRule, fail, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeMatch, CodeQuery } from '../../../facts/code-fact.ts';
import type { Place } from '../../../repo/place.ts';

/** Files that answer requests, by their frameworks' folders and names. */
const WEB_FILE =
  /(?:^|\/)(?:[Cc]ontrollers?|handlers|routes?|endpoints|viewsets|pages\/api|server\/api)\/(?:[\w.[\]()-]+\/)*[^/]+$|(?:^|\/)(?:views|viewsets|routes)\.\w+$|Controller\.(?:php|java|kt|cs|[jt]s)$|\.controller\.[jt]s$|_controller\.(?:rb|ex)$|(?:^|\/)views\/[^/]+\.py$|(?:^|\/)route\.[jt]s$/;
const COMMAND_FILE = /(?:^|\/)(?:management\/commands|Console\/Commands|Commands?|cli|tasks)\/[^/]+$|\.rake$/;
const ROUTE_ABOVE =
  /^\s*(?:@[\w.]*\.?(?:route|get|post|put|patch|delete|api_view|action|(?:Get|Post|Put|Patch|Delete|Request)Mapping|HttpPost|HttpGet|Get|Post)\b|\[Http(?:Get|Post|Put|Delete)|Route::(?:get|post|any|match)|\w+\.(?:get|post|put|all|HandleFunc)\(\s*["'`](?:[A-Z]+ )?\/)/i;
/** Work over all of an instance's data. */
const MAINTENANCE =
  /(?:->|\.|::)(?<name>(?:rebuild|reindex|regenerate|recalculate|backfill|vacuum|purge|prune)\w*|(?:update|refresh|rebuild|reindex|index|clear|delete|sync|recalculate|regenerate)\w*(?:ForAll|Everything|AllRecords))\s*\(\s*\)/g;

type Query = CodeQuery & { what: string };

const RUNS: readonly Query[] = [
  {
    what: 'an artisan command',
    languages: ['php'],
    literals: ['Artisan::'],
    pattern: /\bArtisan::call\s*\(/g,
  },
  {
    what: 'a management command',
    languages: ['python'],
    literals: ['call_command'],
    pattern: /\bcall_command\s*\(/g,
  },
  {
    what: 'migrations',
    languages: ['python'],
    literals: ['command.upgrade', 'flask_migrate', 'create_all', 'drop_all'],
    pattern:
      /\b(?:alembic\.)?command\.upgrade\s*\(|\bflask_migrate\.upgrade\s*\(|\b(?:db|metadata)\.(?:create_all|drop_all)\s*\(/g,
  },
  {
    what: 'migrations',
    languages: ['javascript'],
    literals: ['migrate.latest', 'runMigrations', 'migrateToLatest', 'migrate(db'],
    pattern: /\.migrate\.latest\s*\(|\brunMigrations\s*\(|\bmigrateToLatest\s*\(|\bmigrate\(db\b/g,
  },
  {
    what: 'a rake task',
    languages: ['ruby'],
    literals: ['Rake::Task', 'load_tasks'],
    pattern: /\bRake::Task\s*\[/g,
  },
  {
    what: 'migrations',
    languages: ['java', 'csharp', 'go'],
    literals: ['flyway', 'Database.Migrate', 'goose.Up', 'AutoMigrate'],
    pattern: /\bflyway\.migrate\s*\(|\.Database\.Migrate(?:Async)?\s*\(|\bgoose\.Up\w*\s*\(|\.AutoMigrate\s*\(/g,
  },
  {
    what: 'a migration command',
    literals: ['prisma migrate', 'alembic upgrade', 'db:migrate', 'manage.py migrate', 'artisan migrate'],
    pattern:
      /\b(?:exec(?:Sync|File|FileSync)?|spawn(?:Sync)?|execa|run|check_call|system|Popen|shell_exec)\s*\(\s*[["'`(]{1,3}[^\n]{0,80}?(?:prisma migrate|alembic upgrade|db:migrate|manage\.py migrate|artisan migrate)/g,
  },
];
/** What a request sends is run as a command or as code. */
const SHELLS: readonly Query[] = [
  {
    what: 'what the request sends',
    languages: ['python'],
    literals: ['request'],
    pattern:
      /\b(?:eval|exec|os\.system|os\.popen|subprocess\.(?:run|call|check_output|Popen))\s*\(\s*(?:self\.)?request\.(?:args|form|json|GET|POST|data|body|get_json|values|query_params)\b/g,
  },
  {
    what: 'what the request sends',
    languages: ['javascript'],
    literals: ['req.', 'request.'],
    pattern:
      /\b(?:eval|exec|execSync|child_process\.exec(?:Sync)?|spawn|vm\.runIn\w+)\s*\(\s*(?:req|request|ctx\.request)\.(?:body|query|params)\b/g,
  },
  {
    what: 'what the request sends',
    languages: ['php'],
    literals: ['$_', 'request'],
    pattern:
      /\b(?:eval|exec|shell_exec|system|passthru|proc_open)\s*\(\s*(?:\$_(?:GET|POST|REQUEST)|\$request->|request\()/g,
  },
  {
    what: 'what the request sends',
    languages: ['ruby'],
    literals: ['params['],
    pattern: /(?<![\w.])(?:eval|system|exec)[ (]+params\[/g,
  },
];

export const noAdminOverHttp = defineRule({
  id: 'admin-processes/no-admin-over-http',
  factor: 'admin-processes',
  title: 'Admin tasks do not run inside web requests',
  severity: 'high',
  remediation:
    'Take the route out and run the task as a one-off process (`manage.py migrate`, `artisan migrate`, a Job, a release step), or hand it to a background job.',
  appliesTo: ({ facts }) =>
    (facts.components.apps.length > 0 && (facts.migrations.exist || facts.migrations.tools.length > 0)) ||
    'No app with migrations.',
  silence: 'No request runs migrations, shells or maintenance.',

  *check(context) {
    for (const query of RUNS)
      for (const match of context.facts.code.search(query))
        if (answersRequest(context, match)) yield fail(match.place, `A web request runs ${query.what}.`);
    for (const query of SHELLS)
      for (const { place } of context.facts.code.search(query)) yield fail(place, `A web request runs ${query.what}.`);
    yield* maintenance(context);
  },
});

/** The file answers requests, or the function that it stands in is a route. */
function answersRequest({ repo }: RuleContext, { path, place }: CodeMatch): boolean {
  if (COMMAND_FILE.test(path) || /(?:^|\/)(?:migrations?|seeds?|seeders?)\//.test(path)) return false;
  return WEB_FILE.test(path) || standsInRoute(repo.lines(path), place);
}

/** Goes out through what encloses the line, by indentation, to its function and the decorators above that. */
function standsInRoute(lines: readonly string[], { startLine }: Place): boolean {
  const first = Math.max(0, startLine - 60);
  let depth = indentOf(lines[startLine - 1] ?? '');
  for (let index = startLine - 2; index >= first && depth > 0; index--) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || indentOf(line) >= depth) continue;
    depth = indentOf(line);
    if (ROUTE_ABOVE.test(line)) return true;
    for (let above = index - 1; above >= first && /^\s*[@[]/.test(lines[above] ?? ''); above--)
      if (ROUTE_ABOVE.test(lines[above] ?? '')) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Work over all data for which a command exists, called in a request as well. */
function* maintenance({ facts }: RuleContext): Iterable<RuleYield> {
  const calls = facts.code.search({
    languages: ['php', 'python', 'ruby', 'java', 'csharp', 'javascript'],
    literals: [
      'rebuild',
      'reindex',
      'regenerate',
      'recalculate',
      'backfill',
      'vacuum',
      'purge',
      'prune',
      'ForAll',
      'Everything',
      'AllRecords',
    ],
    pattern: MAINTENANCE,
  });
  const named = new Set(calls.filter(({ path }) => COMMAND_FILE.test(path)).map(({ match }) => match.groups?.name));
  for (const { path, match, place } of calls) {
    const name = match.groups?.name;
    if (named.has(name) && WEB_FILE.test(path) && !COMMAND_FILE.test(path))
      yield fail(place, `A web request runs ${name}() over everything, for which a command exists.`, {
        confidence: 'medium',
      });
  }
}
