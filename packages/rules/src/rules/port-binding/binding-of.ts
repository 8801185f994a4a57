import type { RuleContext } from '../../engine/define-rule.ts';
import { optionOf } from '../../facts/processes/option-of.ts';
import type { Process, ProcessStep } from '../../facts/processes-fact.ts';
import { type Binding, bindingOfAddress, isLocal, isVariable, NOTHING } from './binding.ts';
import { bindingInCode } from './binding-in-code.ts';
import { bindingInConfig } from './binding-in-config.ts';

/** The binding of a web process, by its command, the configuration it names, and the program's own code. */
export function bindingOf(context: RuleContext, process: Process): Binding {
  const main = process.main;
  if (!main) return NOTHING;
  const server = context.facts.processes.serverOf(main.command)?.name ?? '';
  const convention = CONVENTIONS[server];
  if (!convention) return bindingInConfig(context, process, server) ?? bindingInCode(context, process);
  const given = fromOptions(main, convention);
  if (given.socket || (given.port && given.host)) return given;
  const configured = bindingInConfig(context, process, server) ?? NOTHING;
  if (configured.socket) return configured;
  const port = given.port ?? configured.port;
  const host = given.host ?? configured.host;
  return { socket: null, port: port ?? ownPort(convention, main), host: host ?? ownHost(convention, main, process) };
}

interface Convention {
  /** Options that hold `host:port`, `:port` or `unix:…`. */
  bind?: readonly string[];
  port?: readonly string[];
  host?: readonly string[];
  /** The port is a plain word after the command: `runserver 0.0.0.0:8000`. */
  word?: boolean;
  /** Without an option: the variable it reads, or the port it takes. */
  portVariable?: string;
  portDefault?: string;
  hostVariable?: string;
  hostDefault: 'public' | 'local' | 'with-port';
}

const CONVENTIONS: Readonly<Record<string, Convention>> = {
  gunicorn: { bind: ['-b', '--bind'], portVariable: 'PORT', hostDefault: 'with-port' },
  uvicorn: {
    bind: ['--uds'],
    port: ['--port'],
    host: ['--host'],
    portVariable: 'UVICORN_PORT',
    hostVariable: 'UVICORN_HOST',
    hostDefault: 'local',
  },
  'fastapi-run': { port: ['--port'], host: ['--host'], portVariable: 'PORT', hostDefault: 'public' },
  hypercorn: { bind: ['-b', '--bind'], portDefault: '8000', hostDefault: 'local' },
  granian: {
    port: ['--port'],
    host: ['--host'],
    bind: ['--uds'],
    portVariable: 'GRANIAN_PORT',
    hostVariable: 'GRANIAN_HOST',
    hostDefault: 'local',
  },
  daphne: { bind: ['-u'], port: ['-p', '--port'], host: ['-b', '--bind'], portDefault: '8000', hostDefault: 'local' },
  waitress: {
    bind: ['--listen', '--unix-socket'],
    port: ['--port'],
    host: ['--host'],
    portDefault: '8080',
    hostDefault: 'public',
  },
  'django-runserver': { word: true, portDefault: '8000', hostDefault: 'local' },
  'django-runserver_plus': { word: true, portDefault: '8000', hostDefault: 'local' },
  'flask-run': {
    port: ['-p', '--port'],
    host: ['-h', '--host'],
    portVariable: 'FLASK_RUN_PORT',
    hostVariable: 'FLASK_RUN_HOST',
    hostDefault: 'local',
  },
  streamlit: {
    port: ['--server.port'],
    host: ['--server.address'],
    portVariable: 'STREAMLIT_SERVER_PORT',
    hostDefault: 'public',
  },
  puma: { bind: ['-b', '--bind'], port: ['-p', '--port'], portVariable: 'PORT', hostDefault: 'public' },
  'rails-server': { host: ['-b', '--binding'], port: ['-p', '--port'], portVariable: 'PORT', hostDefault: 'public' },
  thin: { port: ['-p', '--port'], host: ['-a', '--address'], portDefault: '3000', hostDefault: 'public' },
  rackup: { port: ['-p', '--port'], host: ['-o', '--host'], portVariable: 'PORT', hostDefault: 'public' },
  'next-start': { port: ['-p', '--port'], host: ['-H', '--hostname'], portVariable: 'PORT', hostDefault: 'public' },
  'next-dev': { port: ['-p', '--port'], host: ['-H', '--hostname'], portVariable: 'PORT', hostDefault: 'public' },
  'nuxt-start': { portVariable: 'PORT', hostDefault: 'public' },
  'remix-serve': { portVariable: 'PORT', hostDefault: 'public' },
  'react-router-serve': { portVariable: 'PORT', hostDefault: 'public' },
  'strapi-start': { portVariable: 'PORT', hostDefault: 'public' },
  'medusa-start': { port: ['-p', '--port'], host: ['-H', '--host'], portVariable: 'PORT', hostDefault: 'public' },
  serve: { bind: ['-l', '--listen'], port: ['-p'], portVariable: 'PORT', hostDefault: 'public' },
  'http-server': { port: ['-p', '--port'], host: ['-a'], portVariable: 'PORT', hostDefault: 'public' },
  'vite-preview': { port: ['--port'], host: ['--host'], portDefault: '4173', hostDefault: 'local' },
  'artisan-serve': {
    port: ['--port'],
    host: ['--host'],
    portVariable: 'SERVER_PORT',
    hostVariable: 'SERVER_HOST',
    hostDefault: 'local',
  },
  'php-built-in': { bind: ['-S'], hostDefault: 'local' },
  octane: {
    port: ['--port'],
    host: ['--host'],
    portVariable: 'OCTANE_PORT',
    hostVariable: 'OCTANE_HOST',
    hostDefault: 'local',
  },
};

