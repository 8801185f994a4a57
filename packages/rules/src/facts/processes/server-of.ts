import type { Command } from '../commands-fact.ts';
import type { ServerCommand } from '../processes-fact.ts';

type Test = (args: readonly string[], command: Command) => ServerCommand | null;

const web = (name: string, development = false): ServerCommand => ({ name, type: 'web', development });
const worker = (name: string): ServerCommand => ({ name, type: 'worker', development: false });
const scheduler = (name: string): ServerCommand => ({ name, type: 'scheduler', development: false });

const always =
  (server: ServerCommand): Test =>
  () =>
    server;
const withWord =
  (word: string, server: ServerCommand): Test =>
  (args) =>
    args.includes(word) ? server : null;

const programs: Readonly<Record<string, Test>> = {
  gunicorn: (args) => web('gunicorn', args.includes('--reload')),
  uvicorn: (args) => web('uvicorn', args.includes('--reload')),
  hypercorn: (args) => web('hypercorn', args.includes('--reload')),
  granian: (args) => web('granian', args.includes('--reload')),
  daphne: always(web('daphne')),
  'waitress-serve': always(web('waitress')),
  uwsgi: always(web('uwsgi')),
  fastapi: (args) => (args[0] === 'dev' ? web('fastapi-dev', true) : args[0] === 'run' ? web('fastapi-run') : null),
  streamlit: withWord('run', web('streamlit')),
  celery: celery,
  rq: (args) => (args[0] === 'worker' || args[0] === 'worker-pool' ? worker('rq-worker') : null),
  rqworker: always(worker('rq-worker')),
  rqscheduler: always(scheduler('rq-scheduler')),
  dramatiq: always(worker('dramatiq')),
  huey_consumer: always(worker('huey')),
  'huey_consumer.py': always(worker('huey')),
  arq: always(worker('arq')),
  flask: flask,
  puma: always(web('puma')),
  unicorn: always(web('unicorn')),
  thrust: (args, command) => rails(args.slice(1), command),
  thin: always(web('thin')),
  rackup: always(web('rackup')),
  rails: rails,
  sidekiq: always(worker('sidekiq')),
  resque: always(worker('resque')),
  good_job: withWord('start', worker('good-job')),
  clockwork: always(scheduler('clockwork')),
  'resque-scheduler': always(scheduler('resque-scheduler')),
  jobs: (_args, command) => (command.words[0]?.endsWith('bin/jobs') ? worker('solid-queue') : null),
  rake: (args) =>
    args.some((arg) => /^(?:resque|jobs|delayed_job|solid_queue|sneakers):(?:work|start|run)/.test(arg))
      ? worker('rake-worker')
      : null,
  next: (args) => (args[0] === 'start' ? web('next-start') : args[0] === 'dev' ? web('next-dev', true) : null),
  nuxt: (args) =>
    args[0] === 'start' || args[0] === 'preview' ? web('nuxt-start') : args[0] === 'dev' ? web('nuxt-dev', true) : null,
  nuxi: (args) => (args[0] === 'dev' ? web('nuxt-dev', true) : null),
  nest: (args) =>
    args[0] === 'start'
      ? web(
          'nest-start',
          args.some((arg) => arg === '--watch' || arg === '-w' || arg === '--debug'),
        )
      : null,
  vite: (args) =>
    args[0] === 'build' || args[0] === 'optimize' ? null : web(args[0] === 'preview' ? 'vite-preview' : 'vite', true),
  ng: (args) => (args[0] === 'serve' || args[0] === 's' ? web('ng-serve', true) : null),
  astro: (args) => (args[0] === 'dev' || args[0] === 'preview' ? web('astro-dev', true) : null),
  remix: (args) => (args[0] === 'dev' || args[0] === 'vite:dev' ? web('remix-dev', true) : null),
  'remix-serve': always(web('remix-serve')),
  'react-router': (args) => (args[0] === 'dev' ? web('react-router-dev', true) : null),
  'react-router-serve': always(web('react-router-serve')),
  gatsby: (args) => (args[0] === 'develop' ? web('gatsby-develop', true) : null),
  'react-scripts': (args) => (args[0] === 'start' ? web('react-scripts-start', true) : null),
  'vue-cli-service': (args) => (args[0] === 'serve' ? web('vue-cli-serve', true) : null),
  'webpack-dev-server': always(web('webpack-dev-server', true)),
  webpack: (args) => (args[0] === 'serve' || args[0] === 'dev-server' ? web('webpack-dev-server', true) : null),
  nodemon: always(web('nodemon', true)),
  'ts-node-dev': always(web('ts-node-dev', true)),
  tsx: (args) => (args.includes('watch') || args.includes('--watch') ? web('tsx-watch', true) : web('tsx')),
  'ts-node': always(web('ts-node')),
  node: (args) =>
    args.some((arg) => arg === '-e' || arg === '--eval' || arg === '-v' || arg === '--version' || arg === '-p')
      ? null
      : { name: 'node', type: 'other', development: args.includes('--watch') },
  bun: (args) =>
    ['install', 'add', 'run', 'x', 'build', 'test', 'i'].includes(args[0] ?? '')
      ? null
      : { name: 'bun', type: 'other', development: args.includes('--watch') || args.includes('--hot') },
  deno: (args) =>
    args[0] === 'run' || args[0] === 'serve'
      ? { name: 'deno', type: 'other', development: args.includes('--watch') }
      : null,
  pm2: (args) => (['start', 'startOrReload', 'startOrRestart'].includes(args[0] ?? '') ? web('pm2') : null),
  'pm2-runtime': always(web('pm2-runtime')),
  'pm2-docker': always(web('pm2-runtime')),
  strapi: (args) =>
    args[0] === 'start'
      ? web('strapi-start')
      : args[0] === 'develop' || args[0] === 'dev'
        ? web('strapi-develop', true)
        : null,
  medusa: (args) =>
    args[0] === 'start' ? web('medusa-start') : args[0] === 'develop' ? web('medusa-develop', true) : null,
  serve: always(web('serve')),
  'http-server': always(web('http-server')),
  java: (args) =>
    args.includes('-version') || args.includes('--version') ? null : { name: 'java', type: 'web', development: false },
  'catalina.sh': always(web('tomcat')),
  mvn: (args) =>
    args.some((arg) => /spring-boot:run|quarkus:dev|jetty:run/.test(arg)) ? web('maven-run', true) : null,
  gradle: (args) => (args.some((arg) => /bootRun|quarkusDev/.test(arg)) ? web('gradle-run', true) : null),
  go: (args) => (args[0] === 'run' ? { name: 'go-run', type: 'web', development: true } : null),
  air: always(web('air', true)),
  dotnet: (args) =>
    args[0] === 'watch'
      ? web('dotnet-watch', true)
      : args[0] === 'run'
        ? web('dotnet-run', true)
        : /\.dll$/.test(args[0] ?? '')
          ? { name: 'dotnet', type: 'other', development: false }
          : null,
  cargo: (args) => (args[0] === 'run' || args[0] === 'watch' ? web(`cargo-${args[0]}`, true) : null),
  mix: (args) => (args[0] === 'phx.server' || args.includes('phx.server') ? web('phx-server') : null),
  iex: (args) => (args.includes('phx.server') ? web('iex-phx-server', true) : null),
  php: php,
  artisan: (args) => artisan(args),
  frankenphp: always(web('frankenphp')),
  'docker-php-entrypoint': (args, command) => inner(args, command),
  'php-fpm': always(web('php-fpm')),
  apache2ctl: always(web('apache')),
  'apache2-foreground': always(web('apache')),
  apachectl: always(web('apache')),
  httpd: always(web('apache')),
  'httpd-foreground': always(web('apache')),
  nginx: always(web('nginx')),
  caddy: withWord('run', web('caddy')),
  unitd: always(web('unit')),
  supervisord: always({ name: 'supervisord', type: 'other', development: false }),
  'start-apache2': always(web('apache')),
  'heroku-php-apache2': always(web('apache')),
  'heroku-php-nginx': always(web('nginx')),
  cron: always(scheduler('cron')),
  crond: always(scheduler('cron')),
  supercronic: always(scheduler('supercronic')),
};

