import type { CatalogueEntry } from './catalogue-entry.ts';

export const logsEntries: readonly CatalogueEntry[] = [
  {
    id: 'logs/stdout',
    factor: 'logs',
    severity: 'high',
    title: 'Logs go to stdout or stderr',
    fails:
      'production logging writes to files (FileHandler, RotatingFileHandler, winston/pino/log4j/logback/NLog/Serilog file targets, Rails file logger without `RAILS_LOG_TO_STDOUT` or a stdout logger, Laravel `single`/`daily` default, Gunicorn `--access-logfile` to a path)',
    passes: 'a logging set-up or framework default writes to stdout or stderr',
    notApplicable: 'no app',
  },
  {
    id: 'logs/no-log-management',
    factor: 'logs',
    severity: 'medium',
    title: 'The app does not manage log files',
    fails:
      'the repository manages log files (logrotate config, rotation settings, `mkdir logs`, a log volume, committed `*.log` files)',
    passes: 'an app exists and it does not',
    notApplicable: 'no app',
  },
  {
    id: 'logs/no-direct-shipping',
    factor: 'logs',
    severity: 'medium',
    title: 'The app leaves log routing to the platform',
    fails:
      'the app routes its own logs to a destination (syslog, Logstash, CloudWatch, Loki, Elasticsearch, GELF handlers in app code); error trackers such as Sentry are fine',
    passes: 'logging is set up and does not',
    notApplicable: 'no logging set-up',
  },
  {
    id: 'logs/structured',
    factor: 'logs',
    severity: 'low',
    title: 'Logs are machine-readable',
    fails: 'a logging set-up exists and emits no machine-readable format in production (JSON, logfmt)',
    passes: 'it does (pino, structlog, python-json-logger, zap, slog JSON, Serilog compact, logback JSON encoder …)',
    notApplicable: 'no logging set-up',
  },
  {
    id: 'logs/level-from-env',
    factor: 'logs',
    severity: 'low',
    title: 'The log level comes from the environment',
    fails: 'the log level is a literal in production code with no way to set it from the environment',
    passes: 'it comes from config',
    notApplicable: 'no logging set-up',
  },
  {
    id: 'logs/unbuffered',
    factor: 'logs',
    severity: 'low',
    title: "Python's output is unbuffered",
    fails:
      "a Python app's image or start command sets neither `PYTHONUNBUFFERED` nor `-u`, and prints or logs through stdout with buffering",
    passes: 'set, or its logging writes to stderr only',
    notApplicable: 'not Python, or no image',
  },
  {
    id: 'logs/logger-not-print',
    factor: 'logs',
    severity: 'low',
    title: 'Events are reported through a logger',
    fails:
      'server code reports events with `print`/`console.log`/`puts`/`fmt.Println`/`System.out.println` as its main means (more such calls than logger calls, at least 5)',
    passes: 'it uses a logger',
    notApplicable: 'fewer than 5 such calls and no logger',
  },
];
