import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';
import { flattenData } from './flatten-data.ts';
import { readProgramValue } from './setting-value.ts';

type Found = Pick<Setting, 'key' | 'value' | 'profile' | 'condition' | 'place'>;

const yamlNames = [
  'database.yml',
  'cable.yml',
  'storage.yml',
  'cache.yml',
  'queue.yml',
  'sidekiq.yml',
  'recurring.yml',
  'solid_queue.yml',
];
const assignment =
  /^(?<indent>\s*)(?:Rails\.application\.)?config\.(?<key>[a-z_][\w.]*[?!]?)\s*(?:\|\|)?=(?![=~])\s*(?<value>.*)$/;
const pumaCall =
  /^\s*(?<key>port|bind|workers|threads|pidfile|daemonize|environment|stdout_redirect)[ (]\s*(?<value>.+?)\)?\s*$/;

/** Rails' configuration: `config/application.rb`, environments, initializers, `puma.rb` and the YAML files beside them. */
export function railsSettingsFiles(repo: Repo): string[] {
  return repo.glob(
    '**/config/application.rb',
    '**/config/environments/*.rb',
    '**/config/initializers/*.rb',
    '**/config/puma.rb',
    ...yamlNames.map((name) => `**/config/${name}`),
  );
}

export function readRailsSettings(repo: Repo, path: string): Found[] {
  if (path.endsWith('.yml')) return readYaml(repo, path);
  return baseName(path) === 'puma.rb' ? readPuma(repo, path) : readRuby(repo, path);
}

function readRuby(repo: Repo, path: string): Found[] {
  const profile = profileOfRuby(path);
  const lines = repo.code(path).split('\n');
  const found: Found[] = [];
  const open: { indent: number; condition: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    const text = line.trim();
    if (text === '') continue;
    while (open.length > 0 && indent <= (open.at(-1)?.indent ?? 0) && !/^(?:else|elsif|when)\b/.test(text)) open.pop();
    const opening = /^(?<word>if|unless|elsif|case)\s+(?<test>.+)$/.exec(text)?.groups;
    if (opening) open.push({ indent, condition: `${opening.word} ${opening.test}`.slice(0, 200) });
    if (text === 'else') open.push({ indent, condition: `not ${open.pop()?.condition ?? ''}`.slice(0, 200) });
    const match = assignment.exec(line)?.groups;
    if (!match?.key) continue;
    const end = endOfValue(lines, index);
    const raw = lines
      .slice(index, end + 1)
      .join('\n')
      .replace(/^[^=]*?(?:\|\|)?=\s*/, '');
    const { value, modifier } = splitModifier(raw);
    const condition = modifier ?? open.at(-1)?.condition ?? null;
    found.push({
      key: `config.${match.key}`,
      value: readProgramValue(value),
      profile,
      condition,
      place: { path, startLine: index + 1, endLine: end + 1 },
    });
  }
  return found;
}

/** `value if test` at the end of a one-line assignment. */
function splitModifier(raw: string): { value: string; modifier: string | null } {
  const match = raw.includes('\n') ? null : /^(?<value>.+?)\s+(?<modifier>(?:if|unless)\s+.+)$/.exec(raw)?.groups;
  return match?.value ? { value: match.value, modifier: match.modifier ?? null } : { value: raw, modifier: null };
}

/** A value goes on while brackets are open or the line ends in a comma or operator; twenty lines at the most. */
function endOfValue(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let index = start; index < Math.min(lines.length, start + 20); index += 1) {
    const line = lines[index] ?? '';
    for (const character of line) depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    if (depth <= 0 && !/(?:,|\\|\|\||&&|[+.])\s*$/.test(line) && !/^\s*[.&]/.test(lines[index + 1] ?? '')) return index;
  }
  return start;
}

function profileOfRuby(path: string): Setting['profile'] {
  if (!folderOf(path).endsWith('config/environments')) return 'base';
  const name = baseName(path).replace('.rb', '');
  if (name === 'development' || name === 'test') return name;
  return 'production';
}

function readPuma(repo: Repo, path: string): Found[] {
  const found: Found[] = [];
  for (const [index, line] of repo.code(path).split('\n').entries()) {
    const match = pumaCall.exec(line)?.groups;
    if (!match?.key || !match.value) continue;
    const { value, modifier } = splitModifier(match.value);
    found.push({
      key: `puma.${match.key}`,
      value: readProgramValue(value),
      profile: 'base',
      condition: modifier,
      place: { path, startLine: index + 1, endLine: index + 1 },
    });
  }
  return found;
}

/** ERB output becomes a marker that YAML reads as text; other ERB is blanked out. Lines stay where they are. */
function readYaml(repo: Repo, path: string): Found[] {
  const expressions: string[] = [];
  const neutral = repo.text(path).replaceAll(/<%(?<form>=|-|#)?(?<body>[^%]*(?:%(?!>)[^%]*)*)%>/g, (...match) => {
    const { form, body = '' } = match.at(-1) as { form?: string; body?: string };
    if (form !== '=') return body.replaceAll(/[^\n]/g, '');
    expressions.push(body.trim().replace(/-$/, '').trim());
    return `ERB${expressions.length - 1}ERB`;
  });
  const stem = baseName(path).replace('.yml', '');
  const root = parseYaml(neutral).root;
  if (!root) return [];
  return flattenData(root).map(({ key, text, startLine, endLine }) => {
    const marker = /ERB(?<index>\d+)ERB/.exec(text ?? '')?.groups?.index;
    const expression = marker === undefined ? undefined : expressions[Number(marker)];
    const value =
      expression === undefined ? readProgramValue(JSON.stringify(text ?? '')) : readProgramValue(expression);
    const environment = key.split('.')[0] ?? '';
    const profile =
      environment === 'development' || environment === 'test'
        ? environment
        : environment === 'production'
          ? 'production'
          : 'base';
    return {
      key: `${stem}.${key}`,
      value: { ...value, text: expression ?? text ?? '' },
      profile,
      condition: null,
      place: { path, startLine, endLine },
    };
  });
}
