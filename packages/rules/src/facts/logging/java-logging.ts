import { parseXml, type XmlElement } from '../../repo/parsers/xml.ts';
import { baseName, placeOf } from '../../repo/place.ts';
import type { LogSink } from '../logging-fact.ts';
import { formatKind, handlerKind } from './handler-kind.ts';
import { levelSource } from './level-source.ts';
import type { LogRecords, LogSources } from './log-records.ts';

const FILE = /^(?:logback(?:-spring|-\w+)?|log4j2?(?:-spring|-\w+)?|nlog)\.(?:xml|config)$/i;
/** Fragments that Spring Boot brings along. */
const SPRING_FRAGMENTS: Readonly<Record<string, readonly LogSink['kind'][]>> = {
  'base.xml': ['stdout', 'file'],
  'console-appender.xml': ['stdout'],
  'structured-console-appender.xml': ['stdout'],
  'file-appender.xml': ['file'],
  'structured-file-appender.xml': ['file'],
};

const LOG4J_ELEMENT =
  /^(?:Console|(?:Rolling|RollingRandomAccess|RandomAccess|MemoryMapped)?File|Syslog|Socket|Gelf|Http|Kafka|JDBC|NoSql|SMTP|Loki|Elasticsearch)$/;

interface Appender {
  name: string;
  className: string;
  kind: LogSink['kind'] | null;
  element: XmlElement;
  stage: LogSink['stage'];
}

/** Logback and Log4j files, NLog's too, and Spring's logging settings over them. */
export function xmlLogging(sources: LogSources, records: LogRecords): void {
  const { repo, stacks } = sources;
  const isSpring = stacks.has('spring-boot') || stacks.all.some((item) => item.name.startsWith('spring-boot'));
  for (const path of repo.withExtension('xml', 'config')) {
    if (!FILE.test(baseName(path)) || !repo.isProduction(path)) continue;
    const root = repo.parsed(path, parseXml)?.root;
    if (root) readFile(path, root, isSpring, records);
  }
  if (isSpring) springSettings(sources, records);
}

interface Placed {
  element: XmlElement;
  stage: LogSink['stage'];
}

function readFile(path: string, root: XmlElement, isSpring: boolean, records: LogRecords): void {
  const language = /nlog/i.test(baseName(path)) ? 'csharp' : 'java';
  const all = elementsOf(root);
  const references = referencesIn(all);
  records.setup(baseName(path), language, placeOf(path, root.startLine));
  for (const placed of all) {
    const { element, stage } = placed;
    if (element.name === 'include') addFragment(path, placed, references, records);
    const appender = appenderOf(element, stage);
    const place = placeOf(path, element.startLine, element.endLine);
    if (!appender?.kind) continue;
    const inForce = references.has(appender.name) || (language === 'csharp' && references.size === 0);
    records.sink(appender.kind, appender.className, place, { inForce, stage });
    const hasFormat = /^(?:stdout|stderr|file)$/.test(appender.kind);
    if (inForce && stage === 'production' && hasFormat) records.format(formatOf(element), appender.className, place);
  }
  for (const { element, stage } of all) {
    const level = element.attributes.get('level') ?? element.attributes.get('minlevel');
    if (stage !== 'production' || !level || !/^(?:root|asyncroot)$/i.test(element.name)) continue;
    // Spring binds variables over whatever the file says.
    const source = isSpring ? 'framework' : levelSource(level);
    if (source) records.level(source, level, placeOf(path, element.startLine));
  }
}

function referencesIn(all: readonly Placed[]): Set<string> {
  const references = new Set<string>();
  for (const { element } of all) {
    const name = element.attributes.get('ref') ?? element.attributes.get('writeTo');
    if (name && /^(?:appender-?ref|logger)$/i.test(element.name))
      for (const part of name.split(',')) references.add(part.trim());
  }
  return references;
}

