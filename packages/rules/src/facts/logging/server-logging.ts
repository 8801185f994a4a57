import { type IniEntry, parseIni } from '../../repo/parsers/ini.ts';
import { baseName, type Place, placeOf } from '../../repo/place.ts';
import type { Command } from '../commands-fact.ts';
import type { LogSink } from '../logging-fact.ts';
import { streamOfPath } from './handler-kind.ts';
import { levelSource } from './level-source.ts';
import type { LogRecords, LogSources } from './log-records.ts';

/** Servers that write their log to a standard stream when nothing says otherwise. */
const STREAMS: Readonly<Record<string, 'stdout' | 'stderr'>> = {
  gunicorn: 'stderr',
  uvicorn: 'stderr',
  'fastapi-run': 'stderr',
  hypercorn: 'stderr',
  daphne: 'stderr',
  granian: 'stderr',
  waitress: 'stderr',
  uwsgi: 'stderr',
  puma: 'stdout',
  'rails-server': 'stdout',
};
const LOG_OPTIONS: Readonly<Record<string, RegExp>> = {
  gunicorn: /^--(?:access-logfile|error-logfile|log-file)$/,
  hypercorn: /^--(?:access-logfile|error-logfile|access-log|error-log)$/,
  daphne: /^--access-log$/,
  celery: /^(?:--logfile|-f)$/,
  uwsgi: /^(?:--logto2?|--daemonize2?|--req-logger|--logger|-d)$/,
  supervisord: /^(?:-l|--logfile)$/,
};
const LEVEL_OPTION = /^(?:--log-?level|--loglevel|-l)$/;

