import { defineRule, fail, pass, type RuleYield } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { EnvironmentEntry } from '../../../facts/processes-fact.ts';
import type { Setting } from '../../../facts/settings-fact.ts';

/** Switches by framework. */
const SETTINGS = ['DEBUG', 'app.debug', 'display_errors', 'TEMPLATE_DEBUG', 'config.consider_all_requests_local'];
const VARIABLES = /^(?:APP_DEBUG|DEBUG|DJANGO_DEBUG|FLASK_DEBUG)$/;
const TRUE = /^(?:1|true|on|yes|y|t)$/i;

export const noHardcodedDebug = defineRule({
  id: 'config/no-hardcoded-debug',
  factor: 'config',
  title: 'Debugging is off unless the environment turns it on',
  severity: 'high',
  remediation:
    "Read the switch from the environment and let it default to off: `DEBUG = env.bool(\"DEBUG\", default=False)`, `'debug' => (bool) env('APP_DEBUG', false)`.",
  appliesTo: ({ facts }) =>
    SETTINGS.some((key) => facts.settings.all.some((setting) => setting.key === key)) ||
    facts.stacks.has('django', 'flask', 'laravel', 'symfony', 'fastapi', 'rails', 'spring-boot') ||
    'The stack has no debug switch.',
  silence: 'No production setting, call or image turns debugging on.',

  *check({ facts }) {
    for (const key of SETTINGS) for (const setting of facts.settings.inForce(key)) yield* judgeSetting(facts, setting);
    yield* runCalls(facts);
    yield* deployedVariables(facts);
  },
});

function* judgeSetting(facts: Facts, setting: Setting): Iterable<RuleYield> {
  const { value, key, place } = setting;
  if (value.kind === 'literal') {
    if (TRUE.test(value.literal ?? '')) yield fail(place, `${key} is on in production's settings.`);
    else yield pass(place, `${key} is off in production's settings.`);
  } else if (value.kind === 'environment' && value.variable !== null) {
    const set = facts.environment.setInProduction(value.variable);
    if (!TRUE.test(value.literal ?? '') || set.length > 0)
      yield pass(place, `${key} comes from ${value.variable} and is off without it.`);
    else yield fail(place, `${key} is on where ${value.variable} is not set.`);
  }
}

/** `app.run(debug=True)`: behind `__main__` it counts only where a deploy file runs that file. */
function* runCalls(facts: Facts): Iterable<RuleYield> {
  for (const call of facts.code.calls({
    languages: ['python'],
    callees: ['app.run', 'application.run', 'Flask', 'FastAPI', 'uvicorn.run'],
  })) {
    if (!/^True$/.test(call.named.debug ?? '')) continue;
    const runs = facts.processes.production.some((process) =>
      process.steps.some((step) =>
        step.command.args.some((arg) => arg.endsWith('.py') && call.path.endsWith(arg.replace(/^.*\//, ''))),
      ),
    );
    if (call.callee.endsWith('run') && !runs) continue;
    yield fail(call.place, `${call.callee}(debug=True) turns debugging on.`);
  }
}

function* deployedVariables(facts: Facts): Iterable<RuleYield> {
  const seen = new Set<string>();
  const entries: EnvironmentEntry[] = facts.processes.production.flatMap((process) => [...process.environment]);
  for (const entry of entries) {
    const value = /^\$\{\w+:?-(?<fallback>[^}]*)\}$/.exec(entry.value ?? '')?.groups?.fallback ?? entry.value ?? '';
    const spot = `${entry.place.path}:${entry.place.startLine}`;
    if (!VARIABLES.test(entry.name) || !TRUE.test(value) || seen.has(spot)) continue;
    seen.add(spot);
    yield fail(entry.place, `${entry.name} is on in a production deploy file.`);
  }
}