function fromOptions(main: ProcessStep, convention: Convention): Binding {
  const { args } = main.command;
  const place = main.place;
  const bind = convention.bind ? optionOf(args, ...convention.bind) : null;
  const word = convention.word
    ? (args.find((arg) => /^(?:[\w.[\]:-]+:)?(?:\d{2,5}|\$\{?\w[^\s]*)$/.test(arg)) ?? null)
    : null;
  const address = bind ?? word;
  const port = convention.port ? optionOf(args, ...convention.port) : null;
  const host = convention.host ? optionOf(args, ...convention.host) : null;
  const fromAddress = address === null ? NOTHING : bindingOfAddress(address, place);
  return {
    socket: fromAddress.socket,
    port: port === null ? fromAddress.port : { from: isVariable(port) ? 'environment' : 'literal', text: port, place },
    host: host === null ? fromAddress.host : { reach: isLocal(host) ? 'local' : 'public', text: host || 'all', place },
  };
}

function ownPort(convention: Convention, main: ProcessStep): Binding['port'] {
  if (convention.portVariable) return { from: 'environment', text: convention.portVariable, place: main.place };
  return convention.portDefault
    ? { from: 'literal', text: `${convention.portDefault} by default`, place: main.place }
    : null;
}

function ownHost(convention: Convention, main: ProcessStep, process: Process): Binding['host'] {
  const isSet = (name: string | undefined) =>
    name !== undefined &&
    (process.environment.some((entry) => entry.name === name) ||
      (process.built?.image.environment(process.built.stage).has(name) ?? false));
  if (isSet(convention.hostVariable))
    return { reach: 'public', text: convention.hostVariable ?? '', place: main.place };
  if (convention.hostDefault === 'public')
    return { reach: 'public', text: 'all interfaces by default', place: main.place };
  // Gunicorn takes all interfaces where PORT is set, which platforms and not images do.
  const isPlatform = /^(?:procfile|fly|render|railway|heroku-yml|app-yaml|project-toml|nixpacks)$/.test(process.deploy);
  if (convention.hostDefault === 'with-port' && (isPlatform || isSet('PORT') || isSet('GUNICORN_CMD_ARGS')))
    return { reach: 'public', text: 'all interfaces where PORT is set', place: main.place };
  return { reach: 'local', text: '127.0.0.1 by default', place: main.place };
}
