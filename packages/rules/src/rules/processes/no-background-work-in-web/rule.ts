import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeMatch, CodeQuery } from '../../../facts/code-fact.ts';
import { baseName, isInside } from '../../../repo/place.ts';
import { threadsInWeb } from './threads-in-web.ts';

interface Sign {
  what: string;
  query: CodeQuery;
  confidence: 'high' | 'medium';
}

/** Calls that start work of its own in the process that makes them. */
const SIGNS: readonly Sign[] = [
  {
    what: 'The web process runs scheduled jobs in itself (APScheduler)',
    confidence: 'high',
    query: {
      languages: ['python'],
      literals: ['BackgroundScheduler', 'AsyncIOScheduler', 'APScheduler('],
      pattern: /(?<!class )\b(?:BackgroundScheduler|AsyncIOScheduler|APScheduler)\s*\(/g,
    },
  },
  {
    what: 'Work goes on in the web process after the response (BackgroundTasks)',
    confidence: 'medium',
    query: { languages: ['python'], literals: ['BackgroundTasks'], pattern: /\b\w+\.add_task\s*\(/g },
  },
  {
    what: 'The web process runs scheduled jobs in itself',
    confidence: 'high',
    query: {
      languages: ['javascript'],
      literals: ['node-cron', "'cron'", '"cron"', 'node-schedule', 'croner'],
      pattern: /\bcron\.schedule\s*\(|\bnew\s+(?:CronJob|Cron)\s*\(|\b(?:schedule|nodeSchedule)\.scheduleJob\s*\(/g,
    },
  },
  {
    what: 'The web process runs scheduled jobs in itself (ScheduleModule)',
    confidence: 'high',
    query: { languages: ['javascript'], literals: ['@nestjs/schedule'], pattern: /\bScheduleModule\.forRoot\s*\(/g },
  },
  {
    what: 'The web process runs scheduled jobs in itself (rufus-scheduler)',
    confidence: 'high',
    query: {
      languages: ['ruby'],
      literals: ['Rufus::Scheduler'],
      pattern: /\bRufus::Scheduler\.(?:new|singleton|s)\b/g,
    },
  },
  {
    what: 'A request starts a thread of its own',
    confidence: 'medium',
    query: { languages: ['ruby'], literals: ['Thread.new'], pattern: /\bThread\.new\b/g },
  },
  {
    what: 'A hosted service works in the background of the web process',
    confidence: 'medium',
    query: { languages: ['csharp'], literals: ['AddHostedService'], pattern: /\.AddHostedService\s*<\s*\w+/g },
  },
  {
    what: 'The web process runs scheduled jobs in itself',
    confidence: 'high',
    query: {
      languages: ['go'],
      literals: ['cron.New(', 'go-co-op/gocron'],
      pattern: /\bcron\.New\s*\(|\bgocron\.NewScheduler\s*\(/g,
    },
  },
  {
    what: 'A goroutine of the web process runs scheduled work',
    confidence: 'medium',
    query: {
      languages: ['go'],
      literals: ['range time.Tick'],
      pattern: /\bfor\s+(?:_\s*=\s*)?range\s+time\.Tick\s*\(/g,
    },
  },
  {
    what: 'Goroutines of the web process work off a queue in its memory',
    confidence: 'medium',
    query: {
      languages: ['go'],
      literals: ['func init()'],
      pattern: /^func init\(\) \{(?:[^}]|\}(?!\n\n)){0,300}?\bgo func\s*\(/gm,
    },
  },
];
const JOBS = new Set(['rails', 'laravel', 'symfony']);

export const noBackgroundWorkInWeb = defineRule({
  id: 'processes/no-background-work-in-web',
  factor: 'processes',
  title: 'Web processes leave background work to workers',
  severity: 'medium',
  remediation:
    'Put the work in a queue (Celery, RQ, BullMQ, Sidekiq, Solid Queue …) and run it in a worker process; run schedules from one scheduler process or the platform.',
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judgements(context).length > 0 || 'The app has no background work.';
  },

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  const { facts } = context;
  const found: RuleYield[] = [];
  for (const { what, query, confidence } of SIGNS)
    for (const match of facts.code.search(query))
      if (isInWeb(context, match)) found.push(fail(match.place, `${what}.`, { confidence }));
  for (const place of threadsInWeb(context, (path) => isServed(context, path)))
    found.push(fail(place, 'The web process starts a thread for work of its own: it dies with the process.'));
  found.push(...scheduledInSpring(context));
  if (found.length > 0) return found;
  const [library] = facts.stacks.withRole('job-library');
  if (library) return [pass(library.place, `Background work goes to a queue (${library.name}).`)];
  const [dispatched] = facts.code.search({
    languages: ['php', 'ruby'],
    literals: ['ShouldQueue', 'perform_later'],
    pattern: /\bimplements\b[^{\n]*\bShouldQueue\b|\.perform_later\b/g,
  });
  return dispatched && facts.stacks.has(...JOBS) ? [pass(dispatched.place, 'Background work goes to a queue.')] : [];
}

/** Spring's timers run in every copy of a replicated web app. */
function* scheduledInSpring({ facts }: RuleContext): Iterable<RuleYield> {
  const replicated = facts.processes.web.some(
    (process) => process.autoscaled || Number(process.replicas?.text ?? 1) > 1,
  );
  if (!replicated || !facts.stacks.has('spring-boot') || facts.code.containing(['@SchedulerLock'], ['java']).length > 0)
    return;
  for (const { place } of facts.code.search({
    languages: ['java'],
    literals: ['@Scheduled'],
    pattern: /@Scheduled\s*\(/g,
  }))
    yield fail(place, 'Every copy of the web process runs this timer.', { confidence: 'medium' });
}

function isInWeb(context: RuleContext, { path, match }: CodeMatch): boolean {
  if (/Thread\.new/.test(match[0]) && !/(?:^|\/)app\/(?:controllers|models|services)\//.test(path)) return false;
  if (/time\.Tick/.test(match[0]) && !/schedul|cron/i.test(baseName(path))) return false;
  if (/add_task/.test(match[0]) && !/background|tasks/i.test(match[0])) return false;
  return isServed(context, path);
}

/** Part of a component that serves HTTP, and no entry or folder of a worker, a command or a script. */
function isServed({ facts, repo }: RuleContext, path: string): boolean {
  // Packages of a Go program run in its one process, whatever they are called; another program has a folder below `cmd`.
  const isOneProgram =
    /(?<!\.pb|\.pb\.gw)\.go$/.test(path) &&
    !/(?:^|\/)(?:scripts?|tools?|migrations|gen|generated)\//i.test(path) &&
    !repo.paths.some((other) => /(?:^|\/)cmd\/[\w-]*(?:worker|scheduler|cron|jobs?)[\w-]*\//i.test(other));
  if (
    !isOneProgram &&
    /(?:^|\/)(?:management\/commands|scripts?|bin|tools?|workers?|tasks|jobs|cli|celery|scheduler|cron|migrations|gen|generated|query_runners?)\//i.test(
      path,
    )
  )
    return false;
  if (!isOneProgram && /(?:worker|scheduler|cron|celery|cli|\.pb(?:\.gw)?)\.\w+$/i.test(baseName(path))) return false;
  const component = facts.components.of(path)?.path ?? '';
  if (/(?:worker|processor|scheduler|consumer|jobs?)s?$/i.test(component)) return false;
  const isWeb = facts.stacks.web.some((item) => item.component === component && !item.development);
  const runsElsewhere = facts.processes.production.some(
    (process) =>
      process.type !== 'web' &&
      process.main?.command.words.some(
        (word) => /\.\w+$/.test(word) && baseName(word).replace(/\.\w+$/, '') === baseName(path).replace(/\.\w+$/, ''),
      ),
  );
  return isWeb && !runsElsewhere && isInside(path, component);
}
