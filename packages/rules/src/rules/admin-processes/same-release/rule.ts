import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CommandUse } from '../../../facts/commands-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';

/** Images of migration tools, which hold no release of the app. */
const TOOL_IMAGES =
  /(?:^|\/)(?:flyway\/flyway|redgate\/flyway|migrate\/migrate|liquibase\/liquibase|liquibase|arigaio\/atlas|amacneil\/dbmate|gomicro\/goose|boxfuse\/flyway)$/;
const ADMIN_TYPES = new Set<Process['type']>(['job', 'release', 'cron', 'init']);
/** Files whose SQL is no change of the schema: copies of data, and what a database image loads by itself. */
const COPIES = /restore|backup|dump|initdb|seed|fixture|sample|demo/i;

export const sameRelease = defineRule({
  id: 'admin-processes/same-release',
  factor: 'admin-processes',
  title: "Admin processes run in the app's own release",
  severity: 'medium',
  remediation:
    "Run migrations and jobs in the app's own image with another command (`docker compose run --rm web python manage.py migrate`, a Job with the Deployment's image, `release:` in the Procfile).",
  appliesTo: (context) =>
    migratingUses(context).length > 0 ||
    adminProcesses(context).length > 0 ||
    [...sqlFromHosts(context)].length > 0 ||
    context.facts.admin.commands.some(({ kind }) => kind !== 'framework') ||
    'No admin or migration job is declared.',

  *check(context) {
    const differing = [...otherImages(context), ...sqlFromHosts(context)];
    yield* differing;
    if (differing.length > 0) return;
    for (const { command } of migratingUses(context).slice(0, 5))
      yield pass(command.place, 'Migrations run in the app’s own release.');
    for (const { place, name } of adminProcesses(context))
      yield pass(place, `The ${name} job runs in the app’s own release.`);
    for (const { place, name } of context.facts.admin.commands.slice(0, 5))
      yield pass(place, `${name} is part of the app’s release.`);
  },
});

function migratingUses({ facts }: RuleContext): CommandUse[] {
  return facts.migrations.runs.filter(({ purpose, origin }) => purpose === 'production' && origin !== 'code');
}

/** Processes that end by themselves and run the app's code or a migration tool. */
function adminProcesses({ facts }: RuleContext): Process[] {
  const migrating = new Set(facts.migrations.inProcesses.map(({ process }) => process));
  return facts.processes.all.filter(
    (process) =>
      process.stage === 'production' &&
      ((ADMIN_TYPES.has(process.type) && process.own && facts.migrations.exist) ||
        migrating.has(process) ||
        TOOL_IMAGES.test(process.image?.name ?? '')),
  );
}

function* otherImages(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const running = facts.processes.longRunning;
  const migrating = new Set(facts.migrations.inProcesses.map(({ process }) => process));
  for (const process of adminProcesses(context)) {
    if (TOOL_IMAGES.test(process.image?.name ?? '')) {
      yield fail(
        process.place,
        `The ${process.name} job migrates with ${process.image?.name}, which holds no release of the app.`,
      );
      continue;
    }
    if (!migrating.has(process) || running.includes(process)) continue;
    const images = new Set(running.flatMap((item) => imageOf(item) ?? []));
    const own = imageOf(process);
    if (own !== null && images.size > 0 && !images.has(own) && isComparable(own, images))
      yield fail(process.place, `The ${process.name} job migrates in ${own}; the app runs ${[...images].join(', ')}.`, {
        confidence: 'medium',
      });
  }
}

/** The Dockerfile that it is built from, else the name of its image. */
function imageOf({ image, built }: Process): string | null {
  if (built) return built.image.path;
  return image && !image.variable && image.name !== '' ? image.name : null;
}

/** A Dockerfile's path and a published name can be the same image. */
function isComparable(own: string, images: ReadonlySet<string>): boolean {
  const isPath = (text: string): boolean => /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|Containerfile)$/i.test(text);
  return [...images].every((image) => isPath(image) === isPath(own));
}

/** `psql -f change.sql` and `mysql < change.sql` from a script, Makefile or CI. */
function* sqlFromHosts({ facts }: RuleContext): Iterable<RuleYield> {
  // Whatever else CI loads into a database is for its own tests.
  const delivering = new Set(
    facts.pipelines
      .doing('deploy', 'publish-image', 'release')
      .filter(({ job }) => !job.activities.has('test'))
      .map(({ pipeline, job }) => `${pipeline.path}#${job.id}`),
  );
  for (const { command, origin, purpose, name } of facts.commands.from('script', 'makefile', 'ci', 'package-script')) {
    if (
      purpose !== 'production' ||
      (origin === 'ci' && !delivering.has(name)) ||
      COPIES.test(`${command.place.path} ${name} ${command.text}`)
    )
      continue;
    const { program, args, redirects } = command;
    const reads =
      (program === 'psql' &&
        args.some((arg, index) => /^(?:-f|--file)$/.test(arg) && /\.sql$/.test(args[index + 1] ?? ''))) ||
      (/^(?:psql|mysql|mariadb|sqlcmd)$/.test(program) &&
        redirects.some((redirect) => /^<\s*\S+\.sql$/.test(redirect))) ||
      (program === 'psql' && args.some((arg) => /^(?:-f|--file=)\S+\.sql$/.test(arg)));
    if (reads)
      yield fail(
        command.place,
        `${program} runs an SQL file from ${origin === 'ci' ? 'CI' : 'a host'}, outside any release of the app.`,
        {
          confidence: 'medium',
        },
      );
  }
}
