import { blankComments } from './blank-comments.ts';
import type { ParseError, Span } from './lines.ts';
import { indexLines } from './lines.ts';

export interface GradleDependency extends Span {
  configuration: string;
  /** `group:name`, or the catalog accessor (`libs.spring.web`) or `:project`. */
  name: string;
  version: string | null;
  kind: 'module' | 'catalog' | 'project';
}

export interface GradlePlugin extends Span {
  id: string;
  version: string | null;
}

export interface GradleFile {
  dependencies: GradleDependency[];
  plugins: GradlePlugin[];
  /** `name = "value"` anywhere, and `sourceCompatibility`, `languageVersion` and their like; the last word of the name. */
  properties: { name: string; value: string; block: string; line: number }[];
  /** Tasks and settings that are called with one string: `include(":app")`. */
  calls: { name: string; argument: string; block: string; line: number }[];
  errors: ParseError[];
}

const statementForm = /^(?<name>[A-Za-z_][\w.]*)[ \t]*(?<open>\(?)[ \t]*/;
const moduleForm = /^(?<quote>["'])(?<coordinates>[^"']{1,300})\k<quote>/;
const mapPart = /\b(?<key>group|name|version)[ \t]*[:=][ \t]*["'](?<value>[^"']{0,200})["']/g;
const catalogForm = /^(?<accessor>libs(?:\.[A-Za-z]\w*){1,12})/;
const projectForm = /^project[ \t]*\([ \t]*(?:path[ \t]*[:=][ \t]*)?["'](?<path>[^"']{1,200})["']/;
const wrapperForm = /^(?:platform|enforcedPlatform|testFixtures|kotlin|npm)[ \t]*\([ \t]*/;
const pluginForm =
  /^(?<call>id|kotlin|alias|apply)[ \t]*\(?[ \t]*(?:plugin[ \t]*[:=][ \t]*)?(?<id>["'][^"']{1,200}["']|libs[\w.]{1,200})/;
const versionForm = /version[ \t]*\(?[ \t]*["'](?<version>[^"']{1,100})["']/;
const assignmentForm =
  /^(?:(?:def|val|var|ext|extra|set)[ \t.]+)?(?<name>[A-Za-z_][\w.]*)[ \t]*(?::[ \t]*\w+[ \t]*)?(?:=|\.set\(|(?=["'\d]))[ \t]*(?<value>[^\n]*)$/;
const languageVersionForm =
  /(?:JavaLanguageVersion\.of|JavaVersion\.VERSION_|jvmToolchain)[ \t]*\(?[ \t]*(?<version>[\d_.]{1,10})/;
const impliedProperty = /(?:version|compatibility|target|group|description)$/i;
const lineLengthMax = 2_000;

/** Reads build.gradle and build.gradle.kts by their usual shapes, line by line. Never throws; code it can not judge is passed over. */
export function parseGradle(text: string): GradleFile {
  const file: GradleFile = { dependencies: [], plugins: [], properties: [], calls: [], errors: [] };
  const blocks: string[] = [];
  const count = indexLines(text).count;
  const lines = blankComments(text, { line: ['//'], block: true }).split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    const span = { startLine: Math.min(count, index + 1), endLine: Math.min(count, index + 1) };
    // A block on one line (`plugins { id("x") }`) is its inner part within the block.
    const oneLine = line.length < lineLengthMax && line.endsWith('}') ? line.indexOf('{') : -1;
    if (oneLine > 0) {
      const inner = line.slice(oneLine + 1, -1).trim();
      readStatement(inner, [...blocks.slice(-3), blockName(line.slice(0, oneLine))], span, file);
    } else if (line !== '' && line.length < lineLengthMax) readStatement(line, blocks, span, file);
    trackBlocks(line, blocks);
  }
  return file;
}

function readStatement(line: string, blocks: string[], span: Span, file: GradleFile): void {
  const block = blocks.at(-1) ?? '';
  if (block === 'plugins' || line.startsWith('apply')) readPlugin(line, span, file);
  else if (block === 'dependencies' || block === 'constraints') readDependency(line, span, file);
  else readProperty(line, blocks.slice(-3).join('.'), span, file);
}

function readPlugin(line: string, span: Span, file: GradleFile): void {
  const match = pluginForm.exec(line);
  if (!match?.groups) return;
  const id = (match.groups.id ?? '').replaceAll(/["']/g, '');
  const version = versionForm.exec(line.slice(match[0].length))?.groups?.version ?? null;
  file.plugins.push({ id: match.groups.call === 'kotlin' ? `org.jetbrains.kotlin.${id}` : id, version, ...span });
}

function readDependency(line: string, span: Span, file: GradleFile): void {
  const statement = statementForm.exec(line);
  if (!statement?.groups) return;
  const configuration = statement.groups.name ?? '';
  let rest = line.slice(statement[0].length);
  const wrapper = wrapperForm.exec(rest);
  if (wrapper) rest = rest.slice(wrapper[0].length);
  const coordinates = moduleForm.exec(rest)?.groups?.coordinates;
  const catalog = catalogForm.exec(rest)?.groups?.accessor;
  const project = projectForm.exec(rest)?.groups?.path;
  if (coordinates !== undefined) {
    const [group = '', name = '', version] = coordinates.split(':');
    if (name === '') return;
    file.dependencies.push({
      configuration,
      name: `${group}:${name}`,
      version: version || null,
      kind: 'module',
      ...span,
    });
  } else if (project !== undefined) {
    file.dependencies.push({ configuration, name: project, version: null, kind: 'project', ...span });
  } else if (catalog !== undefined) {
    file.dependencies.push({ configuration, name: catalog, version: null, kind: 'catalog', ...span });
  } else readMapDependency(configuration, rest, span, file);
}

/** `implementation group: 'g', name: 'n', version: 'v'` */
function readMapDependency(configuration: string, rest: string, span: Span, file: GradleFile): void {
  const parts = new Map<string, string>();
  for (const match of rest.matchAll(mapPart)) parts.set(match.groups?.key ?? '', match.groups?.value ?? '');
  const name = parts.get('name');
  if (name === undefined) return;
  const version = parts.get('version') || null;
  file.dependencies.push({
    configuration,
    name: `${parts.get('group') ?? ''}:${name}`,
    version,
    kind: 'module',
    ...span,
  });
}

function readProperty(line: string, block: string, span: Span, file: GradleFile): void {
  const language = languageVersionForm.exec(line)?.groups?.version;
  const assignment = assignmentForm.exec(line)?.groups;
  const name = assignment?.name ?? statementForm.exec(line)?.groups?.name ?? '';
  if (language !== undefined) {
    file.properties.push({ name, value: language.replaceAll('_', '.'), block, line: span.startLine });
    return;
  }
  const value = assignment?.value ?? '';
  const text = /^["'](?<text>[^"']{0,500})["']|^(?<number>[\d.]{1,20})/.exec(value)?.groups;
  const plain = text?.text ?? text?.number;
  // `version '1'` sets a property without a sign; `include ':app'` looks the same and is a call.
  const isProperty = /=|\.set\(/.test(line) || impliedProperty.test(name);
  if (plain !== undefined && isProperty) file.properties.push({ name, value: plain, block, line: span.startLine });
  if (plain !== undefined && isProperty) return;
  const call = statementForm.exec(line);
  const argument = call ? moduleForm.exec(line.slice(call[0].length))?.groups?.coordinates : undefined;
  if (argument !== undefined)
    file.calls.push({ name: call?.groups?.name ?? '', argument, block, line: span.startLine });
}

const blocksMax = 100;

function trackBlocks(line: string, blocks: string[]): void {
  let from = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '{') {
      if (blocks.length < blocksMax) blocks.push(blockName(line.slice(Math.max(from, at - 200), at)));
      from = at + 1;
    } else if (line[at] === '}') {
      blocks.pop();
      from = at + 1;
    }
  }
}

function blockName(head: string): string {
  return /^(?<name>[A-Za-z_][\w.]*)/.exec(head.trim())?.groups?.name ?? '';
}
