import type { Place } from '../repo/place.ts';
import type { Language } from './stacks-fact.ts';

export interface LogSink {
  kind: 'stdout' | 'stderr' | 'file' | 'syslog' | 'network' | 'database' | 'mail' | 'error-tracker' | 'null';
  /** What writes there: `logging.FileHandler`, `winston.transports.File`, `RollingFileAppender`. */
  how: string;
  /** Chosen by the configuration in force: a handler that no logger names is not. */
  inForce: boolean;
  stage: 'production' | 'development' | 'test';
  component: string;
  place: Place;
}

export interface LoggingFact {
  /** A logging set-up: library, framework default, configuration. Empty where code only prints. */
  setups: { how: string; language: Language; component: string; place: Place }[];
  sinks: LogSink[];
  formats: { kind: 'json' | 'logfmt' | 'text' | 'unknown'; how: string; place: Place }[];
  levels: { source: 'environment' | 'literal' | 'framework'; text: string; place: Place }[];
  /** Calls in production server code. */
  loggerCalls: Place[];
  printCalls: Place[];
}
