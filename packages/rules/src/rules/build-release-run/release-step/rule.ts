import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CommandUse } from '../../../facts/commands-fact.ts';
import type { PipelineJob } from '../../../facts/pipelines-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { baseName, folderOf, type Place } from '../../../repo/place.ts';

export const releaseStep = defineRule({
  id: 'build-release-run/release-step',
  factor: 'build-release-run',
  title: 'Migrations run as a release step',
  severity: 'medium',
  remediation:
    'Run the migration once for each release: Procfile `release:`, a release command of the platform, a Kubernetes Job or Helm hook, a one-shot compose service, or a step of the deploy job.',
  appliesTo: (context) => {
    if (!context.facts.migrations.exist) return 'No migrations.';
    return deployOf(context) !== null || 'No file of the repository deploys the app.';
  },

  *check(context) {
    const steps = [...releaseSteps(context)];
    const uncovered = uncoveredTarget(context);
    if (steps.length > 0 && !uncovered) {
      yield* steps;
      return;
    }
    const deploy = uncovered ?? migrationAtStart(context) ?? deployOf(context);
    const tool = context.facts.migrations.tools[0];
    if (deploy)
      yield fail(
        deploy,
        `The app is deployed, and nothing runs ${tool ? `its ${tool.name} migrations` : 'its migrations'} as a step of its own.`,
        {
          identity: 'no release step',
        },
      );
  },
});

/** Where the migration runs instead, which is the line to move. */
function migrationAtStart({ facts }: RuleContext): Place | null {
  const process = facts.migrations.inProcesses.find((item) => item.process.stage === 'production');
  if (process) return process.place;
  return facts.migrations.inCode.find((item) => item.kind === 'run-migrations')?.place ?? null;
}

/** Files of platforms that deploy as they stand; a Dockerfile alone deploys nothing. */
const DEPLOYS: ReadonlySet<string> = new Set([
  'procfile',
  'compose',
  'kubernetes',
  'helm',
  'ecs',
  'fly',
  'render',
  'railway',
  'app-json',
  'heroku-yml',
  'app-yaml',
  'systemd',
  'project-toml',
  'nixpacks',
  'serverless',
]);

/** What deploys the app, or null. */
function deployOf({ facts }: RuleContext): Place | null {
  const process = facts.processes.production.find((item) => DEPLOYS.has(item.deploy));
  if (process) return process.place;
  const file = facts.processes.deployFiles.find(
    (item) => item.stage === 'production' && /^(?:app-json|fly|render|railway|serverless)$/.test(item.kind),
  );
  if (file) return file.place;
  return (
    facts.pipelines
      .doing('deploy')
      .find(
        ({ pipeline, job }) =>
          isNoPreview(job) && !/preview|test|cleanup|teardown|docs|pages/i.test(baseName(pipeline.path)),
      )?.step.place ?? null
  );
}

/** The generated repository keeps the deploy files of one target: what Heroku's Procfile runs does not help where compose deploys. */
function uncoveredTarget({ facts, repo }: RuleContext): Place | null {
  if (repo.input.template !== true || facts.pipelines.doing('deploy').length > 0) return null;
  const targets = new Map<string, Process[]>();
  for (const process of facts.processes.production) {
    if (!DEPLOYS.has(process.deploy)) continue;
    const target = /^(?:procfile|app-json|heroku-yml)$/.test(process.deploy) ? 'heroku' : process.deploy;
    targets.set(target, [...(targets.get(target) ?? []), process]);
  }
  if (targets.size < 2) return null;
  const uncovered = [...targets.values()].find(
    (processes) => !processes.some((process) => migratesBeside(facts, process)),
  );
  return uncovered?.[0]?.place ?? null;
}

function migratesBeside(facts: RuleContext['facts'], process: Process): boolean {
  const step = process.steps.find((item) => facts.migrations.isRunBy(item.command));
  return step !== undefined && isOwnStep(process, process.main === step);
}

function* releaseSteps(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const process of facts.processes.production) {
    const step = process.steps.find((item) => facts.migrations.isRunBy(item.command));
    if (
      isOwnStep(process, step !== undefined && process.main === step) &&
      (step || /migrat|db:|upgrade/i.test(`${process.name} ${process.command}`))
    )
      yield pass(
        step?.place ?? process.place,
        `The ${process.name} ${process.type} of ${baseName(process.place.path)} migrates.`,
      );
  }
  const deploying = facts.pipelines.jobs.filter(({ job }) => job.activities.has('deploy') && isNoPreview(job));
  for (const { job } of deploying) yield* inJob(context, job);
  for (const use of facts.migrations.runs)
    if (isReleaseScript(use))
      yield pass(use.command.place, `${use.command.place.path} migrates as a step of the release.`);
}

function isOwnStep(process: Process, isAll: boolean): boolean {
  if (process.deploy === 'supervisor' || process.deploy === 'package-script') return false;
  return ['release', 'job', 'init', 'cron'].includes(process.type) || isAll;
}

function isNoPreview(job: PipelineJob): boolean {
  return !/\be2e\b|\btests?\b/i.test(job.id);
}

/** A step of a deploy job, directly, through a script, or as a command run in the platform. */
function* inJob({ facts }: RuleContext, job: PipelineJob): Iterable<RuleYield> {
  for (const step of job.steps) {
    const command = step.commands.find(
      (item) =>
        facts.migrations.isRunBy(item) ||
        /\b(?:manage\.py|artisan|alembic|rails|rake|prisma|flask|npm|pnpm|yarn|mix|dotnet)\b[^;|&]{0,60}\b(?:migrat\w*|upgrade)\b/.test(
          item.text,
        ) ||
        runsMigratingScript(facts.commands.of.bind(facts.commands), item.args, facts.migrations.isRunBy, step.folder),
    );
    const text = `${Object.values(step.with).join('\n')}`;
    if (command) yield pass(command.place, `The deploy job ${job.id} migrates.`);
    else if (
      /\b(?:manage\.py|artisan|alembic|rails|rake|prisma|flask|db:)\W?[^\n]{0,60}\b(?:migrate|upgrade)\b/.test(text)
    )
      yield pass(step.place, `The deploy job ${job.id} migrates.`);
  }
}

function runsMigratingScript(
  commandsOf: (path: string) => readonly CommandUse['command'][],
  args: readonly string[],
  isRunBy: (command: CommandUse['command']) => boolean,
  folder: string,
): boolean {
  return args.some((arg) => {
    if (!/\.(?:sh|bash)$/.test(arg)) return false;
    const relative = arg.replace(/^\.\//, '');
    return [relative, folder === '' ? relative : `${folder}/${relative}`].some((path) =>
      commandsOf(path).some(isRunBy),
    );
  });
}

/** `bin/release`, `scripts/deploy.sh`, deploy hooks of a platform; not what runs in an image's entrypoint. */
function isReleaseScript(use: CommandUse): boolean {
  if (use.origin !== 'script' || use.purpose !== 'production') return false;
  const path = use.command.place.path;
  const name = baseName(path);
  if (/entry-?point|^start|^run(?:\.|$)|^init|setup|provision|test|dev\b/i.test(name)) return false;
  return (
    /(?:^|[-_.])(?:release|post[-_]?deploy|pre[-_]?deploy|deploy|predeploy|postdeploy)(?:[-_.]|$)/i.test(name) ||
    // Heroku runs it once, when it makes the release.
    /(?:^|\/)bin\/post_compile$/.test(path) ||
    /(?:^|\/)(?:\.kamal\/hooks|\.platform\/hooks|hooks)(?:\/|$)/.test(folderOf(path))
  );
}
