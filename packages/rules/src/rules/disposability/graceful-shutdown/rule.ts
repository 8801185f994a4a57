import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Place } from '../../../repo/place.ts';
import { exitsAtOnce, java, shutdownOf } from './shutdown-in-code.ts';

/** Servers and workers that finish what they do on SIGTERM by themselves. */
const DRAINS =
  /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress|fastapi-run|puma|unicorn|rails-server|rackup|thin|sidekiq|resque|good-job|solid-queue|celery-\w+(?:-beat)?|rq-\w+|dramatiq|huey|arq|django-(?:rqworker|qcluster|run_huey|rundramatiq|procrastinate|db_worker)|php-fpm|apache|nginx|caddy|frankenphp|octane|artisan-\S+|messenger-consume|tomcat|next-start|nuxt-start|react-router-serve|remix-serve|serve|phx-server|strapi-start|medusa-start|supercronic|cron)$/;
const JAVA_DRAINS = /(?:^|\s)catalina|jetty/;

export const gracefulShutdown = defineRule({
  id: 'disposability/graceful-shutdown',
  factor: 'disposability',
  title: 'Processes shut down gracefully on SIGTERM',
  severity: 'medium',
  remediation: ({ facts }) => {
    if (facts.stacks.has('uwsgi'))
      return 'Let uWSGI drain: `die-on-term = true` and `hook-master-start = unix_signal:15 gracefully_kill_them_all`; or run Gunicorn.';
    if (facts.stacks.languages[0] === 'javascript')
      return "On SIGTERM close the server, then its clients: `process.on('SIGTERM', () => server.close(() => process.exit(0)))`; workers: `await worker.close()`.";
    if (facts.stacks.languages[0] === 'go')
      return 'Use `signal.NotifyContext(ctx, syscall.SIGTERM)` and `server.Shutdown(ctx)` instead of a bare ListenAndServe.';
    return 'Handle SIGTERM: stop taking work, finish what is running, then exit.';
  },
  appliesTo: (context) => judgements(context).length > 0 || 'No long-running process of the app is known.',

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  const found: RuleYield[] = [...exitsAtOnce(context)];
  const seen = new Set<string>();
  for (const process of context.facts.processes.longRunning) {
    if (!process.main) continue;
    const key = `${process.component}\0${process.main.command.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(...judge(context, process, process.main.place));
  }
  if (found.length === 0) found.push(...byDeclaration(context));
  return found;
}

function* judge(context: RuleContext, process: Process, place: Place): Iterable<RuleYield> {
  const { facts } = context;
  const command = process.main?.command;
  const server = command ? facts.processes.serverOf(command) : null;
  const name = server?.name ?? '';
  if (server?.development || !command) return;
  if (name === 'uwsgi') return yield* uwsgi(context, process, place);
  if (DRAINS.test(name) || JAVA_DRAINS.test(command.text))
    return yield pass(place, `${command.program} finishes its work on SIGTERM by itself.`);
  yield* shutdownOf(context, process, place, name);
}

/** uWSGI takes SIGTERM for a brutal reload; with `die-on-term` it stops as brutally, unless a hook makes it drain. */
function* uwsgi({ repo }: RuleContext, process: Process, place: Place): Iterable<RuleYield> {
  const text = process.command + (process.main?.command.text ?? '');
  const names = repo.paths.filter((path) => /uwsgi[^/]*\.(?:ini|ya?ml|xml)$/.test(path) && repo.isProduction(path));
  const configured = names.find((path) => /gracefully_kill_them_all/.test(repo.text(path)));
  const hook = names.flatMap((path) =>
    repo.lines(path).flatMap((line, index) => (/gracefully_kill_them_all/.test(line) ? [{ path, index }] : [])),
  )[0];
  if (hook && configured)
    yield pass(
      { path: hook.path, startLine: hook.index + 1, endLine: hook.index + 1 },
      'uWSGI is told to drain on SIGTERM.',
    );
  else if (!/gracefully_kill_them_all/.test(text))
    yield fail(
      names[0] === undefined ? place : { path: names[0], startLine: 1, endLine: 1 },
      'uWSGI does not drain on SIGTERM: nothing makes it kill its workers gracefully.',
      { confidence: 'medium' },
    );
}

/** Where no file starts the app: the server that is declared for it. */
function* byDeclaration(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const name of [
    'puma',
    'unicorn',
    'gunicorn',
    'uvicorn',
    'hypercorn',
    'daphne',
    'granian',
    'laravel',
    'symfony',
    'sidekiq',
    'celery',
    'phoenix',
  ]) {
    const technology = facts.stacks.find(name);
    if (technology && facts.components.apps.length > 0)
      return yield pass(
        technology.place,
        `${name === 'laravel' || name === 'symfony' ? 'PHP’s server' : name} finishes its work on SIGTERM by itself.`,
      );
  }
  const apps = new Set(facts.components.apps.map(({ path }) => path));
  const boot = facts.stacks.all.find(({ name, component }) => name === 'spring-boot' && apps.has(component));
  if (boot) return yield* java(context, boot.component, boot.place);
  const aspnet = facts.stacks.all.find(({ name, component }) => name === 'aspnet-core' && apps.has(component));
  if (aspnet) yield pass(aspnet.place, '.NET’s host finishes its work on SIGTERM by itself.');
}
