import type { LogSink } from '../logging-fact.ts';
import type { Setting } from '../settings-fact.ts';
import { formatKind, handlerKind, streamOfPath } from './handler-kind.ts';
import { levelSource } from './level-source.ts';
import type { LogRecords, LogSources } from './log-records.ts';
import { railsLogging } from './rails-logging.ts';

/** Rails, Laravel, Symfony and ASP.NET by their settings; what a framework does when nothing is set. */
export function frameworkLogging(sources: LogSources, records: LogRecords): void {
  if (sources.stacks.has('rails')) railsLogging(sources, records);
  if (sources.stacks.has('laravel')) laravelLogging(sources, records);
  symfonyLogging(sources, records);
  aspnetLogging(sources, records);
  if (sources.stacks.has('phoenix')) defaults(sources, records, 'phoenix', 'elixir', 'stdout');
}

function defaults(
  { stacks }: LogSources,
  records: LogRecords,
  name: string,
  language: 'elixir' | 'csharp',
  stream: 'stdout',
): void {
  const place = stacks.find(name)?.place;
  if (!place || records.found.setups.some((setup) => setup.language === language)) return;
  records.setup(`${name} default logging`, language, place);
  records.sink(stream, `${name} default logging`, place);
  records.format('text', `${name} default logging`, place);
  records.level('framework', `${name} default logging`, place);
}

function laravelLogging(sources: LogSources, records: LogRecords): void {
  const { settings, environment } = sources;
  const channels = settings.inForceUnder('logging.channels.');
  for (const chosen of settings.inForce('logging.default')) {
    records.setup('Laravel log channels', 'php', chosen.place);
    const deployed = chosen.value.variable
      ? environment
          .setInProduction(chosen.value.variable)
          .map((entry) => entry.value)
          .find((value) => value !== null)
      : undefined;
    const name = deployed ?? chosen.value.literal;
    if (name) laravelChannel({ settings: channels, chosen, sources }, name, records);
  }
}

interface Channels {
  settings: readonly Setting[];
  chosen: Setting;
  sources: LogSources;
}

function laravelChannel(channels: Channels, name: string, records: LogRecords, depth = 0): void {
  const { settings, chosen } = channels;
  const field = (key: string): Setting | undefined =>
    settings.find(
      (setting) => setting.key === `logging.channels.${name}.${key}` && setting.component === chosen.component,
    );
  const driver = field('driver');
  if (!driver || depth > 4) return;
  if (driver.value.literal === 'stack') {
    for (const inner of stackedChannels(channels, name)) laravelChannel(channels, inner, records, depth + 1);
    return;
  }
  const kind = channelKind(driver.value.literal ?? '', field);
  if (!kind) return;
  // The choice and the file are both evidence.
  records.sink(kind, `Laravel channel ${name}`, depth === 0 ? chosen.place : driver.place);
  const path = field('path');
  if (kind === 'file' && path) records.sink(kind, `Laravel channel ${name}`, path.place);
  const formatter = field('formatter');
  records.format(
    formatter ? formatKind(formatter.value.text) : 'text',
    `Laravel channel ${name}`,
    formatter?.place ?? driver.place,
  );
  addLevel(field('level'), records);
}

