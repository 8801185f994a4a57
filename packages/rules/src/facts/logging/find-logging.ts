import { comparePlaces } from '../../repo/place.ts';
import type { LoggingFact } from '../logging-fact.ts';
import { frameworkLogging } from './framework-logging.ts';
import { xmlLogging } from './java-logging.ts';
import { logCalls } from './log-calls.ts';
import { type LogSources, newLogRecords } from './log-records.ts';
import { patternLogging } from './pattern-logging.ts';
import { pythonLogging } from './python-logging.ts';
import { serverLogging } from './server-logging.ts';

/** Where production's logs go, in which form and at which level, and how server code writes them. */
export function findLogging(sources: LogSources): LoggingFact {
  const records = newLogRecords(sources.components);
  pythonLogging(sources, records);
  patternLogging(sources, records);
  xmlLogging(sources, records);
  frameworkLogging(sources, records);
  serverLogging(sources, records);
  environmentLevels(sources, records);
  const { setups, sinks, formats, levels } = records.found;
  const calls = logCalls(sources.code, sources.components, sources.stacks.has('rails'));
  return {
    setups: sorted(setups),
    sinks: sorted(sinks),
    formats: sorted(formats),
    levels: sorted(levels),
    loggerCalls: calls.loggerCalls.sort(comparePlaces),
    printCalls: calls.printCalls.sort(comparePlaces),
  };
}

/** A variable for the level that production code reads, however it gets to the logger. */
function environmentLevels({ environment, code }: LogSources, records: ReturnType<typeof newLogRecords>): void {
  for (const variable of environment.variables) {
    if (!/(?:^|_)LOG(?:GING|GER)?_?LEVEL$|(?:^|_)LOGLEVEL$|^RUST_LOG$|(?:^|_)LOG_VERBOSITY$/.test(variable.name))
      continue;
    const read = variable.reads[0];
    if (read) records.level('environment', variable.name, read.place);
  }
  // Viper binds every key to a variable.
  for (const { place, match } of code.search({
    languages: ['go'],
    literals: ['log-level', 'log.level', 'log_level', 'loglevel'],
    pattern: /\bviper\.\w+\(\s*"(?<key>[\w.-]*log[._-]?level)"/gi,
  })) {
    records.level('environment', match.groups?.key ?? '', place);
  }
}

function sorted<T extends { place: Parameters<typeof comparePlaces>[0]; how?: string; text?: string }>(
  items: readonly T[],
): T[] {
  const seen = new Set<string>();
  return [...items]
    .sort((a, b) => comparePlaces(a.place, b.place))
    .filter((item) => {
      const key = `${item.place.path}\0${item.place.startLine}\0${item.how ?? ''}${item.text ?? ''}${'kind' in item ? item.kind : ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