/** Recognises a server, worker or scheduler by its command; null for anything else. */
export function serverOf(command: Command): ServerCommand | null {
  const { program, args } = command;
  if (/^(?:python|python3|python3?\.\d+|pypy3?)$/.test(program)) return python(args, command);
  if (program === 'manage.py' || program === 'django-admin' || program === 'django-admin.py') return django(args);
  if (/^(?:mvnw)$/.test(program)) return programs.mvn?.(args, command) ?? null;
  if (/^(?:gradlew)$/.test(program)) return programs.gradle?.(args, command) ?? null;
  if (/^php-fpm[\d.]*$/.test(program)) return web('php-fpm');
  if (Object.hasOwn(programs, program)) return programs[program]?.(args, command) ?? null;
  return null;
}

function inner(args: readonly string[], command: Command): ServerCommand | null {
  const [program = '', ...rest] = args;
  return program === ''
    ? null
    : serverOf({ ...command, program: program.slice(program.lastIndexOf('/') + 1), args: rest });
}

function python(args: readonly string[], command: Command): ServerCommand | null {
  let index = 0;
  while (/^-[A-Zbdisuv]+$/.test(args[index] ?? '') || args[index] === '-W' || args[index] === '-X')
    index += args[index] === '-W' || args[index] === '-X' ? 2 : 1;
  const first = args[index] ?? '';
  const rest = args.slice(index + 1);
  if (first === '-m') {
    const module = rest[0] ?? '';
    if (module === 'http.server') return web('python-http-server', true);
    if (module === 'manage') return django(rest.slice(1));
    return (
      inner([module === 'django' ? 'django-admin' : module, ...rest.slice(1)], command) ?? {
        name: 'python',
        type: 'other',
        development: false,
      }
    );
  }
  if (first === '-c' || first === '' || first === '-V' || first === '--version') return null;
  if (first.endsWith('manage.py')) return django(rest);
  return { name: 'python', type: 'other', development: false };
}