function stackedChannels({ settings, chosen, sources }: Channels, name: string): string[] {
  const listed = settings.filter(({ key }) => key.startsWith(`logging.channels.${name}.channels`));
  return listed.flatMap(({ value }) => {
    const deployed = value.variable ? sources.environment.setInProduction(value.variable)[0]?.value : null;
    const held = /^\$(?<name>\w+)$/.exec(value.text)?.groups?.name;
    const lists = held ? assignedLists(sources.repo.text(chosen.place.path), held) : [];
    if (lists.length > 0) return lists;
    const written = deployed ?? value.literal ?? /["'](?<last>[\w,-]+)["']\s*\)*$/.exec(value.text)?.groups?.last ?? '';
    return written
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  });
}

/** `$channels = ['daily', 'stdout'];` before the configuration's array: the first one is in force by default. */
function assignedLists(code: string, name: string): string[] {
  const list = new RegExp(`^\\$${name}\\s*=\\s*\\[(?<items>[^\\]\\n]{0,300})\\]`, 'm').exec(code)?.groups?.items ?? '';
  return [...list.matchAll(/["'](?<item>[\w-]+)["']/g)].map(({ groups }) => groups?.item ?? '');
}

function channelKind(driver: string, field: (key: string) => Setting | undefined): LogSink['kind'] | null {
  switch (driver) {
    case 'single':
    case 'daily':
      return streamOfPath(field('path')?.value.literal ?? '') ?? 'file';
    case 'errorlog':
      return 'stderr';
    case 'syslog':
      return 'syslog';
    case 'slack':
      return 'network';
  }
  const stream = field('with.stream') ?? field('handler_with.stream');
  if (stream) return streamOfPath(stream.value.literal ?? '') ?? 'file';
  const handler = field('handler')?.value.text ?? '';
  return /ErrorLogHandler/.test(handler) ? 'stderr' : handlerKind(handler);
}

function symfonyLogging({ settings }: LogSources, records: LogRecords): void {
  const handlers = settings.inForceUnder('monolog.handlers.');
  for (const type of handlers.filter(({ key }) => /^monolog\.handlers\.[^.]+\.type$/.test(key))) {
    const name = type.key.split('.')[2] ?? '';
    const field = (key: string): Setting | undefined =>
      handlers.find((setting) => setting.key === `monolog.handlers.${name}.${key}`);
    const text = type.value.literal ?? '';
    const kind = monologKind(text, field('path')?.value.literal ?? '');
    records.setup('Symfony Monolog', 'php', type.place);
    if (kind) records.sink(kind, `Monolog ${name}`, field('path')?.place ?? type.place);
    if (text !== 'stream' && text !== 'rotating_file') continue;
    const formatter = field('formatter');
    records.format(
      formatter ? formatKind(formatter.value.text) : 'text',
      `Monolog ${name}`,
      formatter?.place ?? type.place,
    );
    addLevel(field('level'), records);
  }
}

function monologKind(type: string, path: string): LogSink['kind'] | null {
  if (type === 'stream') return streamOfPath(path) ?? 'file';
  if (type === 'rotating_file') return 'file';
  if (type === 'error_log' || type === 'console') return 'stderr';
  return handlerKind(type);
}

function addLevel(level: Setting | undefined, records: LogRecords): void {
  const source = level?.value.kind === 'environment' ? 'environment' : levelSource(level?.value.text ?? '');
  if (level && source) records.level(source, level.value.text, level.place);
}

/** ASP.NET binds every key of its configuration to variables (`Logging__LogLevel__Default`), so no level there is fixed. */
function aspnetLogging(sources: LogSources, records: LogRecords): void {
  const { settings, stacks } = sources;
  for (const setting of settings.inForceUnder('Logging.LogLevel.'))
    records.level('framework', `${setting.key}: ${setting.value.text}`, setting.place);
  for (const setting of settings.inForceUnder('Serilog.')) {
    if (setting.key.startsWith('Serilog.MinimumLevel')) records.level('framework', setting.value.text, setting.place);
    const isName = /^Serilog\.WriteTo\.\d+(?:\.Name)?$/.test(setting.key);
    const name = setting.value.literal ?? '';
    if (isName && name !== '')
      records.sink(
        name === 'Console' ? 'stdout' : /File/.test(name) ? 'file' : 'network',
        `Serilog ${name}`,
        setting.place,
      );
    if (/\.formatter$/.test(setting.key)) records.format(formatKind(name), name.slice(0, 80), setting.place);
  }
  for (const setting of settings.inForceUnder('Logging.Console.FormatterName'))
    records.format(formatKind(setting.value.text), setting.key, setting.place);
  if (stacks.has('aspnet-core')) defaults(sources, records, 'aspnet-core', 'csharp', 'stdout');
}
