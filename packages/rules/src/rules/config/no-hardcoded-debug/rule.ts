import { defineRule, fail, pass, type RuleYield } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Setting } from '../../../facts/settings-fact.ts';
import { debugInCode } from './debug-in-code.ts';
import { debugInDeployFiles, isOn, valueInForce } from './debug-in-deploy-files.ts';

/** Switches by framework. */
const SETTINGS = ['DEBUG', 'app.debug', 'display_errors', 'TEMPLATE_DEBUG', 'config.consider_all_requests_local'];
const STACKS = [
  'django',
  'flask',
  'fastapi',
  'starlette',
  'tornado',
  'bottle',
  'laravel',
  'symfony',
  'rails',
  'spring-boot',
  'aspnet',
  'aspnetcore',
  'phoenix',
];
/** `os.environ.get("DEBUG") != "False"`, `not os.environ.get("PRODUCTION")`: on where nothing is set. */
const onWhenUnset =
  /(?:environ\.get|getenv)\(\s*["']\w+["']\s*\)\s*(?:!=|not\s+in)\s|^not\s+(?:bool\(\s*)?os\.(?:environ\.get|getenv)\(\s*["']\w+["']\s*\)\)?$|^["']\w+["']\s+not\s+in\s+os\.environ$/;

const examples: readonly [string, string][] = [
  ['django', 'DEBUG = env.bool("DEBUG", default=False)'],
  ['flask', 'app.run(debug=os.environ.get("FLASK_DEBUG") == "1")'],
  ['fastapi', 'FastAPI(debug=settings.debug)'],
  ['laravel', "'debug' => (bool) env('APP_DEBUG', false)"],
  ['rails', 'config.consider_all_requests_local = false'],
  ['spring-boot', 'DEBUG=false'],
];

function exampleFor(facts: Facts): string {
  return examples.find(([stack]) => facts.stacks.has(stack))?.[1] ?? 'APP_DEBUG=false';
}

export const noHardcodedDebug = defineRule({
  id: 'config/no-hardcoded-debug',
  factor: 'config',
  title: 'Debugging is off unless the environment turns it on',
  severity: 'high',
  remediation: ({ facts }) =>
    `Read the switch from the environment and let it default to off: \`${exampleFor(facts)}\`.`,
  appliesTo: ({ repo, facts }) =>
    SETTINGS.some((key) => facts.settings.all.some((setting) => setting.key === key)) ||
    facts.stacks.has(...STACKS) ||
    debugInCode(repo, facts).length > 0 ||
    'The stack has no debug switch.',
  silence: 'No production setting, call or image turns debugging on.',

  *check({ repo, facts }) {
    for (const key of SETTINGS) for (const setting of facts.settings.inForce(key)) yield* judgeSetting(facts, setting);
    for (const setting of facts.settings.inForce('debug'))
      if (setting.framework === 'spring' && isOn(setting.value.literal ?? '')) yield* judgeSetting(facts, setting);
    for (const { place, message, confidence } of debugInCode(repo, facts)) yield fail(place, message, { confidence });
    for (const { place, message } of debugInDeployFiles(facts)) yield fail(place, message);
  },
});

function* judgeSetting(facts: Facts, setting: Setting): Iterable<RuleYield> {
  const { value, key, place } = setting;
  if (value.kind === 'literal') {
    if (isOn(value.literal ?? '')) yield fail(place, `${key} is on in production's settings.`);
    else yield pass(place, `${key} is off in production's settings.`);
    return;
  }
  const variable = value.variable ?? 'the variable';
  const set = value.variable === null ? [] : facts.environment.setInProduction(value.variable);
  const on = set.find((entry) => isOn(valueInForce(entry)));
  if (on && isSwitch(value.text)) yield fail(on.place, `${variable} turns ${key} on in a production deploy file.`);
  else if (set.length > 0) yield pass(place, `${key} comes from ${variable}, which deploy files set.`);
  else if (isOn(value.literal ?? '')) yield fail(place, `${key} is on where ${variable} is not set.`);
  else if (onWhenUnset.test(value.text))
    yield fail(place, `${key} is on where nothing is set.`, { confidence: 'medium' });
  else if (value.kind === 'environment') yield pass(place, `${key} comes from ${variable} and is off without it.`);
}

/** The variable's text is the switch itself, not another thing that is compared. */
function isSwitch(text: string): boolean {
  return !/!=|\bnot\b/.test(text);
}
