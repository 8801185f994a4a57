import { type IniEntry, parseIni } from '../../repo/parsers/ini.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { parseSource, type SourceNode, spanOf } from '../../repo/parsers/source.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import { flattenData } from '../settings/flatten-data.ts';
import { type ConfigLine, readDictConfig } from './dict-config.ts';
import { formatKind, handlerKind, streamOfPath } from './handler-kind.ts';
import { levelSource } from './level-source.ts';
import { isToolPath } from './log-paths.ts';
import type { LogRecords, LogSources } from './log-records.ts';

const HANDLERS = [
  'StreamHandler',
  'FileHandler',
  'RotatingFileHandler',
  'TimedRotatingFileHandler',
  'WatchedFileHandler',
  'ConcurrentRotatingFileHandler',
  'SysLogHandler',
  'SocketHandler',
  'DatagramHandler',
  'HTTPHandler',
  'SMTPHandler',
  'CloudWatchLogHandler',
  'GELFUDPHandler',
  'GELFTCPHandler',
  'LokiHandler',
  'LogstashHandler',
  'AsynchronousLogstashHandler',
  'RichHandler',
];
const parsePython = (text: string) => parseSource('python', text);

/** Python's standard logging: Django's LOGGING, dictConfig, fileConfig, basicConfig and handlers made in code. */
export function pythonLogging(sources: LogSources, records: LogRecords): void {
  djangoLogging(sources, records);
  basicConfig(sources, records);
  dictConfigs(sources, records);
  handlersInCode(sources, records);
  levelsInCode(sources, records);
  iniFiles(sources, records);
}

function djangoLogging({ repo, settings, stacks }: LogSources, records: LogRecords): void {
  if (!stacks.has('django')) return;
  const whole = settings.inForce('LOGGING');
  const lines = settings
    .inForceUnder('LOGGING.')
    .map((setting) => ({ key: setting.key.slice('LOGGING.'.length), text: setting.value.text, place: setting.place }));
  lines.push(...addedHandlers({ repo, settings }));
  for (const setting of whole) records.setup('Django LOGGING', 'python', setting.place);
  if (lines.length > 0) readDictConfig(repo, lines, records);
  else if (whole.length === 0) {
    const django = stacks.find('django');
    const file = settings.files.find(
      (item) => item.framework === 'django' && (item.profile === 'base' || item.profile === 'production'),
    );
    const place = file ? placeOf(file.path) : django?.place;
    if (!place) return;
    records.setup('Django default logging', 'python', place);
    records.sink('stderr', 'Django default logging', place);
    records.format('text', 'Django default logging', place);
  }
}

