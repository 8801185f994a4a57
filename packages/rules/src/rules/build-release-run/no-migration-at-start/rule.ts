import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { baseName, type Place, placeOf } from '../../../repo/place.ts';

export const noMigrationAtStart = defineRule({
  id: 'build-release-run/no-migration-at-start',
  factor: 'build-release-run',
  title: 'Starting a process does not migrate the database',
  severity: 'medium',
  remediation:
    'Run the migration as a release step (Procfile `release:`, a Job, an init container, a deploy step) and leave it out of the start command.',
  appliesTo: ({ facts }) => facts.migrations.exist || 'No migrations.',
  silence: 'No start command migrates the database.',

  *check(context) {
    for (const process of context.facts.processes.production.filter(isStart)) yield* judge(context, process);
    yield* inCode(context);
    yield* bySpring(context);
  },
});

/** A program of a supervisor runs in the app's container, whatever it is called. */
function isStart(process: Process): boolean {
  const runsOn = ['web', 'worker', 'scheduler', 'other'].includes(process.type);
  return process.steps.length > 0 && (runsOn || process.deploy === 'supervisor');
}

function* judge({ facts }: RuleContext, process: Process): Iterable<RuleYield> {
  const step = process.steps.find((item) => facts.migrations.isRunBy(item.command));
  // A process that does nothing else is a command of its own, unless a supervisor starts it beside the app.
  const isCommand = step !== undefined && process.main === step && process.deploy !== 'supervisor';
  if (step && !isCommand)
    yield fail(
      process.deploy === 'supervisor' ? process.place : step.place,
      `The ${process.name} process migrates the database when it starts.`,
      {
        confidence: step.command.conditional ? 'medium' : 'high',
      },
    );
  else if (process.main && !step)
    yield pass(process.main.place, `The ${process.name} process starts without migrating.`);
}

/** A program of its own for migrations, and what only tests, commands or releases call. */
const APART =
  /migrat|(?:^|\/)(?:management\/commands|commands?|cli|tasks|scripts|tools|seeds?|cmd\/(?!server|api|web|app)\w*(?:ctl|admin|tool))(?:\/|\.)|release\.ex$|env\.py$/i;
/** Files that a server goes through when it starts. */
const ENTRY =
  /(?:^|\/)(?:main|app|server|index|bootstrap|startup|program|application|wsgi|asgi|apps|prestart|lifespan|__init__|data-?source|database|db|orm\.?config|instrumentation|run|serve|\w*(?:ServiceProvider|Module|Extensions))(?:\.\w+)*$/i;

function* inCode({ repo, facts }: RuleContext): Iterable<RuleYield> {
  if (facts.components.apps.length === 0) return;
  for (const { how, kind, place } of facts.migrations.inCode) {
    if (kind !== 'run-migrations' || !repo.isProduction(place.path)) continue;
    const started = startedBy(facts.processes.production, place.path);
    if (started) {
      yield fail(place, `The ${started.name} process runs ${place.path}, which migrates the database (${how}).`);
      continue;
    }
    // .NET has no command of its own for this call: wherever it stands, the program makes it.
    const isReached =
      ENTRY.test(baseName(place.path)) || place.path.endsWith('.cs') || isSetUp(repo.lines(place.path), place);
    if (APART.test(place.path) || !isReached || isForDevelopment(repo.lines(place.path), place)) continue;
    yield fail(place, `The program migrates the database when it starts (${how}).`, { confidence: 'medium' });
  }
}

/** Go: the call stands in a function that opens the database or sets the program up. */
function isSetUp(lines: readonly string[], place: Place): boolean {
  if (!place.path.endsWith('.go')) return false;
  const head = lines.slice(0, place.startLine).findLast((line) => /^func\b/.test(line)) ?? '';
  return /^func (?:\([^)]*\) )?(?:[nN]ew|[iI]nit|[oO]pen|[cC]onnect|[sS]et[uU]p|[sS]tart|[sS]erve)\w*\(/.test(head);
}

/** The process of which a step runs this very file. */
function startedBy(processes: readonly Process[], path: string): Process | null {
  return (
    processes.find(
      (process) =>
        isStart(process) &&
        process.steps.some((step) =>
          step.command.args.some(
            (arg) =>
              arg.length > 3 && /\.\w+$/.test(arg) && (path === arg || path.endsWith(`/${arg.replace(/^\.?\//, '')}`)),
          ),
        ),
    ) ?? null
  );
}

function isForDevelopment(lines: readonly string[], place: Place): boolean {
  return lines
    .slice(Math.max(0, place.startLine - 5), place.startLine)
    .some((line) =>
      /IsDevelopment\(\)|NODE_ENV\W+development|ENABLE_|--migrate|RUN_MIGRATIONS|AUTO_MIGRATE/.test(line),
    );
}

/** Flyway and Liquibase migrate by themselves when Spring Boot starts with them. */
function* bySpring({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('spring-boot')) return;
  for (const name of ['flyway', 'liquibase'] as const) {
    const tool = facts.stacks.find(name);
    if (!tool || tool.development) continue;
    const off = facts.settings.inForce(`spring.${name}.enabled`).find((setting) => setting.value.literal === 'false');
    if (off) yield pass(off.place, `Spring does not run ${name} when it starts.`);
    else
      yield fail(
        placeOf(tool.place.path, tool.place.startLine, tool.place.endLine),
        `Spring Boot runs ${name} when each process starts.`,
        { confidence: 'medium' },
      );
  }
}
