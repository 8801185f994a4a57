import { type Place, placeOf } from '../../repo/place.ts';
import type { Setting } from '../settings-fact.ts';
import { levelSource } from './level-source.ts';
import type { LogRecords, LogSources } from './log-records.ts';

const FORMAT_KEY =
  /^config\.(?:log_formatter|lograge\.formatter|rails_semantic_logger\.format|semantic_logger\.\w*format\w*)$/;

/** Rails: `config.logger`, loggers made in code, lograge, the level; log/production.log where nothing says otherwise. */
export function railsLogging(sources: LogSources, records: LogRecords): void {
  const { settings, stacks } = sources;
  const file = settings.files.find(
    ({ framework, path }) => framework === 'rails' && path.endsWith('environments/production.rb'),
  );
  const root = file ? placeOf(file.path) : stacks.find('rails')?.place;
  if (!root) return;
  const loggers = settings.inForceUnder('config.').filter(({ key }) => /^config\.(?:[\w.]+\.)?logger$/.test(key));
  const own = loggers.find((setting) => setting.key === 'config.logger' && isOn(sources, setting));
  records.setup(own ? 'config.logger' : 'Rails default logger', 'ruby', own?.place ?? root);
  if (!own) {
    // The template names STDOUT since Rails 7.1; a file that does not leaves the default, which is a file.
    const toStdout =
      stacks.has('rails_12factor') ||
      settings.inForce('config.rails_semantic_logger.add_file_appender').some(({ value }) => value.literal === 'false');
    records.sink(toStdout ? 'stdout' : 'file', 'Rails default logger', root);
  }
  loggersInCode(sources, loggers, records);
  for (const { value, place } of settings.inForce('config.log_level')) {
    const source = value.kind === 'environment' ? 'environment' : levelSource(value.text);
    if (source) records.level(source, value.text, place);
  }
  formats(sources, root, records);
}

/** A logger that only RAILS_LOG_TO_STDOUT switches on counts where a deploy file sets that. */
function isOn({ environment }: LogSources, setting: Setting): boolean {
  if (setting.condition === null || !setting.condition.includes('RAILS_LOG_TO_STDOUT')) return true;
  return environment.setInProduction('RAILS_LOG_TO_STDOUT').length > 0;
}

function loggersInCode(sources: LogSources, loggers: readonly Setting[], records: LogRecords): void {
  for (const call of sources.code.calls({ languages: ['ruby'], callees: ['Logger.new'] })) {
    if (
      !/(?:^|\/)(?:config|app|lib)\//.test(call.path) ||
      /(?:^|\/)lib\/tasks\/|environments\/(?:development|test)\.rb$/.test(call.path)
    )
      continue;
    const setting = loggers.find(
      ({ place }) =>
        place.path === call.place.path &&
        place.startLine <= call.place.startLine &&
        place.endLine >= call.place.startLine,
    );
    const kind = kindOfArgument(call.positional[0] ?? '');
    if (kind) records.sink(kind, call.callee, call.place, { inForce: setting ? isOn(sources, setting) : true });
  }
}

function kindOfArgument(argument: string): 'stdout' | 'stderr' | 'file' | null {
  if (/\bIO::NULL\b|File::NULL|\bnil\b/.test(argument)) return null;
  // `Rails.env.production? ? file : $stdout`: production's arm decides.
  const arm = /production\?\s*\?\s*(?<arm>[^:]+?)\s*:\s/.exec(argument)?.groups?.arm ?? argument;
  if (/stdout/i.test(arm)) return 'stdout';
  if (/stderr/i.test(arm)) return 'stderr';
  return /["'/]|join|path|file/i.test(arm) ? 'file' : null;
}

function formats({ settings }: LogSources, root: Place, records: LogRecords): void {
  const chosen = settings.inForceUnder('config.').filter(({ key }) => FORMAT_KEY.test(key));
  for (const { key, value, place } of chosen)
    records.format(
      /json|logstash|ougai/i.test(value.text) ? 'json' : /KeyValue|logfmt/i.test(value.text) ? 'logfmt' : 'text',
      key,
      place,
    );
  const lograge = settings.inForce('config.lograge.enabled').find(({ value }) => value.literal !== 'false');
  if (lograge && !chosen.some(({ key }) => key === 'config.lograge.formatter'))
    records.format('logfmt', 'lograge', lograge.place);
  if (!lograge && chosen.length === 0) records.format('text', 'Rails default formatter', root);
}