/** `LOGGING["loggers"]["django.request"]["handlers"].append("syslog")`, where no condition stands before it. */
function addedHandlers({ repo, settings }: Pick<LogSources, 'repo' | 'settings'>): ConfigLine[] {
  const call =
    /^LOGGING\[["'](?<first>root|loggers)["']\](?:\[["'](?<name>[^"'\]]*)["']\])?\[["']handlers["']\]\s*(?:\.(?:append|extend|insert)\(|\+=)(?<names>[^\n]*)/;
  return settings.files
    .filter(({ framework, profile }) => framework === 'django' && (profile === 'base' || profile === 'production'))
    .flatMap(({ path }) =>
      repo.lines(path).flatMap((line, index) => {
        const found = call.exec(line)?.groups;
        if (!found) return [];
        const key = found.name === undefined ? 'root.handlers' : `loggers.${found.name}.handlers`;
        return [{ key, text: found.names ?? '', place: placeOf(path, index + 1) }];
      }),
    );
}

function basicConfig({ repo, code }: LogSources, records: LogRecords): void {
  for (const call of code.calls({ languages: ['python'], callees: ['logging.basicConfig', 'basicConfig'] })) {
    if (isToolPath(call.path) || isDebugging(repo.lines(call.path), call.place.startLine)) continue;
    records.setup('logging.basicConfig', 'python', call.place);
    const { filename, stream, handlers, level, format } = call.named;
    if (filename) records.sink(streamOfPath(filename) ?? 'file', 'logging.basicConfig(filename=…)', call.place);
    else if (!handlers)
      records.sink(stream && /stdout/.test(stream) ? 'stdout' : 'stderr', 'logging.basicConfig', call.place);
    records.format(format ? formatKind(format) : 'text', 'logging.basicConfig', call.place);
    const source = level ? levelSource(level, repo.code(call.path)) : null;
    if (source) records.level(source, level ?? '', call.place);
  }
}

/** `dictConfig({…})`, `dictConfig(NAME)`, and uvicorn's `log_config=`; a name is looked up in all production source. */
function dictConfigs(sources: LogSources, records: LogRecords): void {
  const { code, repo, stacks } = sources;
  const seen = new Set<string>();
  for (const call of code.calls({ languages: ['python'], callees: ['dictConfig', 'uvicorn.run'] })) {
    const argument =
      (call.callee.endsWith('dictConfig') ? (call.positional[0] ?? call.named.config) : call.named.log_config) ?? '';
    const name = /(?:^|\.)(?<name>\w+)$/.exec(argument.trim())?.groups?.name;
    if (call.callee.endsWith('dictConfig')) records.setup('logging.config.dictConfig', 'python', call.place);
    // Django hands its own setting over.
    if (name === 'LOGGING' && stacks.has('django')) continue;
    const holders = name === undefined ? [call.path] : [call.path, ...code.containing([name], ['python'])];
    for (const path of new Set(holders)) {
      const root = repo.parsed(path, parsePython)?.tree?.root;
      const dictionary =
        name === undefined
          ? dictionaryAt(root, call.place.startLine, call.place.endLine)
          : assignedDictionary(root, name);
      if (!dictionary) continue;
      const key = `${path}:${dictionary.range().start.index}`;
      if (!seen.has(key)) readDictConfig(repo, flatten(path, dictionary), records);
      seen.add(key);
      break;
    }
  }
}

function assignedDictionary(root: SourceNode | undefined, name: string): SourceNode | null {
  const nodes = root?.findAll({ rule: { kind: 'assignment', has: { field: 'left', regex: `^${name}$` } } }) ?? [];
  return nodes.map((node) => node.field('right')).find((right) => right?.is('dictionary')) ?? null;
}

function dictionaryAt(root: SourceNode | undefined, from: number, to: number): SourceNode | null {
  return (
    root
      ?.findAll({ rule: { kind: 'dictionary' } })
      .find((node) => spanOf(node).startLine >= from && spanOf(node).endLine <= to) ?? null
  );
}

function flatten(path: string, node: SourceNode, prefix = '', depth = 0): ConfigLine[] {
  if (!node.is('dictionary') || depth > 8)
    return [{ key: prefix, text: node.text(), place: { path, ...spanOf(node) } }];
  return node.children().flatMap((pair) => {
    const word = /^[rbu]?["'](?<word>[^"'\n]*)["']$/.exec(pair.field('key')?.text() ?? '')?.groups?.word;
    const value = pair.field('value');
    return word === undefined || !value
      ? []
      : flatten(path, value, prefix === '' ? word : `${prefix}.${word}`, depth + 1);
  });
}

function handlersInCode({ repo, code }: LogSources, records: LogRecords): void {
  // One literal pass instead of one for each class.
  const holders = code.containing(['Handler'], ['python']).map((path) => repo.text(path));
  const callees = HANDLERS.filter((name) => holders.some((text) => text.includes(name)));
  for (const call of callees.length > 0 ? code.calls({ languages: ['python'], callees }) : []) {
    if (isToolPath(call.path) || !/logging|watchtower|logstash|pygelf|rich/.test(repo.text(call.path))) continue;
    const first = call.positional[0] ?? call.named.filename ?? call.named.stream ?? '';
    const kind = handlerKind(call.callee);
    if (!kind) continue;
    const stream = kind === 'stderr' && /stdout/.test(first) ? 'stdout' : kind;
    records.sink(kind === 'file' ? (streamOfPath(first) ?? 'file') : stream, call.callee, call.place);
    records.setup(call.callee, 'python', call.place);
  }
  for (const call of code.calls({
    languages: ['python'],
    callees: ['logging.Formatter', 'JsonFormatter', 'StdlibFormatter', 'LogfmtFormatter'],
  })) {
    if (!isToolPath(call.path))
      records.format(
        formatKind(
          /json|Stdlib|Logfmt/i.test(call.callee)
            ? call.callee.replace('StdlibFormatter', 'EcsFormatter')
            : (call.positional[0] ?? call.named.fmt ?? ''),
        ),
        call.callee,
        call.place,
      );
  }
}

function levelsInCode({ repo, code }: LogSources, records: LogRecords): void {
  const pattern =
    /(?<receiver>[\w.]*)(?:\((?<argument>[^()\n]{0,100})\))?\.setLevel\(\s*(?<level>[^\n]{1,150}?)\s*\)\s*(?=\n|$)/g;
  for (const { path, match, place } of code.search({ languages: ['python'], literals: ['.setLevel('], pattern })) {
    const { receiver = '', argument, level = '' } = match.groups ?? {};
    const source = levelSource(level, repo.code(path));
    if (isToolPath(path) || !source || isDebugging(repo.lines(path), place.startLine)) continue;
    const own =
      argument === undefined
        ? /log|root|handler|\bch\b|\bsh\b/i.test(receiver)
        : argument.trim() === '' || argument.trim() === '__name__';
    if (own || source === 'environment') records.level(source, level, place);
  }
}

/** Stands below an `if` about debugging: a switch for developers. */
function isDebugging(lines: readonly string[], line: number): boolean {
  let indent = indentOf(lines[line - 1] ?? '');
  for (let at = line - 2; at >= Math.max(0, line - 40) && indent > 0; at -= 1) {
    const text = lines[at] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    if (/^\s*(?:el)?if\b(?!.*\bnot\s+[\w.]*debug).*debug/i.test(text)) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Files of `fileConfig` (alembic.ini, logging.ini) and of uvicorn's `--log-config`. */
function iniFiles({ repo }: LogSources, records: LogRecords): void {
  for (const path of repo.withExtension('yaml', 'yml', 'json')) {
    if (!repo.isProduction(path) || !/^(?:logging|log[-_.]?(?:config|conf|ini))/i.test(baseName(path))) continue;
    const root = repo.parsed(path, path.endsWith('json') ? parseJson : parseYaml)?.root;
    if (!root?.get('handlers') || !(root.get('loggers') ?? root.get('root'))) continue;
    records.setup('logging configuration file', 'python', placeOf(path));
    const lines = flattenData(root).map(({ key, text, startLine, endLine }) => ({
      key,
      text: text ?? '',
      place: placeOf(path, startLine, endLine),
    }));
    readDictConfig(repo, lines, records);
  }
  for (const path of repo.withExtension('ini', 'conf', 'cfg')) {
    if (!repo.isProduction(path) || !repo.text(path).includes('[handler_')) continue;
    const lines = (repo.parsed(path, parseIni)?.entries ?? []).flatMap((entry) => iniLine(path, entry));
    // Alembic's own level concerns the migration command, not the app.
    const isAlembic = repo.text(path).includes('[alembic]');
    records.setup('logging.config.fileConfig', 'python', placeOf(path));
    readDictConfig(repo, isAlembic ? lines.filter(({ key }) => !key.endsWith('.level')) : lines, records);
  }
}

function iniLine(path: string, entry: IniEntry): ConfigLine[] {
  const section = /^(?<kind>logger|handler|formatter)_(?<name>.+)$/.exec(entry.section)?.groups;
  if (!section) return [];
  const prefix = section.kind === 'logger' && section.name === 'root' ? 'root' : `${section.kind}s.${section.name}`;
  const value = entry.value ?? '';
  const place = placeOf(path, entry.startLine, entry.endLine);
  if (entry.key !== 'args') return [{ key: `${prefix}.${entry.key}`, text: value, place }];
  const first = value.replace(/^\(\s*|,?\s*\)$/g, '').split(',')[0] ?? '';
  return [{ key: `${prefix}.${/std(?:out|err)/.test(value) ? 'stream' : 'filename'}`, text: first, place }];
}
