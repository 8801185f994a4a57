import { defineRule, fail, pass } from '../../../engine/define-rule.ts';

const DESTINATIONS: Readonly<Record<string, string>> = {
  syslog: 'syslog',
  network: 'a log service',
  database: 'a database',
};

export const noDirectShipping = defineRule({
  id: 'logs/no-direct-shipping',
  factor: 'logs',
  title: 'The app leaves log routing to the platform',
  severity: 'medium',
  remediation:
    'Write to stdout only, and let the platform route it: a log driver (awslogs, fluentd), a node agent (Fluent Bit, Vector, Promtail) or the host of the app.',
  appliesTo: ({ facts }) => facts.logging.setups.length > 0 || 'Logging is not set up.',
  silence: 'No handler in force sends the log anywhere but to a stream or a file.',

  *check({ facts }) {
    for (const { kind, how, inForce, stage, place } of facts.logging.sinks) {
      if (!inForce || stage !== 'production') continue;
      const destination = DESTINATIONS[kind];
      if (destination) yield fail(place, `${how} sends the app's log to ${destination} itself.`);
      else if (kind === 'stdout' || kind === 'stderr') yield pass(place, `${how} writes to ${kind}.`);
    }
  },
});
