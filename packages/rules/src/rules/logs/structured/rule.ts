import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Place } from '../../../repo/place.ts';

const FORMATTERS: Readonly<Record<string, string>> = {
  python: '`python-json-logger` or structlog with `JSONRenderer`',
  javascript: 'pino, or winston with `format.json()`',
  ruby: 'lograge with `Lograge::Formatters::Json`, or semantic_logger',
  php: "Monolog's `JsonFormatter`",
  java: "logstash-logback-encoder, or Spring Boot's `logging.structured.format.console`",
  go: '`slog.NewJSONHandler`',
  csharp: '`AddJsonConsole()`, or Serilog with `CompactJsonFormatter`',
};

export const structured = defineRule({
  id: 'logs/structured',
  factor: 'logs',
  title: 'Logs are machine-readable',
  severity: 'low',
  remediation: ({ facts }) =>
    `Format production's log as JSON or logfmt: ${FORMATTERS[facts.stacks.languages[0] ?? ''] ?? "your logger's JSON format"}.`,
  appliesTo: ({ facts }) => facts.logging.setups.length > 0 || 'Logging is not set up.',

  *check(context) {
    const readable = context.facts.logging.formats.filter(({ kind }) => kind === 'json' || kind === 'logfmt');
    for (const { kind, how, place } of readable)
      yield pass(place, `${how} emits ${kind === 'json' ? 'JSON' : 'logfmt'}.`);
    if (readable.length > 0) return;
    for (const { place, how } of textFormats(context))
      yield fail(place, `${how} emits plain text, and nothing emits JSON or logfmt.`, { identity: 'plain text' });
  },
});

/** Where the plain format is chosen, once a file: configurations, then formatters; migration tools' own files only where there is nothing else. */
function textFormats({ facts }: RuleContext): { place: Place; how: string }[] {
  const { setups, formats } = facts.logging;
  const configurations = setups.filter(({ how }) => /LOGGING|channels|\.xml|dictConfig|Monolog|^config\./.test(how));
  const stated = [...configurations, ...formats.filter(({ kind }) => kind === 'text')];
  const all = stated.length > 0 ? stated : setups.slice(0, 1);
  const own = all.filter(({ place }) => !place.path.endsWith('alembic.ini'));
  const seen = new Set<string>();
  return (own.length > 0 ? own : all).filter(({ place }) => {
    if (seen.has(place.path)) return false;
    seen.add(place.path);
    return true;
  });
}
