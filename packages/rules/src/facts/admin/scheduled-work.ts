import { parseJson } from '../../repo/parsers/json.ts';
import { splitLines } from '../../repo/parsers/lines.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import type { ScheduledWork } from '../admin-fact.ts';
import type { Command } from '../commands-fact.ts';
import { isClientPath, isToolPath } from '../logging/log-paths.ts';
import type { Process } from '../processes-fact.ts';
import { type AdminSources, stageOfPurpose } from './admin-sources.ts';
import { timerPatterns } from './timer-patterns.ts';

type Found = Omit<ScheduledWork, 'component' | 'stage'> & { stage?: ScheduledWork['stage'] };

const CRON_LINE =
  /^(?:@(?:hourly|daily|weekly|monthly|yearly|annually|midnight|reboot)|(?:[\d*/,-]+[ \t]+){4}[\d*/,\w-]+)[ \t]+(?<command>\S.*)$/;
const CRON_FILE =
  /(?:^|\/)(?:crontabs?|[\w.-]*\.cron|[\w.-]*\.crontab|[\w.-]*crontab[\w.-]*|cron\.d\/[^/]+|etc\/cron[\w.]*\/[^/]+|crontabs\/[^/]+|cronjobs?)$/;

/** Work that runs by the clock, and what makes it run. */
export function scheduledWork(sources: AdminSources): ScheduledWork[] {
  const { repo, components } = sources;
  const found: Found[] = [
    ...scheduledProcesses(sources),
    ...crontabs(sources),
    ...timersInCode(sources),
    ...scheduleFiles(sources),
    ...pipelineSchedules(sources),
  ];
  return found.flatMap((item) => {
    const stage = item.stage ?? stageOfPurpose(repo.purposeOf(item.place.path));
    return stage ? [{ ...item, stage, component: components.of(item.place.path)?.path ?? '' }] : [];
  });
}

function scheduledProcesses({ processes }: AdminSources): Found[] {
  return processes.all.flatMap((process): Found[] => {
    if (!process.own) return [];
    const command = process.main?.command ?? process.steps.at(-1)?.command ?? null;
    const { place, stage } = process;
    if (process.type === 'cron')
      return [
        {
          ...(process.deploy === 'kubernetes' || process.deploy === 'helm'
            ? { kind: 'cronjob', how: 'Kubernetes CronJob' }
            : { kind: 'platform', how: `${process.deploy} cron` }),
          command,
          place,
          stage,
        },
      ];
    const scheduler =
      process.type === 'scheduler'
        ? [{ ...schedulerKind(process, command, processes.serverOf), command, place, stage }]
        : [];
    return [...scheduler, ...loops(process)];
  });
}

function schedulerKind(
  process: Process,
  command: Command | null,
  serverOf: (command: Command) => { name: string } | null,
): Pick<Found, 'kind' | 'how'> {
  const name = (command ? serverOf(command)?.name : null) ?? process.name;
  if (/beat/.test(name) || /\bbeat\b/.test(process.command)) return { kind: 'beat', how: 'celery beat' };
  return /^(?:cron|crond|supercronic)$/.test(name) ? { kind: 'crontab', how: name } : { kind: 'scheduler', how: name };
}

/** A command of the app that repeats itself beside the server: `manage.py sendreports --loop`. */
function loops(process: Process): Found[] {
  return process.steps
    .filter(({ command }) => command.args.includes('--loop') && /manage\.py|artisan|rails|rake/.test(command.text))
    .map(({ command, place }) => ({ kind: 'scheduler', how: 'looping command', command, place, stage: process.stage }));
}

function crontabs({ repo, commands }: AdminSources): Found[] {
  const files = repo.paths.filter(
    (path) => CRON_FILE.test(path) && !/\.(?:py|rb|go|php|[jt]sx?|md|html|java|cs|svg|png)$/.test(path),
  );
  const lines = files.flatMap((path): Found[] => {
    return splitLines(repo.text(path).slice(0, 100_000)).flatMap((line, index): Found[] => {
      const written = CRON_LINE.exec(line.trim().slice(0, 1_000))?.groups?.command;
      if (written === undefined) return [];
      const place = placeOf(path, index + 1);
      // `/etc/cron.d` names the user before the command.
      const command = commands.parse(written.replace(/^(?:root|www-data|nobody|app|deploy)\s+/, ''), place)[0] ?? null;
      return [{ kind: 'crontab', how: 'crontab', command, place }];
    });
  });
  const installs = commands.all.filter(
    (use) => use.command.program === 'crontab' && !use.command.args.includes('-l') && !use.command.args.includes('-r'),
  );
  return [
    ...lines,
    ...installs.map(({ command }): Found => ({ kind: 'crontab', how: 'crontab', command, place: command.place })),
  ];
}