/** Flags and configuration of servers and supervisors: Gunicorn, uvicorn, uWSGI, Celery, supervisord. */
export function serverLogging(sources: LogSources, records: LogRecords): void {
  const seen = new Set<string>();
  // Celery leaves logging alone, its own level included, where the app connects to this signal.
  const setsUpCelery = sources.code.containing(['setup_logging.connect'], ['python']).length > 0;
  const read = (command: Command, place: Place): void => {
    const key = `${place.path}:${place.startLine}:${command.text}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (command.program !== 'celery' || !setsUpCelery) readOptions(command, place, records);
  };
  for (const process of sources.processes.production) {
    for (const { command, place } of process.steps) {
      read(command, place);
      redirects(command, place, records);
    }
    const server = process.main ? sources.processes.serverOf(process.main.command) : null;
    const stream =
      server && !server.development && Object.hasOwn(STREAMS, server.name) ? STREAMS[server.name] : undefined;
    const place = process.main?.place;
    if (
      stream &&
      server &&
      place &&
      !records.found.sinks.some((sink) => sink.place.path === place.path && sink.place.startLine === place.startLine)
    )
      records.sink(stream, `${server.name} default`, place);
  }
  // Start scripts of images that are built elsewhere.
  for (const use of sources.commands.from('script', 'start'))
    if (use.purpose === 'production') read(use.command, use.command.place);
  gunicornConfigs(sources, records);
  iniServers(sources, records);
}

function readOptions(command: Command, place: Place, records: LogRecords): void {
  const { program } = command;
  const takesLevel = /^(?:gunicorn|hypercorn|uvicorn|daphne|celery|uwsgi)$/.test(program);
  const logOption = Object.hasOwn(LOG_OPTIONS, program) ? LOG_OPTIONS[program] : undefined;
  for (const [index, raw] of command.args.entries()) {
    const equals = raw.startsWith('--') ? raw.indexOf('=') : -1;
    const name = equals < 0 ? raw : raw.slice(0, equals);
    const value = equals < 0 ? (command.args[index + 1] ?? '') : raw.slice(equals + 1);
    if (logOption?.test(name)) records.sink(sinkOfValue(value), `${program} ${name}`, place);
    else if (program === 'gunicorn' && name === '--log-syslog') records.sink('syslog', 'gunicorn --log-syslog', place);
    else if (takesLevel && LEVEL_OPTION.test(name)) {
      const source = value.includes('$') ? 'environment' : levelSource(value);
      if (source) records.level(source, `${program} ${name} ${value}`, place);
    }
  }
}

/** A start that sends its output to a file. */
function redirects(command: Command, place: Place, records: LogRecords): void {
  for (const redirect of command.redirects) {
    const file = /^(?:\d|&)?>>?(?<file>[^&].*)$/.exec(redirect)?.groups?.file?.trim();
    if (file && /\.(?:log|out|err)$|\/log\//.test(file))
      records.sink(streamOfPath(file) ?? 'file', `${command.program} ${redirect}`, place);
  }
}

function sinkOfValue(value: string): 'file' | 'stdout' | 'stderr' | 'null' | 'syslog' {
  const text = value.replace(/^(?:file|stdio):/, '');
  if (value.startsWith('syslog')) return 'syslog';
  if (value === '' || value.startsWith('stdio') || value === 'None') return 'stdout';
  return streamOfPath(text) ?? 'file';
}

function gunicornConfigs({ repo }: LogSources, records: LogRecords): void {
  const names = repo.withExtension('py').filter((path) => /gunicorn/i.test(baseName(path)) && repo.isProduction(path));
  for (const path of names) {
    const code = repo.code(path);
    for (const match of code.matchAll(
      /^(?<name>accesslog|errorlog|logfile|loglevel|access_log_format)[ \t]*=[ \t]*(?<value>[^\n]{1,200})/gm,
    )) {
      const { name = '', value = '' } = match.groups ?? {};
      const place = repo.placeAt(path, match.index);
      if (name === 'access_log_format') continue;
      if (name === 'loglevel') {
        const source = levelSource(value, code);
        if (source) records.level(source, value, place);
        continue;
      }
      // A value from the environment with a stream as its default is one.
      const literal = [...value.matchAll(/["'](?<text>[^"']{0,150})["']/g)].at(-1)?.groups?.text;
      if (literal !== undefined && literal !== '')
        records.sink(
          streamOfPath(literal) ?? (/\/|\.log$/.test(literal) ? 'file' : 'stdout'),
          `gunicorn ${name}`,
          place,
        );
    }
  }
}

function iniServers({ repo, processes }: LogSources, records: LogRecords): void {
  const supervised = new Set(
    processes.all.filter((process) => process.deploy === 'supervisor').map((process) => process.place.path),
  );
  for (const path of repo.withExtension('ini', 'conf')) {
    if (!repo.isProduction(path)) continue;
    const text = repo.text(path);
    const isSupervisor = supervised.has(path) || /^\[(?:supervisord|program:)/m.test(text);
    if (!isSupervisor && !/^\[uwsgi\]/m.test(text)) continue;
    for (const entry of repo.parsed(path, parseIni)?.entries ?? []) {
      const kind = isSupervisor ? supervisorSink(entry) : uwsgiSink(entry);
      if (kind)
        records.sink(kind, `${isSupervisor ? 'supervisor' : 'uwsgi'} ${entry.key}`, placeOf(path, entry.startLine));
    }
  }
}

function supervisorSink({ section, key, value }: IniEntry): LogSink['kind'] | null {
  if (!/^(?:stdout|stderr)_logfile$/.test(key) || !/^(?:program|eventlistener|fcgi-program):/.test(section))
    return null;
  return /^(?:NONE|AUTO)$/i.test(value ?? '') ? 'null' : (streamOfPath(value ?? '') ?? 'file');
}

function uwsgiSink({ section, key, value }: IniEntry): LogSink['kind'] | null {
  if (section !== 'uwsgi') return null;
  if (key === 'log-syslog') return 'syslog';
  return /^(?:logto2?|daemonize2?|logger|req-logger)$/.test(key) ? sinkOfValue(value ?? '') : null;
}
