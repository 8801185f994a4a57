import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { LoggingFact } from '../../../facts/logging-fact.ts';

type Level = LoggingFact['levels'][number];

/** What is sent to an error tracker is no part of the log. */
const ERROR_TRACKER = /sentry|rollbar|bugsnag|airbrake|honeybadger|raygun/i;

export const levelFromEnv = defineRule({
  id: 'logs/level-from-env',
  factor: 'logs',
  title: 'The log level comes from the environment',
  severity: 'low',
  remediation:
    'Read the level from a variable with a default: `os.environ.get("LOG_LEVEL", "INFO")`, `process.env.LOG_LEVEL ?? \'info\'`, `ENV.fetch("RAILS_LOG_LEVEL", "info")`, `env(\'LOG_LEVEL\', \'info\')`.',
  appliesTo: ({ facts }) => facts.logging.setups.length > 0 || 'Logging is not set up.',
  silence: 'No log level is fixed in production code.',

  *check(context) {
    for (const levels of byComponent(context)) {
      const chosen = levels.filter((level) => level.source === 'framework' || isNamedForLogs(level));
      const switched = levels.filter((level) => level.source === 'environment' && !ERROR_TRACKER.test(level.text));
      const fixed = levels.filter((level) => level.source === 'literal');
      for (const { text, place } of chosen.length > 0 ? chosen : fixed.length === 0 ? switched : [])
        yield pass(place, `The environment can set the level (${text.slice(0, 60)}).`);
      if (chosen.length > 0) continue;
      for (const { text, place } of fixed)
        yield fail(place, `The log level is fixed to ${text.slice(0, 60)}, and no variable sets it.`);
    }
  },
});

/** Levels of each component apart: what one app reads does not set another's. */
function byComponent({ facts }: RuleContext): Level[][] {
  const groups = new Map<string, Level[]>();
  for (const level of facts.logging.levels) {
    const component = facts.components.of(level.place.path)?.path ?? '';
    groups.set(component, [...(groups.get(component) ?? []), level]);
  }
  return [...groups.values()];
}

/** A variable for the level; a general switch such as DEBUG that some of the loggers follow leaves the fixed ones as they are. */
function isNamedForLogs({ source, text }: Level): boolean {
  return source === 'environment' && /log|level|verbos/i.test(text) && !ERROR_TRACKER.test(text);
}