function django(args: readonly string[]): ServerCommand | null {
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (/^(?:runserver|runserver_plus|testserver)$/.test(name)) return web(`django-${name}`, true);
  if (/^(?:rqworker|qcluster|run_huey|rundramatiq|db_worker|process_tasks|procrastinate|worker)$/.test(name))
    return worker(`django-${name}`);
  if (/^(?:rqscheduler|celery_beat|run_?scheduler|crontab_loop)$/.test(name)) return scheduler(`django-${name}`);
  if (/^(?:run_?gunicorn|rungunicorn|runuwsgi)$/.test(name)) return web(`django-${name}`);
  return null;
}

function celery(args: readonly string[]): ServerCommand | null {
  if (args.includes('worker'))
    return worker(
      args.some((arg) => arg === '-B' || arg === '--beat' || /^-[A-Za-z]*B$/.test(arg))
        ? 'celery-worker-beat'
        : 'celery-worker',
    );
  if (args.includes('beat')) return scheduler('celery-beat');
  return args.includes('flower') ? web('celery-flower') : null;
}

function flask(args: readonly string[]): ServerCommand | null {
  if (args.includes('run') && !args.includes('routes')) return web('flask-run', true);
  return args.includes('rq') && args.includes('worker') ? worker('rq-worker') : null;
}

function rails(args: readonly string[], _command: Command): ServerCommand | null {
  const words = args.map((arg) => arg.replace(/^.*\/rails$/, 'rails')).filter((arg) => arg !== 'rails');
  if (words[0] === 'server' || words[0] === 's') return web('rails-server');
  return words[0] === 'jobs:work' || words[0] === 'solid_queue:start' ? worker(words[0]) : null;
}

function php(args: readonly string[]): ServerCommand | null {
  if (args.includes('-S')) return web('php-built-in', true);
  const at = args.findIndex((arg) => /(?:^|\/)artisan$/.test(arg));
  if (at >= 0) return artisan(args.slice(at + 1));
  const console = args.findIndex((arg) => /(?:^|\/)bin\/console$/.test(arg));
  if (console < 0) return null;
  const name = args[console + 1] ?? '';
  return name === 'messenger:consume'
    ? worker('messenger-consume')
    : name === 'server:run'
      ? web('symfony-server-run', true)
      : null;
}

function artisan(args: readonly string[]): ServerCommand | null {
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (name === 'serve') return web('artisan-serve', true);
  if (name.startsWith('octane:')) return web('octane', args.includes('--watch'));
  if (/^(?:queue:work|queue:listen|horizon)$/.test(name)) return worker(`artisan-${name}`);
  return name === 'schedule:work' || name === 'schedule:run' ? scheduler(`artisan-${name}`) : null;
}
