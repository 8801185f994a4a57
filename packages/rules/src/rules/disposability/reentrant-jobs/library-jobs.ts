import { fail, pass, type RuleContext, type RuleYield, unknown } from '../../../engine/define-rule.ts';
import type { CodeQuery } from '../../../facts/code-fact.ts';
import type { Place } from '../../../repo/place.ts';

interface Library {
  name: string;
  /** What the library does by itself when a worker dies. */
  byDefault: 'kept' | 'lost' | 'unknown';
  /** Says that jobs are run again; makes `lost` good. */
  kept?: CodeQuery;
  /** Turns it off. */
  lost?: CodeQuery;
  text: string;
}

const libraries: readonly Library[] = [
  {
    name: 'rq',
    byDefault: 'lost',
    kept: {
      languages: ['python'],
      literals: ['Retry'],
      pattern: /\bretry\s*=\s*(?:rq\.)?Retry\(|\bRetry\(\s*max\s*=/g,
    },
    text: 'RQ moves a job whose worker dies to the failed registry, and no job is enqueued with Retry',
  },
  {
    name: 'huey',
    byDefault: 'lost',
    kept: { languages: ['python'], literals: ['retries'], pattern: /\bretries\s*=\s*[1-9]/g },
    text: 'Huey takes a job off the queue before it runs, and no task has retries',
  },
  {
    name: 'resque',
    byDefault: 'lost',
    kept: {
      languages: ['ruby'],
      literals: ['Resque::Plugins::Retry', 'Resque::Plugins::ExponentialBackoff'],
      pattern: /\bResque::Plugins::(?:Retry|ExponentialBackoff)\b/g,
    },
    text: 'Resque takes a job off the queue before it runs, and no job extends a retry plug-in',
  },
  { name: 'dramatiq', byDefault: 'kept', text: 'Dramatiq acknowledges a message after it has run' },
  { name: 'arq', byDefault: 'kept', text: 'arq keeps a job in the queue until it has run' },
  { name: 'django-q', byDefault: 'kept', text: 'Django Q hands a job out again that is not acknowledged in time' },
  { name: 'procrastinate', byDefault: 'unknown', text: 'Procrastinate' },
  { name: 'temporal', byDefault: 'kept', text: 'Temporal runs an activity again whose worker dies' },
  {
    name: 'bullmq',
    byDefault: 'kept',
    lost: {
      languages: ['javascript'],
      literals: ['attempts', 'maxStalledCount'],
      pattern: /\battempts:\s*[01]\b(?!\d)|\bmaxStalledCount:\s*0\b/g,
    },
    kept: { languages: ['javascript'], literals: ['attempts'], pattern: /\battempts:\s*(?:[2-9]|\d{2,}|[A-Za-z_$])/g },
    text: 'BullMQ returns the jobs of a stalled worker to the queue',
  },
  {
    name: 'bull',
    byDefault: 'kept',
    lost: {
      languages: ['javascript'],
      literals: ['attempts', 'maxStalledCount'],
      pattern: /\battempts:\s*[01]\b(?!\d)|\bmaxStalledCount:\s*0\b/g,
    },
    kept: { languages: ['javascript'], literals: ['attempts'], pattern: /\battempts:\s*(?:[2-9]|\d{2,}|[A-Za-z_$])/g },
    text: 'Bull returns the jobs of a stalled worker to the queue',
  },
  { name: 'bee-queue', byDefault: 'kept', text: 'Bee-Queue returns stalled jobs to the queue' },
  { name: 'agenda', byDefault: 'kept', text: 'Agenda runs a job again when its lock has expired' },
  { name: 'graphile-worker', byDefault: 'kept', text: 'Graphile Worker runs a job again whose worker dies' },
  {
    name: 'pg-boss',
    byDefault: 'kept',
    lost: { languages: ['javascript'], literals: ['retryLimit'], pattern: /\bretryLimit:\s*0\b/g },
    text: 'pg-boss retries a job that has expired',
  },
  {
    name: 'sidekiq',
    byDefault: 'kept',
    lost: {
      languages: ['ruby'],
      literals: ['retry'],
      pattern: /\bsidekiq_options\b[^\n]*\bretry(?::|\s*=>|['"]\s*=>)\s*(?:false|0)\b/g,
    },
    text: 'Sidekiq retries its jobs',
  },
  { name: 'solid_queue', byDefault: 'kept', text: 'Solid Queue reclaims the jobs of a process that is gone' },
  { name: 'good_job', byDefault: 'kept', text: 'GoodJob runs a job again when its lock is gone' },
  {
    name: 'delayed-job',
    byDefault: 'kept',
    lost: { languages: ['ruby'], literals: ['max_attempts'], pattern: /\bDelayed::Worker\.max_attempts\s*=\s*[01]\b/g },
    text: 'Delayed Job runs a job again when its lock has expired',
  },
  { name: 'que', byDefault: 'kept', text: 'Que runs a job again when its lock is gone' },
  { name: 'sneakers', byDefault: 'kept', text: 'Sneakers acknowledges a message after it has run' },
  { name: 'horizon', byDefault: 'kept', text: 'A reserved Laravel job returns after `retry_after`' },
  { name: 'symfony/messenger', byDefault: 'kept', text: 'Messenger acknowledges a message after it has run' },
  {
    name: 'asynq',
    byDefault: 'kept',
    lost: { languages: ['go'], literals: ['asynq.MaxRetry'], pattern: /\basynq\.MaxRetry\(\s*0\s*\)/g },
    text: 'Asynq recovers the tasks of a worker that is gone',
  },
  { name: 'river', byDefault: 'kept', text: 'River rescues jobs that are stuck' },
  { name: 'machinery', byDefault: 'kept', text: 'Machinery acknowledges a task after it has run' },
  { name: 'gocraft', byDefault: 'kept', text: 'The reaper puts back the jobs of a worker that is gone' },
  { name: 'jobrunr', byDefault: 'kept', text: 'JobRunr runs a job again whose server is gone' },
  {
    name: 'hangfire',
    byDefault: 'kept',
    lost: { languages: ['csharp'], literals: ['AutomaticRetry'], pattern: /\[AutomaticRetry\(\s*Attempts\s*=\s*0\b/g },
    text: 'Hangfire retries its jobs',
  },
  { name: 'masstransit', byDefault: 'kept', text: 'MassTransit acknowledges a message after it has run' },
  {
    name: 'oban',
    byDefault: 'lost',
    kept: { languages: ['elixir'], literals: ['Lifeline', 'DynamicLifeline'], pattern: /\bLifeline\b/g },
    text: 'Jobs of a node that dies stay in `executing`: Oban runs without the Lifeline plug-in',
  },
  { name: 'exq', byDefault: 'kept', text: 'Exq re-enqueues the jobs of a node that is gone' },
  { name: 'apalis', byDefault: 'unknown', text: 'Apalis' },
  { name: 'spring-batch', byDefault: 'unknown', text: 'Spring Batch' },
];

const USES: Readonly<Record<string, CodeQuery>> = {
  rq: {
    languages: ['python'],
    literals: ['from rq', 'django_rq'],
    pattern:
      /^from rq(?:\.\w+)* import[^\n]*\b(?:job|Queue|Worker)\b|^from django_rq import[^\n]*|^import django_rq\b/gm,
  },
  huey: { languages: ['python'], literals: ['Huey('], pattern: /\b\w*Huey\(/g },
  oban: { languages: ['elixir'], literals: ['Oban'], pattern: /\{\s*Oban\s*,|\buse Oban\b/g },
};

/** Job libraries but Celery: what each does by itself, and what the code turns on or off. */
export function* libraryJobs(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const library of libraries) {
    const technology = facts.stacks.find(library.name);
    if (!technology?.roles.includes('job-library') || isSynchronous(context, library.name)) continue;
    const lost = library.lost ? facts.code.search(library.lost) : [];
    const kept = library.kept ? facts.code.search(library.kept) : [];
    if (lost.length > 0) {
      for (const { place } of lost) yield fail(place, `Retries are turned off: the job is lost when its worker dies.`);
    } else if (kept[0]) yield pass(kept[0].place, 'Jobs are run again when they fail.');
    else if (library.byDefault === 'kept') yield pass(technology.place, `${library.text}.`);
    else if (library.byDefault === 'lost')
      yield fail(placeOfUse(context, library.name) ?? technology.place, `${library.text}.`, {
        identity: `${library.name} loses jobs`,
      });
    else yield unknown(`${library.text} may be set up to run jobs again, or not; nothing here says so.`);
  }
  yield* laravelQueue(context);
}

/** The default driver decides: `sync` is no queue; the others return a reserved job. */
function* laravelQueue({ facts }: RuleContext): Iterable<RuleYield> {
  if (!facts.stacks.has('laravel') || facts.stacks.has('horizon')) return;
  for (const setting of facts.settings.inForce('queue.default')) {
    const deployed = facts.environment
      .setInProduction(setting.value.variable ?? '')
      .flatMap(({ value }) => (value === null || value.includes('$') ? [] : [value]));
    const drivers = deployed.length > 0 ? deployed : [setting.value.literal ?? ''];
    const works = facts.code.search({
      languages: ['php'],
      literals: ['ShouldQueue'],
      pattern: /\bimplements\b[^{\n]*\bShouldQueue\b/g,
    })[0];
    if (works && drivers.some((driver) => driver !== '' && driver !== 'sync' && driver !== 'null'))
      yield pass(setting.place, `A reserved job returns to the queue after retry_after (${drivers.join(', ')}).`);
  }
}

/** `rq` and Huey: where a queue, worker or task is made. */
function placeOfUse({ facts }: RuleContext, name: string): Place | null {
  const query = USES[name];
  const uses = query ? facts.code.search(query) : [];
  return (uses.find(({ match }) => /decorators|Worker/.test(match[0])) ?? uses[0])?.place ?? null;
}

/** A transport that handles messages at once is no queue. */
function isSynchronous({ facts }: RuleContext, name: string): boolean {
  if (name !== 'symfony/messenger') return false;
  const transports = facts.settings.inForceUnder('framework.messenger.transports.');
  return (
    transports.length === 0 || transports.every(({ value }) => /^sync:|in-memory:/.test(value.literal ?? value.text))
  );
}
