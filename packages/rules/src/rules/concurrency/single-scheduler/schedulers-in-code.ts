import type { RuleContext } from '../../../engine/define-rule.ts';
import type { CodeQuery } from '../../../facts/code-fact.ts';
import { baseName, type Place } from '../../../repo/place.ts';

interface InCode {
  how: string;
  place: Place;
  component: string;
}

const QUERIES: readonly (CodeQuery & { how: string })[] = [
  {
    how: 'APScheduler',
    languages: ['python'],
    literals: ['BackgroundScheduler', 'AsyncIOScheduler', 'APScheduler', 'BlockingScheduler', 'GeventScheduler'],
    pattern: /\b(?:BackgroundScheduler|AsyncIOScheduler|GeventScheduler|APScheduler|BlockingScheduler)\s*\(/g,
  },
  {
    how: 'node-cron',
    languages: ['javascript'],
    literals: ['node-cron', 'cron.schedule'],
    pattern: /\bcron\.schedule\s*\(/g,
  },
  {
    how: 'a CronJob',
    languages: ['javascript'],
    literals: ['CronJob'],
    pattern: /\bnew\s+CronJob\s*\(|\bCronJob\.from\s*\(/g,
  },
  { how: 'node-schedule', languages: ['javascript'], literals: ['scheduleJob'], pattern: /\.scheduleJob\s*\(/g },
  {
    how: '@nestjs/schedule',
    languages: ['javascript'],
    literals: ['ScheduleModule.forRoot'],
    pattern: /\bScheduleModule\.forRoot\s*\(/g,
  },
  { how: "Spring's @Scheduled", languages: ['java'], literals: ['@Scheduled'], pattern: /^[ \t]*@Scheduled\s*\(/gm },
  { how: 'cron', languages: ['go'], literals: ['cron.New('], pattern: /\bcron\.New\s*\(/g },
  {
    how: 'a time.Tick loop',
    languages: ['go'],
    literals: ['range time.Tick'],
    pattern: /\bfor\s+(?:_\s*=\s*)?range\s+time\.Tick\s*\(/g,
  },
  { how: 'gocron', languages: ['go'], literals: ['gocron.New'], pattern: /\bgocron\.NewScheduler\s*\(/g },
  {
    how: 'rufus-scheduler',
    languages: ['ruby'],
    literals: ['Rufus::Scheduler'],
    pattern: /\bRufus::Scheduler\.(?:new|singleton|s)\b/g,
  },
  {
    how: 'tokio-cron-scheduler',
    languages: ['rust'],
    literals: ['JobScheduler::new'],
    pattern: /\bJobScheduler::new\s*\(/g,
  },
  { how: 'a Quantum scheduler', languages: ['elixir'], literals: ['use Quantum'], pattern: /\buse\s+Quantum\b/g },
  { how: 'Coravel', languages: ['csharp'], literals: ['UseScheduler'], pattern: /\.UseScheduler\s*\(/g },
];

/** Schedulers that production code starts in its own process; a lock between the copies does not make it a process of its own. */
export function schedulersInCode({ repo, facts }: RuleContext): InCode[] {
  return QUERIES.flatMap(({ how, ...query }) =>
    facts.code.search(query).flatMap((match) => {
      // A Go server is started from its command line's package.
      const isCommand =
        /(?:^|\/)(?:management\/commands|commands|cli|scripts|bin|tasks)\//.test(match.path) &&
        !/(?:^|\/)(?:cli|commands)\/[^/]+\.go$/.test(match.path);
      if (how.includes('Tick') && !/schedul|cron/i.test(baseName(match.path))) return [];
      const component = facts.components.of(match.path);
      if (isCommand || component?.kind !== 'app') return [];
      if (how.startsWith('Spring') && facts.code.containing(['@EnableScheduling'], ['java']).length === 0) return [];
      return repo.isProduction(match.path) ? [{ how, place: match.place, component: component.path }] : [];
    }),
  );
}
