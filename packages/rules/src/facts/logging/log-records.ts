import type { Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { CommandsFact } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { EnvironmentFact } from '../environment-fact.ts';
import type { LoggingFact, LogSink } from '../logging-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import type { Language, StacksFact } from '../stacks-fact.ts';

export interface LogSources {
  repo: Repo;
  code: CodeFact;
  components: ComponentsFact;
  stacks: StacksFact;
  settings: SettingsFact;
  processes: ProcessesFact;
  commands: CommandsFact;
  environment: EnvironmentFact;
}

type Level = LoggingFact['levels'][number];
type Format = LoggingFact['formats'][number];

/** Collects what the readers of each language find. */
export interface LogRecords {
  setup(how: string, language: Language, place: Place): void;
  sink(kind: LogSink['kind'], how: string, place: Place, more?: { inForce?: boolean; stage?: LogSink['stage'] }): void;
  format(kind: Format['kind'], how: string, place: Place): void;
  level(source: Level['source'], text: string, place: Place): void;
  readonly found: Pick<LoggingFact, 'setups' | 'sinks' | 'formats' | 'levels'>;
}

export function newLogRecords(components: ComponentsFact): LogRecords {
  const found: LogRecords['found'] = { setups: [], sinks: [], formats: [], levels: [] };
  const componentOf = (place: Place): string => components.of(place.path)?.path ?? '';
  return {
    found,
    setup: (how, language, place) => found.setups.push({ how, language, component: componentOf(place), place }),
    sink: (kind, how, place, more = {}) =>
      found.sinks.push({
        kind,
        how,
        inForce: more.inForce ?? true,
        stage: more.stage ?? 'production',
        component: componentOf(place),
        place,
      }),
    format: (kind, how, place) => found.formats.push({ kind, how, place }),
    level: (source, text, place) => found.levels.push({ source, text: text.slice(0, 100), place }),
  };
}
