import type { LogSink } from '../logging-fact.ts';

const KINDS: readonly (readonly [RegExp, LogSink['kind']])[] = [
  [/sentry|rollbar|bugsnag|airbrake|honeybadger|telebugs|raygun/i, 'error-tracker'],
  [/NullHandler|NullLogger|NoopHandler/i, 'null'],
  [/syslog|SysLogHandler|journald|JournalHandler/i, 'syslog'],
  [/AdminEmail|SMTPHandler|MailHandler|EmailAppender|SmtpAppender/i, 'mail'],
  [
    /logstash|cloudwatch|watchtower|gelf|graylog|graypy|loki|elastic|opensearch|splunk|datadog|fluent|seq\b|papertrail|loggly|kinesis|kafka|amqp|slack|telegram|discord|Socket|HTTPHandler|DatagramHandler|TcpAppender|UdpAppender|applicationinsights|newrelic/i,
    'network',
  ],
  [/FileHandler|RollingFile|FileAppender|FileRotate|DailyRotate|RotatingFile|LogFile|WatchedFile/i, 'file'],
  [/mongodb|database|JdbcAppender|DBAppender|DbHandler|AdoNet/i, 'database'],
  [/StreamHandler|ConsoleHandler|ConsoleAppender|RichHandler|ColorizingStreamHandler/i, 'stderr'],
];

/** What a handler, appender or transport of that class writes to; null for a name that does not tell. */
export function handlerKind(className: string): LogSink['kind'] | null {
  return KINDS.find(([pattern]) => pattern.test(className))?.[1] ?? null;
}

/** `/dev/stdout`, `/proc/1/fd/2`, `-` are streams although they are paths. */
export function streamOfPath(path: string): 'stdout' | 'stderr' | 'null' | null {
  const text = path.trim().replace(/^["']|["']$/g, '');
  if (/^\/dev\/null$/.test(text)) return 'null';
  if (/^(?:\/dev\/stderr|\/dev\/fd\/2|\/proc\/(?:self|1)\/fd\/2|php:\/\/stderr)$/.test(text)) return 'stderr';
  if (/^(?:-|\/dev\/stdout|\/dev\/fd\/1|\/proc\/(?:self|1)\/fd\/1|php:\/\/(?:stdout|output)|\/dev\/tty)$/.test(text))
    return 'stdout';
  return null;
}

/** What a formatter's class or format text gives. */
export function formatKind(text: string): 'json' | 'logfmt' | 'text' {
  if (
    /json|ecs[._]?(?:logging|layout|encoder|format)|EcsFormatter|logstash|stackdriver|StructuredLog|bunyan|gelf/i.test(
      text,
    )
  )
    return 'json';
  if (/logfmt|KeyValueRenderer/i.test(text)) return 'logfmt';
  return /^["']?\s*\{\s*\\?["']/.test(text) ? 'json' : 'text';
}
