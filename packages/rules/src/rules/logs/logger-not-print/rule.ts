import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { Place } from '../../../repo/place.ts';

const PRINTS_MIN = 5;
const LOGGERS: Readonly<Record<string, string>> = {
  python: '`logging.getLogger(__name__)`',
  javascript: 'pino or winston',
  ruby: '`Rails.logger` or `Logger.new($stdout)`',
  java: 'SLF4J',
  go: '`log/slog`',
  php: 'a PSR-3 logger such as Monolog',
  csharp: '`ILogger<T>`',
  elixir: '`Logger`',
  rust: '`tracing`',
};

export const loggerNotPrint = defineRule({
  id: 'logs/logger-not-print',
  factor: 'logs',
  title: 'Events are reported through a logger',
  severity: 'low',
  remediation: ({ facts }) =>
    `Report events through ${LOGGERS[facts.stacks.languages[0] ?? ''] ?? 'a logger'}, which gives each a time, a level and its source.`,
  appliesTo: ({ facts }) =>
    facts.logging.printCalls.length >= PRINTS_MIN ||
    facts.logging.loggerCalls.length > 0 ||
    'Server code has hardly any output, and no logger.',

  *check({ facts }) {
    const { loggerCalls, printCalls } = facts.logging;
    const [first] = loggerCalls;
    if (printCalls.length >= PRINTS_MIN && printCalls.length > loggerCalls.length) {
      for (const [path, places] of byPath(printCalls)) {
        const [place] = places;
        if (place)
          yield fail(
            place,
            `${path} prints ${places.length === 1 ? 'once' : `${places.length} times`}; in all, server code prints ${printCalls.length} times and logs ${loggerCalls.length} times.`,
            { identity: 'prints' },
          );
      }
    } else if (first)
      yield pass(first, `Server code logs ${loggerCalls.length} times and prints ${printCalls.length} times.`);
  },
});

function byPath(places: readonly Place[]): Map<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) groups.set(place.path, [...(groups.get(place.path) ?? []), place]);
  return groups;
}
