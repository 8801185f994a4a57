import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import { optionOf } from '../../../facts/processes/option-of.ts';
import type { Process } from '../../../facts/processes-fact.ts';

export const noDaemons = defineRule({
  id: 'concurrency/no-daemons',
  factor: 'concurrency',
  title: 'Processes stay in the foreground',
  severity: 'medium',
  remediation:
    'Run the process in the foreground and leave restarts and process ids to the platform: no `--daemon`, `nohup … &` or PID file; `pm2-runtime` instead of `pm2 start`.',
  appliesTo: (context) => starts(context).length > 0 || 'No start command.',

  *check(context) {
    for (const process of starts(context)) {
      const found = process.steps.flatMap((step) => {
        const how = daemonOf(step.command);
        return how ? [{ step, how }] : [];
      })[0];
      if (found) yield fail(found.step.place, `The ${process.name} process ${found.how}.`);
      else if (process.main) yield pass(process.main.place, `The ${process.name} process stays in the foreground.`);
    }
  },
});

function starts({ facts }: RuleContext): Process[] {
  return facts.processes.production.filter(
    (process) => process.steps.length > 0 && process.type !== 'release' && process.type !== 'init',
  );
}

const SERVERS =
  /^(?:gunicorn|uvicorn|hypercorn|celery|puma|unicorn|sidekiq|rails|thin|resque|rq|uwsgi|php-fpm[\d.]*|supervisord|passenger|rackup|unicorn_rails|daphne|resque-pool)$/;

/** How the command leaves the foreground or keeps a PID file, in words; null where it does neither. */
function daemonOf(command: Command): string | null {
  const { program, args } = command;
  const text = args.join(' ');
  if (command.wrappers.includes('nohup') && command.background) return 'is sent to the background by nohup';
  if (command.wrappers.includes('setsid') && command.background) return 'is sent to the background by setsid';
  if (program === 'pm2' && /^(?:start|startOr\w+|resurrect)$/.test(args[0] ?? '') && !/--no-daemon|--attach/.test(text))
    return 'is left to the pm2 daemon';
  if (program === 'forever' && args[0] === 'start') return 'is left to the forever daemon';
  if (program === 'start-stop-daemon') return 'is started as a daemon';
  if (
    (program === 'screen' && /^-\w*d/.test(args[0] ?? '')) ||
    (program === 'tmux' && /^new(?:-session)?$/.test(args[0] ?? '') && args.includes('-d'))
  )
    return `is detached by ${program}`;
  if (program === 'celery' && args.includes('multi') && args.includes('start'))
    return 'is started as a daemon by celery multi';
  if (
    /^(?:podman-compose|docker-compose|docker|podman)$/.test(program) &&
    /\b(?:up|run)\b/.test(text) &&
    args.some((arg) => arg === '-d' || arg === '--detach')
  )
    return `is detached (${program} -d)`;
  if (!SERVERS.test(program)) return null;
  if (args.some((arg) => /^--(?:daemon|daemonize|detach)(?:=(?!false|0|no)|$)/.test(arg)) || isShortFlag(program, args))
    return `daemonises ${program}`;
  const pid =
    optionOf(args, '--pid', '--pidfile', '--pid-file') ?? (program === 'gunicorn' ? optionOf(args, '-p') : null);
  if (pid !== null && pid !== '' && pid !== '/dev/null' && !pid.startsWith('-')) return `writes a PID file (${pid})`;
  return null;
}

function isShortFlag(program: string, args: readonly string[]): boolean {
  if (program === 'gunicorn' || program === 'unicorn' || /^php-fpm/.test(program) || program === 'unicorn_rails')
    return args.includes('-D');
  if (
    program === 'sidekiq' ||
    program === 'puma' ||
    program === 'rails' ||
    program === 'thin' ||
    program === 'resque-pool'
  )
    return args.includes('-d');
  return (program === 'celery' && args.includes('-D')) || (program === 'uwsgi' && args.includes('-d'));
}
