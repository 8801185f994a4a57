import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Place } from '../../../repo/place.ts';
import { schedulersInCode } from './schedulers-in-code.ts';

export const singleScheduler = defineRule({
  id: 'concurrency/single-scheduler',
  factor: 'concurrency',
  title: 'The scheduler is a process of its own',
  severity: 'high',
  remediation:
    "Run the scheduler as one process of its own (`celery beat`, `rq scheduler`, a clock process) or use the platform's cron, so that more web or worker processes do not run each task more than once.",
  appliesTo: (context) => found(context).length > 0 || 'No scheduler.',

  *check(context) {
    yield* found(context);
  },
});

function found(context: RuleContext): RuleYield[] {
  return [...inCommands(context), ...inPrograms(context), ...byFile(context)];
}

/** Beat and its kind, as processes. */
function* inCommands({ facts }: RuleContext): Iterable<RuleYield> {
  for (const process of facts.processes.production) {
    for (const step of process.steps) {
      const server = facts.processes.serverOf(step.command);
      if (server?.name === 'celery-worker-beat')
        yield fail(
          step.place,
          `The ${process.name} process runs beat inside a worker, so that each copy of it schedules.`,
        );
      else if (server?.type === 'scheduler' && step === process.main)
        yield pass(step.place, `${step.command.program} is a process of its own.`);
      else if (
        server?.type === 'scheduler' &&
        server.name !== 'cron' &&
        process.main &&
        step.command.background &&
        isScaled(process)
      )
        yield fail(step.place, `The ${process.name} process also starts ${step.command.text.slice(0, 60)}.`);
    }
    if (process.type === 'cron') yield pass(process.place, `The platform runs ${process.name} by its own schedule.`);
    else if (process.type === 'scheduler' && !process.main)
      yield pass(process.place, `${process.name} is a process of its own.`);
  }
  // A test deployment may be the only file that starts the image's scheduler.
  if (facts.processes.production.every((process) => process.deploy === 'dockerfile'))
    for (const process of facts.processes.all)
      if (process.own && process.stage === 'test' && process.type === 'scheduler')
        yield pass(process.place, `${process.name} is a process of its own.`);
}

function isScaled(process: Process): boolean {
  return process.type === 'web' || process.type === 'worker';
}

/** Timers and scheduler libraries started by the program of a web or worker process. */
function* inPrograms(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const { how, place, component } of schedulersInCode(context)) {
    const own = facts.processes.production.find(
      (process) => process.type === 'scheduler' || process.type === 'cron' || startsFile(process, place),
    );
    if (own && (own.type !== 'web' || startsFile(own, place))) {
      if (own.type === 'web')
        yield fail(place, `The ${own.name} process starts ${how}, so that each copy of it runs every task.`);
      else yield pass(place, `${how} runs in the ${own.name} process.`);
      continue;
    }
    const app =
      facts.processes.longRunning.find((process) => process.component === component && isScaled(process)) ??
      facts.processes.longRunning.find(isScaled);
    if (app || facts.stacks.web.some((technology) => technology.component === component))
      yield fail(
        place,
        `${how} starts inside ${app ? `the ${app.name} process` : 'the web app'}, so that each copy of it runs every task.`,
        { confidence: 'medium' },
      );
  }
}

function startsFile(process: Process, place: Place): boolean {
  const stem = place.path.replace(/\.\w+$/, '');
  return process.steps.some((step) =>
    step.command.args.some((arg) => {
      const clean = arg.replace(/^\.?\//, '').replace(/\.\w+$/, '');
      return (
        clean.length > 3 && (stem === clean || stem.endsWith(`/${clean}`) || stem.replaceAll('/', '.').endsWith(clean))
      );
    }),
  );
}

/** Files that Solid Queue, Sidekiq and others schedule from: the queue's own lock keeps one copy of each task. */
function* byFile({ repo, facts }: RuleContext): Iterable<RuleYield> {
  if (facts.stacks.has('solid_queue', 'solid-queue'))
    for (const path of repo.named('recurring.yml'))
      if (repo.isProduction(path))
        yield pass({ path, startLine: 1, endLine: 1 }, 'Solid Queue schedules each task once.');
  for (const name of ['sidekiq-cron', 'sidekiq-scheduler', 'good_job'] as const) {
    const technology = facts.stacks.find(name);
    if (technology && !technology.development && technology.roles.includes('scheduler'))
      yield pass(technology.place, `${name} enqueues each task once, however many workers run.`);
  }
}
