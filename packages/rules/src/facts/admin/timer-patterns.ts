import type { ScheduledWork } from '../admin-fact.ts';
import type { Language } from '../stacks-fact.ts';

interface TimerPattern {
  language: Language;
  kind: ScheduledWork['kind'];
  how: string;
  literals: readonly string[];
  /** A group `interval` holds milliseconds. */
  pattern: RegExp;
  within?: RegExp;
}

/** How code asks for work by the clock. `in-process` runs inside whatever process loads it; the others have a process or service of their own. */
export const timerPatterns: readonly TimerPattern[] = [
  {
    language: 'python',
    kind: 'in-process',
    how: 'apscheduler',
    literals: ['Scheduler('],
    pattern: /\b(?:Background|AsyncIO|Tornado|Gevent|Twisted|Qt)Scheduler\s*\(|\bAPScheduler\s*\(/g,
  },
  {
    language: 'python',
    kind: 'scheduler',
    how: 'apscheduler',
    literals: ['BlockingScheduler('],
    pattern: /\bBlockingScheduler\s*\(/g,
  },
  {
    language: 'python',
    kind: 'in-process',
    how: 'schedule',
    literals: ['schedule.every'],
    pattern: /\bschedule\.every\s*\(/g,
    within: /^\s*import schedule\b/m,
  },
  {
    language: 'python',
    kind: 'in-process',
    how: 'repeat_every',
    literals: ['repeat_every'],
    pattern: /@repeat_every\s*\(/g,
  },
  {
    language: 'python',
    kind: 'beat',
    how: 'celery beat',
    literals: ['beat_schedule', 'add_periodic_task', 'periodic_task'],
    pattern: /\bbeat_schedule\s*=|\badd_periodic_task\s*\(|@periodic_task\s*\(/g,
    within: /celery/i,
  },
  {
    language: 'python',
    kind: 'scheduler',
    how: 'huey',
    literals: ['periodic_task', 'db_periodic_task'],
    pattern: /@(?:\w+\.)?(?:db_)?periodic_task\s*\(/g,
    within: /huey/,
  },
  {
    language: 'python',
    kind: 'scheduler',
    how: 'rq-scheduler',
    literals: ['rq_scheduler'],
    pattern: /^[ \t]*from\s+rq_scheduler\b/gm,
  },
  {
    language: 'python',
    kind: 'scheduler',
    how: 'arq cron',
    literals: ['cron_jobs'],
    pattern: /\bcron_jobs\s*=\s*\[/g,
    within: /arq/,
  },
  {
    language: 'javascript',
    kind: 'in-process',
    how: 'node-cron',
    literals: ['cron', 'node-schedule'],
    pattern: /\bcron\.schedule\s*\(|\bscheduleJob\s*\(|\bnew\s+CronJob\s*\(/g,
    within: /["'](?:node-cron|node-schedule|cron|croner)["']/,
  },
  {
    language: 'javascript',
    kind: 'in-process',
    how: '@nestjs/schedule',
    literals: ['@nestjs/schedule'],
    pattern: /@(?:Cron|Interval)\s*\(/g,
  },
  {
    language: 'javascript',
    kind: 'in-process',
    how: 'setInterval',
    literals: ['setInterval'],
    pattern: /\bsetInterval\s*\([^;]{0,600}?,\s*(?<interval>[\d_]+(?:\s*\*\s*[\d_]+){0,4})\s*,?\s*\)/g,
  },
  {
    language: 'javascript',
    kind: 'in-process',
    how: 'a timer on cron expressions',
    literals: ['cron-parser'],
    pattern: /\b(?:[Pp]arseExpression|CronExpressionParser\.parse|[Pp]arser\.parse)\s*\(/g,
    within: /["']cron-parser["'][\s\S]{0,20000}?\bset(?:Timeout|Interval)\s*\(/,
  },
  {
    language: 'javascript',
    kind: 'scheduler',
    how: 'bullmq repeatable jobs',
    literals: ['bull'],
    pattern: /\brepeat:\s*\{|\bupsertJobScheduler\s*\(/g,
    within: /["'](?:bullmq|bull)["']|@nestjs\/bull/,
  },
  {
    language: 'javascript',
    kind: 'scheduler',
    how: 'agenda',
    literals: ['agenda.every'],
    pattern: /\bagenda\.every\s*\(/g,
  },
  {
    language: 'javascript',
    kind: 'scheduler',
    how: 'pg-boss',
    literals: ['boss.schedule'],
    pattern: /\bboss\.schedule\s*\(/g,
  },
  { language: 'java', kind: 'in-process', how: '@Scheduled', literals: ['@Scheduled'], pattern: /@Scheduled\s*\(/g },
  {
    language: 'java',
    kind: 'scheduler',
    how: 'Quartz',
    literals: ['org.quartz'],
    pattern: /\b(?:CronScheduleBuilder|SimpleScheduleBuilder|cronSchedule)\b/g,
  },
  {
    language: 'go',
    kind: 'in-process',
    how: 'cron',
    literals: ['cron.New'],
    pattern: /\bcron\.New\s*\(/g,
    within: /"[\w.-]+\/[\w./-]*cron(?:\/v\d+)?"/,
  },
  {
    language: 'go',
    kind: 'in-process',
    how: 'time.Tick',
    literals: ['range time.Tick'],
    pattern: /\bfor\s+(?:_\s*=\s*)?range\s+time\.Tick\s*\(/g,
    within: /schedul|cron|(?:^|\W)jobs?\b/i,
  },
  { language: 'go', kind: 'in-process', how: 'gocron', literals: ['gocron'], pattern: /\bgocron\.NewScheduler\s*\(/g },
  {
    language: 'ruby',
    kind: 'in-process',
    how: 'rufus-scheduler',
    literals: ['Rufus::Scheduler'],
    pattern: /\bRufus::Scheduler\.(?:new|singleton)\b/g,
  },
  {
    language: 'ruby',
    kind: 'scheduler',
    how: 'sidekiq-cron',
    literals: ['Sidekiq::Cron', 'Sidekiq.schedule'],
    pattern: /\bSidekiq::Cron::Job\b|\bSidekiq\.schedule\s*=/g,
  },
  {
    language: 'ruby',
    kind: 'scheduler',
    how: 'good_job cron',
    literals: ['good_job.cron'],
    pattern: /\bgood_job\.cron\s*=/g,
  },
  {
    language: 'php',
    kind: 'scheduler',
    how: 'laravel schedule',
    literals: ['chedule->', 'Schedule::'],
    pattern: /\$schedule->(?:command|job|call|exec)\s*\(|\bSchedule::(?:command|job|call|exec)\s*\(/g,
  },
  {
    language: 'php',
    kind: 'scheduler',
    how: 'symfony scheduler',
    literals: ['AsSchedule', 'AsCronTask', 'AsPeriodicTask'],
    pattern: /#\[As(?:Schedule|CronTask|PeriodicTask)\b/g,
  },
  {
    language: 'csharp',
    kind: 'scheduler',
    how: 'hangfire',
    literals: ['RecurringJob'],
    pattern: /\bRecurringJob\.AddOrUpdate\b|\bIRecurringJobManager\b/g,
  },
  {
    language: 'csharp',
    kind: 'in-process',
    how: 'PeriodicTimer',
    literals: ['PeriodicTimer('],
    pattern: /\bnew\s+PeriodicTimer\s*\(\s*TimeSpan\.From(?:Minutes|Hours|Days)\b/g,
  },
  {
    language: 'csharp',
    kind: 'scheduler',
    how: 'Quartz',
    literals: ['WithCronSchedule'],
    pattern: /\.WithCronSchedule\s*\(/g,
  },
  {
    language: 'elixir',
    kind: 'scheduler',
    how: 'oban cron',
    literals: ['Oban.Plugins.Cron'],
    pattern: /\bOban\.Plugins\.Cron\b/g,
  },
  { language: 'elixir', kind: 'in-process', how: 'quantum', literals: ['Quantum'], pattern: /\buse\s+Quantum\b/g },
  {
    language: 'rust',
    kind: 'in-process',
    how: 'tokio-cron-scheduler',
    literals: ['JobScheduler::new'],
    pattern: /\bJobScheduler::new\b/g,
  },
];
