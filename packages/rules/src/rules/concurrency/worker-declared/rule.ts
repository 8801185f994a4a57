import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Technology } from '../../../facts/stacks-fact.ts';
import { isInside, type Place } from '../../../repo/place.ts';

export const workerDeclared = defineRule({
  id: 'concurrency/worker-declared',
  factor: 'concurrency',
  title: 'Job workers are declared as processes',
  severity: 'high',
  remediation:
    'Declare the worker as a process type beside the web one: Procfile `worker: celery -A app worker`, a compose service, a Deployment.',
  appliesTo: (context) => jobLibraries(context).length > 0 || 'No job library.',

  *check(context) {
    for (const library of jobLibraries(context)) {
      const worker = workerOf(context, library);
      if (worker)
        yield pass(
          worker.commandPlace,
          `The ${worker.name} process of ${worker.place.path} runs the ${library.name} worker.`,
        );
      else
        yield fail(library.place, `${library.name} queues jobs, and no production process runs its worker.`, {
          identity: `no worker for ${library.name}`,
        });
    }
  },
});

/** Oban and the like run inside the app by design. */
const INSIDE: ReadonlySet<string> = new Set(['oban', 'exq', 'spring-batch', 'masstransit']);
/** They run jobs at once until a setting chooses a real queue. */
const SYNCHRONOUS: ReadonlySet<string> = new Set([
  'symfony-messenger',
  'symfony/messenger',
  'messenger',
  'django-tasks',
]);

/** One per library and component; a Laravel app whose queue in force is a real one counts too. */
function jobLibraries(context: RuleContext): { name: string; component: string; place: Place }[] {
  const { facts } = context;
  const apps = new Set(facts.components.apps.map((app) => app.path));
  const found = new Map<string, Pick<Technology, 'name' | 'component' | 'place'>>();
  for (const library of facts.stacks.withRole('job-library')) {
    if (library.development || INSIDE.has(library.name) || !isUsed(context, library)) continue;
    if (!apps.has(library.component) && !facts.components.apps.some((app) => isInside(app.path, library.component)))
      continue;
    if (SYNCHRONOUS.has(library.name) && !choosesQueue(context, /^MESSENGER_TRANSPORT_DSN$/, /^(?:sync|in-memory):/))
      continue;
    if (!found.has(library.name)) found.set(library.name, library);
  }
  const laravel = facts.stacks.find('laravel');
  if (
    laravel &&
    !laravel.development &&
    !found.has('horizon') &&
    facts.code.containing(['ShouldQueue'], ['php']).length > 0 &&
    choosesQueue(context, /^QUEUE_(?:CONNECTION|DRIVER)$/, /^(?:sync|null)$/)
  )
    found.set('laravel', { name: 'Laravel queue', component: laravel.component, place: laravel.place });
  return [...found.values()];
}

/** A deploy file of production sets the queue to a real one. */
function choosesQueue({ facts }: RuleContext, name: RegExp, synchronous: RegExp): boolean {
  return facts.processes.production.some((process) =>
    process.environment.some((entry) => name.test(entry.name) && !synchronous.test(entry.value ?? '')),
  );
}

const IMPORTS: Readonly<Record<string, RegExp>> = {
  celery: /\bcelery\b/,
  bullmq: /bullmq/,
  bull: /\bbull\b|@nestjs\/bull/,
};

/** Declared and imported by production code; a library that code never names is taken as used. */
function isUsed({ repo, facts }: RuleContext, library: Technology): boolean {
  const pattern = IMPORTS[library.name];
  if (!pattern) return true;
  return facts.code
    .containing([library.name === 'bull' ? 'bull' : library.name], [library.language])
    .some((path) => pattern.test(repo.code(path)) || pattern.test(repo.text(path)));
}

const WORKERS: Readonly<Record<string, RegExp>> = {
  celery: /^celery-worker|^celery/,
  rq: /rq/,
  sidekiq: /sidekiq/,
};

/** Production first; where no production file but the image deploys the app, files that test the same image may show its worker. */
function workerOf({ facts }: RuleContext, library: { name: string }): Process | null {
  const runs = (process: Process): boolean => {
    if (!process.own || process.type !== 'worker') return false;
    const server = process.main ? facts.processes.serverOf(process.main.command)?.name : undefined;
    const expected = WORKERS[library.name];
    return !(
      expected &&
      server &&
      !expected.test(server) &&
      /^(?:celery|rq|sidekiq|dramatiq|huey|arq|resque|artisan)/.test(server)
    );
  };
  const production = facts.processes.production.find(runs);
  if (production) return production;
  const isDeployed = facts.processes.production.some(
    (process) => process.deploy !== 'dockerfile' && process.deploy !== 'package-script',
  );
  return isDeployed ? null : (facts.processes.all.find((process) => process.stage === 'test' && runs(process)) ?? null);
}
