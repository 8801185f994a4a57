import type { LoggingFact, LogSink } from '../logging-fact.ts';
import type { Language } from '../stacks-fact.ts';

/** One form in which code sets logging up. */
export interface LogPattern {
  language: Language;
  how: string;
  literals: readonly string[];
  /** A named group `level` holds an expression for the level, `path` the file that is written. */
  pattern: RegExp;
  setup?: boolean;
  sink?: LogSink['kind'];
  format?: LoggingFact['formats'][number]['kind'];
  level?: LoggingFact['levels'][number]['source'];
  /** Must stand in the same file: keeps short names (`logger.add`) to their library. */
  within?: RegExp;
}