function timersInCode({ repo, code }: AdminSources): Found[] {
  return timerPatterns.flatMap((entry) =>
    code
      .search({ languages: [entry.language], literals: entry.literals, pattern: entry.pattern })
      .filter(
        ({ path }) =>
          // A Go server is started from its command line's package.
          !isToolPath(entry.language === 'go' ? path.replace(/(^|\/)cli(?=\/)/g, '$1main') : path) &&
          !(entry.language === 'javascript' && isInBrowser(path, entry.within)) &&
          (!entry.within || entry.within.test(repo.text(path))),
      )
      .filter(({ match }) => match.groups?.interval === undefined || isLong(match.groups.interval))
      .map(({ place }): Found => ({ kind: entry.kind, how: entry.how, command: null, place })),
  );
}

/** A `client/` folder whose file imports a server's library holds a client of that server. */
function isInBrowser(path: string, within: RegExp | undefined): boolean {
  return isClientPath(path) && (within === undefined || /\.(?:[jt]sx|vue|svelte)$/.test(path));
}

/** An interval of a minute or more; shorter ones are heartbeats and polling. */
function isLong(expression: string): boolean {
  const factors = expression
    .replaceAll('_', '')
    .split('*')
    .map((part) => part.trim());
  return (
    factors.every((part) => /^\d+$/.test(part)) &&
    factors.reduce((product, part) => product * Number(part), 1) >= 60_000
  );
}

/** Files in which libraries and platforms keep their schedules. */
function scheduleFiles(sources: AdminSources): Found[] {
  const { repo, settings } = sources;
  const files: readonly (readonly [RegExp, Found['kind'], string, RegExp])[] = [
    [/(?:^|\/)config\/schedule\.rb$/, 'crontab', 'whenever', /\bevery\b/],
    [
      /(?:^|\/)config\/(?:recurring|solid_queue_recurring)\.ya?ml$/,
      'scheduler',
      'Solid Queue recurring tasks',
      /\bschedule:/,
    ],
    [
      /(?:^|\/)config\/(?:sidekiq[_-]?(?:cron|scheduler)|schedule|sidekiq_schedule|resque_schedule)\.ya?ml$/,
      'scheduler',
      'sidekiq-cron',
      /\b(?:cron|every):/,
    ],
    [/(?:^|\/)cron\.ya?ml$/, 'platform', 'App Engine cron', /\bschedule:/],
    [/(?:^|\/)serverless\.ya?ml$/, 'platform', 'serverless schedule', /\bschedule:/],
    [/\.timer$/, 'systemd-timer', 'systemd timer', /^On(?:Calendar|UnitActiveSec|BootSec)\s*=/m],
    [
      /\.tf$/,
      'platform',
      'Terraform schedule',
      /\bresource\s+"(?:aws_scheduler_schedule|aws_cloudwatch_event_rule|google_cloud_scheduler_job)"/,
    ],
  ];
  const found = repo.paths.flatMap((path): Found[] => {
    const entry = files.find(([name]) => name.test(path));
    const match = entry?.[3].exec(repo.text(path).replace(/^[ \t]*#[^\n]*/gm, (line) => ' '.repeat(line.length)));
    return entry && match
      ? [{ kind: entry[1], how: entry[2], command: null, place: repo.placeAt(path, match.index) }]
      : [];
  });
  for (const path of repo.named('vercel.json', 'app.json')) {
    const crons = repo.parsed(path, parseJson)?.root?.get(baseName(path) === 'vercel.json' ? 'crons' : 'cron');
    const [first] = crons?.items() ?? [];
    if (first)
      found.push({
        kind: 'platform',
        how: `${baseName(path)} crons`,
        command: null,
        place: placeOf(path, first.startLine, first.endLine),
      });
  }
  for (const key of ['CELERY_BEAT_SCHEDULE', 'CELERYBEAT_SCHEDULE', 'Q_CLUSTER.scheduler']) {
    for (const { value, place } of settings.inForce(key))
      if (!/^\{\s*\}$/.test(value.text)) found.push({ kind: 'beat', how: key, command: null, place });
  }
  return found;
}

/** CI jobs on a clock that run a command of the app (not builds, tests and deploys). */
function pipelineSchedules({ pipelines }: AdminSources): Found[] {
  return pipelines.jobs.flatMap(({ job }): Found[] => {
    if (
      !job.triggers.includes('schedule') ||
      ['test', 'build', 'build-image', 'deploy', 'publish-image'].some((activity) =>
        job.activities.has(activity as 'test'),
      )
    )
      return [];
    const commands = job.steps.flatMap((step) => step.commands);
    const own = commands.find(({ text }) =>
      /\bmanage\.py\s|\brails runner\b|\brake\s|\bartisan\s|\bheroku run\b|\bkubectl (?:create job|exec)\b|\becs run-task\b|\bfly(?:ctl)? ssh\b/.test(
        text,
      ),
    );
    return own
      ? [{ kind: 'ci-schedule', how: 'scheduled workflow', command: own, place: own.place, stage: 'production' }]
      : [];
  });
}
