import type { CodeQuery } from '../../../facts/code-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import type { Confidence } from '../../../report.ts';

interface Found {
  place: Place;
  message: string;
  confidence: Confidence;
}

/** Statements that turn debugging on; those below a condition are left to it. */
const statements: readonly (CodeQuery & { what: string })[] = [
  {
    what: 'debug = True',
    languages: ['python'],
    literals: ['.debug', 'DEBUG'],
    pattern: /^[ \t]*\w*(?:app|application)\.(?:debug|config\[["']DEBUG["']\])\s*=\s*True\b/gm,
  },
  {
    what: 'display_errors',
    languages: ['php'],
    literals: ['display_errors', 'WP_DEBUG'],
    pattern:
      /^[ \t]*@?ini_set\(\s*["']display_errors["']\s*,\s*(?:1|true|["'](?:1|[oO]n)["'])\s*\)|^[ \t]*define\(\s*["']WP_DEBUG["']\s*,\s*true\s*\)/gm,
  },
  {
    what: 'UseDeveloperExceptionPage()',
    languages: ['csharp'],
    literals: ['UseDeveloperExceptionPage'],
    pattern: /\bUseDeveloperExceptionPage\(\)/g,
  },
  {
    what: 'debug_errors: true',
    languages: ['elixir'],
    literals: ['debug_errors'],
    pattern: /\bdebug_errors:\s*true\b/g,
  },
  {
    what: 'the debug mode',
    languages: ['go'],
    literals: ['gin.DebugMode', '.Debug = true'],
    pattern: /\bgin\.SetMode\(\s*gin\.DebugMode\s*\)|^[ \t]*(?:e|echo|server\.echo)\.Debug = true\b/gm,
  },
];
const conditionAbove = /\bif\b|\belse\b|\bswitch\b|\bcase\b|\bIsDevelopment|__main__/;

export function debugInCode(repo: Repo, facts: Facts): Found[] {
  return [...statementsOn(repo, facts), ...callsOn(facts)];
}

function statementsOn(repo: Repo, facts: Facts): Found[] {
  return statements.flatMap(({ what, ...query }) =>
    facts.code
      .search(query)
      .filter(
        ({ path, index }) => !/(?:^|\/)config\/(?:dev|test)\.exs$/.test(path) && !isConditional(repo.code(path), index),
      )
      .map(({ place }): Found => ({ place, message: `${what} turns debugging on.`, confidence: 'medium' })),
  );
}

/** A line of less indent above it, within twelve, that decides; or a condition on the line itself. */
function isConditional(code: string, index: number): boolean {
  const lines = code
    .slice(Math.max(0, index - 1_500), code.indexOf('\n', index) + 1 || code.length)
    .split('\n')
    .slice(-13);
  const own = lines.at(-1) === '' ? (lines.at(-2) ?? '') : (lines.at(-1) ?? '');
  const indent = own.length - own.trimStart().length;
  if (/\bif\b|\?/.test(own)) return true;
  return lines.slice(0, -1).some((line) => {
    const depth = line.length - line.trimStart().length;
    return line.trim() !== '' && depth < indent && conditionAbove.test(line);
  });
}

/** `app.run(debug=True)`: behind `__main__` it counts only where a deploy file runs that file. */
function callsOn(facts: Facts): Found[] {
  if (facts.code.containing(['debug=True', 'debug = True'], ['python']).length === 0) return [];
  return facts.code
    .calls({
      languages: ['python'],
      callees: [
        'app.run',
        'application.run',
        'bottle.run',
        'Flask',
        'FastAPI',
        'Starlette',
        'uvicorn.run',
        'tornado.web.Application',
      ],
    })
    .filter((call) => call.named.debug === 'True' && (!/(?:^|\.)run$/.test(call.callee) || isStarted(facts, call.path)))
    .map(({ place, callee }) => ({
      place,
      message: `${callee}(debug=True) turns debugging on.`,
      confidence: 'high' as const,
    }));
}

function isStarted(facts: Facts, path: string): boolean {
  return facts.processes.production.some((process) =>
    process.steps.some(({ command }) =>
      [command.program, ...command.args].some(
        (arg) => arg.endsWith('.py') && `/${path}`.endsWith(`/${arg.replace(/^.*\//, '')}`),
      ),
    ),
  );
}
