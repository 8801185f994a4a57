import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { VariableRead } from '../../../facts/environment-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import { problemOf } from './problem.ts';

/** Names of switches and of numbers. */
const switchName = /(?:^|_)(?:DEBUG|ENABLED?|DISABLED?|USE|IS|ALLOW|SKIP|FORCE|VERBOSE|STRICT|SSL|TLS|SECURE)(?:_|$)/;
const numberName =
  /(?:^|_)(?:PORT|TIMEOUT|MAX|MIN|LIMIT|SIZE|COUNT|RETRIES|WORKERS|THREADS|CONCURRENCY|SECONDS|MINUTES|HOURS|DAYS|AGE|TTL|INTERVAL)(?:_|$)/;

export const parsedValues = defineRule({
  id: 'config/parsed-values',
  factor: 'config',
  title: 'Environment values are parsed before use',
  severity: 'medium',
  remediation:
    'Parse the text where it is read: `env.bool("DEBUG", default=False)`, `int(os.environ["TIMEOUT"])`, `process.env.FEATURE === "true"`, or a typed settings class.',
  appliesTo: ({ facts }) => valuesOf(facts).length > 0 || 'The code reads no boolean or number from the environment.',

  *check({ repo, facts }) {
    for (const read of valuesOf(facts)) {
      const problem = problemOf(repo, facts, read);
      if (problem === null)
        yield pass(read.place, `${read.name} is ${read.parsed === 'none' ? 'used as text' : 'parsed'}.`);
      else yield fail(read.place, problem, { confidence: 'medium', identity: read.name });
    }
  },
});

/** Reads of booleans and numbers by their name, default or parsing. Spring, ASP.NET and Quarkus bind and convert by themselves. */
function valuesOf(facts: Facts): VariableRead[] {
  return facts.environment.variables
    .flatMap((variable) => variable.reads)
    .filter(
      (read) =>
        read.language !== 'config' &&
        read.language !== 'shell' &&
        (read.parsed === 'boolean' ||
          read.parsed === 'number' ||
          switchName.test(read.name) ||
          numberName.test(read.name) ||
          /^(?:true|false|\d+)$/i.test(read.defaultLiteral ?? '')),
    );
}