/** Spring Boot's own fragments: `base.xml` brings a console and a rolling file, both in force. */
function addFragment(
  path: string,
  { element, stage }: Placed,
  references: ReadonlySet<string>,
  records: LogRecords,
): void {
  const resource = element.attributes.get('resource') ?? '';
  const name = baseName(resource);
  const kinds =
    resource.includes('springframework/boot/logging') && Object.hasOwn(SPRING_FRAGMENTS, name)
      ? SPRING_FRAGMENTS[name]
      : undefined;
  const place = placeOf(path, element.startLine, element.endLine);
  for (const kind of kinds ?? []) {
    const inForce = name === 'base.xml' || references.has(kind === 'stdout' ? 'CONSOLE' : 'FILE');
    records.sink(kind, `Spring Boot ${name}`, place, { inForce, stage });
    if (kind === 'stdout' && inForce)
      records.format(name.startsWith('structured') ? 'json' : 'text', `Spring Boot ${name}`, place);
  }
}

/** Every element with the stage its `springProfile` gives it. */
function elementsOf(root: XmlElement): Placed[] {
  const found: Placed[] = [];
  const queue: Placed[] = [{ element: root, stage: 'production' }];
  for (let next = queue.shift(); next && found.length < 5_000; next = queue.shift()) {
    found.push(next);
    const { element } = next;
    const profile = /^springprofile$/i.test(element.name) ? (element.attributes.get('name') ?? '') : '';
    const stage =
      /(?:^|[\s,|(])(?:dev|development|local|!\s*prod\w*)\b/.test(profile) &&
      !/(?:^|[\s,|(])(?:prod|staging|cloud)/.test(profile)
        ? 'development'
        : /(?:^|[\s,|(])test\b/.test(profile)
          ? 'test'
          : next.stage;
    for (const child of element.children) queue.push({ element: child, stage });
  }
  return found;
}

function appenderOf(element: XmlElement, stage: LogSink['stage']): Appender | null {
  const name = element.attributes.get('name') ?? '';
  const isNamed = element.name === 'appender' || element.name === 'target';
  // Logback and Log4j 1 name the class, Log4j 2 the element, NLog the type.
  const className = isNamed
    ? (element.attributes.get('class') ?? element.attributes.get('xsi:type') ?? element.attributes.get('type') ?? '')
    : element.name;
  if (name === '' || className === '' || /^(?:async\w*|.*AsyncAppender)$/i.test(className)) return null;
  if (!isNamed && !LOG4J_ELEMENT.test(className)) return null;
  const kind = appenderKind(className, element);
  return kind ? { name, className, kind, element, stage } : null;
}

function appenderKind(className: string, element: XmlElement): LogSink['kind'] | null {
  if (/ConsoleAppender$|^(?:Colored)?Console$/i.test(className)) {
    const target = `${element.attributes.get('target') ?? ''}${element.children.find((child) => child.name === 'target')?.text ?? ''}`;
    return /System\.err|SYSTEM_ERR/.test(target) ? 'stderr' : 'stdout';
  }
  if (/^(?:Rolling|RollingRandomAccess|RandomAccess|MemoryMapped)?File$/i.test(className)) return 'file';
  return handlerKind(/^(?:JDBC|NoSql)$/.test(className) ? 'JdbcAppender' : className);
}

function formatOf(element: XmlElement): 'json' | 'text' {
  const words = elementsOf(element)
    .map(
      ({ element: inner }) =>
        `${inner.name} ${inner.attributes.get('class') ?? ''} ${inner.attributes.get('xsi:type') ?? ''}`,
    )
    .join(' ');
  return formatKind(words) === 'json' ? 'json' : 'text';
}

function springSettings({ settings, stacks, repo }: LogSources, records: LogRecords): void {
  for (const key of ['logging.file.name', 'logging.file.path', 'logging.file', 'logging.path']) {
    for (const setting of settings.inForce(key))
      if (setting.value.text !== '') records.sink('file', key, setting.place);
  }
  for (const setting of settings.inForceUnder('logging.structured.format.'))
    records.format('json', setting.key, setting.place);
  for (const setting of settings.inForceUnder('logging.level.'))
    records.level('framework', `${setting.key}: ${setting.value.text}`, setting.place);
  const own = repo.withExtension('xml').some((path) => FILE.test(baseName(path)) && repo.isProduction(path));
  const boot = stacks.all.find((item) => !item.development && item.name.startsWith('spring-boot'));
  if (own || !boot) return;
  records.setup('Spring Boot default logging', 'java', boot.place);
  records.sink('stdout', 'Spring Boot default logging', boot.place);
  if (settings.inForceUnder('logging.structured.format.console').length === 0)
    records.format('text', 'Spring Boot default logging', boot.place);
  records.level('framework', 'Spring Boot default logging', boot.place);
}
