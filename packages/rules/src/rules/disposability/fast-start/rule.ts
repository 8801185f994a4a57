import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process, ProcessStep } from '../../../facts/processes-fact.ts';
import { placeOf } from '../../../repo/place.ts';
import { waitsIn } from './waits-in.ts';

export const fastStart = defineRule({
  id: 'disposability/fast-start',
  factor: 'disposability',
  title: 'Processes start without fixed waits',
  severity: 'low',
  remediation:
    'Start at once and let the app retry its connections; or wait with a limit (`wait-for-it -t 30`, a counter in the loop, `depends_on: condition: service_healthy`).',
  appliesTo: ({ facts }) =>
    facts.processes.longRunning.some((process) => process.steps.length > 0) ||
    'No start command of the app is in the repository.',

  *check(context) {
    for (const process of context.facts.processes.longRunning) {
      if (process.steps.length === 0) continue;
      const waits = [...waitsOf(context, process)];
      yield* waits;
      if (waits.length === 0) yield pass(process.commandPlace, `The ${process.name} process starts without waiting.`);
    }
  },
});

function* waitsOf(context: RuleContext, process: Process): Iterable<RuleYield> {
  const { repo } = context;
  const scripts = new Set(
    process.steps.flatMap((step) => step.via).filter((path) => repo.has(path) && !path.includes('#')),
  );
  for (const path of scripts)
    for (const wait of waitsIn(repo.text(path)))
      if (isReached(process, path, wait.from, wait.to))
        yield fail(placeOf(path, wait.from, wait.to), `The start of ${process.name} ${wait.what}.`);
  for (const wait of waitsIn(process.command))
    yield fail(process.commandPlace, `The start of ${process.name} ${wait.what}.`);
  for (const step of process.steps) {
    const endless = waitFor(step);
    if (endless) yield fail(step.place, `The start of ${process.name} waits without a limit (${endless}).`);
    const command = managementCommand(step);
    if (command) yield* waitingCommand(context, process, command);
  }
}

/** A wait in a branch or function that this start does not take is none of its own. */
function isReached(process: Process, path: string, from: number, to: number): boolean {
  return process.steps.some(
    (step) => step.place.path === path && step.place.startLine >= from && step.place.startLine <= to,
  );
}

/** `wait-for-it.sh db:5432 -t 0` waits for ever. */
function waitFor({ command }: ProcessStep): string | null {
  if (!/^wait-for(?:-it)?(?:\.sh)?$/.test(command.program)) return null;
  const text = command.args.join(' ');
  return /(?:^|\s)(?:-t\s+0|--timeout=0)\b/.test(text) ? `${command.program} with no time-out` : null;
}

function managementCommand({ command }: ProcessStep): string | null {
  const at = command.args.findIndex((arg) => arg.endsWith('manage.py'));
  const name = command.program === 'manage.py' ? command.args[0] : at >= 0 ? command.args[at + 1] : undefined;
  return name !== undefined && /^wait/.test(name) ? name : null;
}

/** A management command of the app that loops and sleeps until something is there. */
function* waitingCommand({ repo }: RuleContext, process: Process, name: string): Iterable<RuleYield> {
  for (const path of repo.glob(`**/management/commands/${name}.py`)) {
    const lines = repo.lines(path);
    const loop = lines.findIndex((line) => /^\s*while\b/.test(line));
    const text = lines.slice(Math.max(0, loop)).join('\n');
    if (
      loop < 0 ||
      !/\bsleep\(/.test(text) ||
      /timeout|max_|attempt|retr|count|deadline|monotonic|time\.time/i.test(repo.code(path))
    )
      continue;
    yield fail(placeOf(path, loop + 1), `The start of ${process.name} waits without a limit (manage.py ${name}).`);
  }
}
