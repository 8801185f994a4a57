import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { LogSink } from '../../../facts/logging-fact.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  python: '`logging.StreamHandler` (Gunicorn: `--access-logfile -`)',
  javascript: "a logger without a file transport (pino's default, winston's `Console`)",
  ruby: '`config.logger = ActiveSupport::Logger.new($stdout)`',
  php: '`LOG_CHANNEL=stderr` as the default of `config/logging.php` (Monolog: `php://stderr`)',
  java: "logback's ConsoleAppender alone (Spring Boot: `console-appender.xml` in place of `base.xml`)",
  csharp: 'the console provider (Serilog: `WriteTo.Console()`)',
};

export const stdout = defineRule({
  id: 'logs/stdout',
  factor: 'logs',
  title: 'Logs go to stdout or stderr',
  severity: 'high',
  remediation: ({ facts }) =>
    `Write to the standard streams and let the platform keep them: ${REPLACEMENTS[facts.stacks.languages[0] ?? ''] ?? "the logger's console output"}.`,
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',
  silence: 'Nothing in production logs to a file.',

  *check(context) {
    for (const sink of sinksInForce(context)) {
      if (sink.kind === 'file') yield fail(sink.place, `${sink.how} writes production's log to a file.`);
      else if (sink.kind === 'database') yield fail(sink.place, `${sink.how} writes production's log to a database.`);
      else if (sink.kind === 'stdout' || sink.kind === 'stderr')
        yield pass(sink.place, `${sink.how} writes to ${sink.kind}.`);
    }
  },
});

function sinksInForce({ facts }: RuleContext): LogSink[] {
  return facts.logging.sinks.filter((sink) => sink.inForce && sink.stage === 'production');
}
