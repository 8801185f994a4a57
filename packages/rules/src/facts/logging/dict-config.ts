import type { Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { LogSink } from '../logging-fact.ts';
import { formatKind, handlerKind, streamOfPath } from './handler-kind.ts';
import { levelSource } from './level-source.ts';
import type { LogRecords } from './log-records.ts';

/** One value of a logging dictionary by its path: `handlers.console.class`. */
export interface ConfigLine {
  key: string;
  text: string;
  place: Place;
}

interface Handler {
  className: string;
  place: Place;
  stream: string;
  filename: string;
  formatter: string | null;
  level: ConfigLine | null;
  filters: string;
}

/** Reads the dictionary of Python's `logging.config`: only handlers that a logger names are in force. */
export function readDictConfig(repo: Repo, lines: readonly ConfigLine[], records: LogRecords): void {
  const handlers = handlersOf(lines);
  const used = new Set<string>();
  for (const { key, text } of lines) {
    const logger = /^(?:root|loggers\.(?<name>.+))\.handlers(?:\.\d+)?$/.exec(key);
    // Django's own development server logs there.
    if (!logger || logger.groups?.name === 'django.server') continue;
    for (const name of namesIn(text)) used.add(name);
  }
  for (const [name, handler] of handlers) {
    const kind = sinkOf(repo, handler);
    const stage = /require_debug_true/i.test(handler.filters) ? 'development' : 'production';
    const inForce = used.has(name);
    if (kind) records.sink(kind, unquoted(handler.className), handler.place, { inForce, stage });
    if (!inForce || stage !== 'production') continue;
    if (kind === 'stdout' || kind === 'stderr' || kind === 'file') addFormat(lines, handler, records);
    if (handler.level) addLevel(handler.level, records);
  }
  for (const line of lines) {
    const logger = /^(?:root|loggers\.(?<name>.+))\.level$/.exec(line.key);
    if (!logger) continue;
    const name = logger.groups?.name ?? '';
    // Hushing one library is no choice of the app's level.
    if (levelSource(line.text) === 'literal' && name !== '' && !isOwnLogger(repo, name)) continue;
    addLevel(line, records);
  }
}

function handlersOf(lines: readonly ConfigLine[]): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  for (const line of lines) {
    const match =
      /^handlers\.(?<name>[^.]+)\.(?<field>class|\(\)|stream|filename|formatter|level|filters)(?:\.\d+)?$/.exec(
        line.key,
      );
    if (!match?.groups) continue;
    const { name = '', field } = match.groups;
    const handler = handlers.get(name) ?? {
      className: '',
      place: line.place,
      stream: '',
      filename: '',
      formatter: null,
      level: null,
      filters: '',
    };
    handlers.set(name, handler);
    if (field === 'class' || field === '()') {
      handler.className = line.text;
      handler.place = line.place;
    } else if (field === 'level') handler.level = line;
    else if (field === 'formatter') handler.formatter = unquoted(inProduction(line.text));
    else if (field === 'filters') handler.filters += line.text;
    else if (field === 'stream') handler.stream = line.text;
    else if (field === 'filename') handler.filename = line.text;
  }
  return handlers;
}

/** `"verbose" if DEBUG else "json"`: what is left where nothing is debugged. */
function inProduction(text: string): string {
  const choice =
    /^(?<first>["'][\w.-]+["'])\s+if\s+(?<not>not\s+)?(?:\w+\.)*DEBUG\s+else\s+(?<last>["'][\w.-]+["'])$/.exec(
      text.trim(),
    )?.groups;
  return (choice?.not ? choice.first : choice?.last) ?? text;
}

function sinkOf(repo: Repo, handler: Handler): LogSink['kind'] | null {
  const className = unquoted(handler.className);
  const kind = handlerKind(className);
  if (kind === 'file') return streamOfPath(handler.filename) ?? 'file';
  if (kind === 'stderr') return /stdout/.test(handler.stream) || /RichHandler/.test(className) ? 'stdout' : 'stderr';
  if (kind) return kind;
  if (handler.filename !== '') return streamOfPath(handler.filename) ?? 'file';
  return ownHandlerKind(repo, className);
}

/** A handler class of the repository: by what its module does with a record. */
function ownHandlerKind(repo: Repo, className: string): LogSink['kind'] | null {
  const module = className.slice(0, Math.max(0, className.lastIndexOf('.'))).replaceAll('.', '/');
  if (module === '') return null;
  const paths = repo.paths.filter(
    (path) =>
      path.endsWith('.py') &&
      `/${path}`.match(/[^/]$/) &&
      (`/${path}`.endsWith(`/${module}.py`) || `/${path}`.endsWith(`/${module}/__init__.py`)),
  );
  const text = paths.map((path) => repo.code(path)).join('\n');
  if (/\.objects\.(?:create|bulk_create)\(|\.save\(|session\.add\(|\.insert_one\(/.test(text)) return 'database';
  if (/requests\.post|httpx\.|socket\.|boto3/.test(text)) return 'network';
  if (/\bopen\(|FileHandler/.test(text)) return 'file';
  return /sys\.stdout/.test(text) ? 'stdout' : /sys\.stderr|StreamHandler/.test(text) ? 'stderr' : null;
}

function addFormat(lines: readonly ConfigLine[], handler: Handler, records: LogRecords): void {
  const own =
    handler.formatter === null ? [] : lines.filter(({ key }) => key.startsWith(`formatters.${handler.formatter}.`));
  const line =
    own.find(({ key }) => /\.(?:class|\(\))$/.test(key)) ??
    own.find(({ key }) => /\.(?:format|fmt|processor|processors)$/.test(key));
  if (!line) {
    records.format('text', 'handler without a formatter', handler.place);
    return;
  }
  const all = own.map(({ text }) => text).join(' ');
  const kind = /structlog/.test(line.text)
    ? /JSONRenderer/.test(all)
      ? 'json'
      : /KeyValue|Logfmt/i.test(all)
        ? 'logfmt'
        : 'text'
    : formatKind(unquoted(line.text));
  records.format(kind, unquoted(line.text).slice(0, 80), line.place);
}

function addLevel(line: ConfigLine, records: LogRecords): void {
  const source = levelSource(line.text);
  // NOTSET leaves the choice to others.
  if (source && !/NOTSET/.test(line.text)) records.level(source, unquoted(line.text), line.place);
}

function isOwnLogger(repo: Repo, name: string): boolean {
  const top = name.split('.')[0] ?? '';
  return (
    /^(?:django|gunicorn|uvicorn|celery|flask|root|app)$/.test(top) ||
    repo.paths.some((path) => path === `${top}.py` || path.startsWith(`${top}/`) || path.includes(`/${top}/`))
  );
}

function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/["'](?<name>[\w.-]{1,80})["']/g)].map((match) => match.groups?.name ?? '');
  return quoted.length > 0 ? quoted : text.split(/[\s,[\]]+/).filter(Boolean);
}

function unquoted(text: string): string {
  return text.trim().replace(/^[rbuf]?["']+|["']+$/g, '');
}
