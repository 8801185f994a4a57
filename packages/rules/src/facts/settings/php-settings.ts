import { parseIni } from '../../repo/parsers/ini.ts';
import { parseSource, type SourceNode, spanOf } from '../../repo/parsers/source.ts';
import { baseName } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';
import { profileOf } from './setting-profile.ts';
import { readFileValue, readProgramValue } from './setting-value.ts';

type Found = Pick<Setting, 'key' | 'value' | 'profile' | 'condition' | 'place'>;

const depthMax = 12;
const parsePhp = (text: string) => parseSource('php', text);
const configFile = /(?:^|\/)config\/(?:[\w-]+\/)?[\w-]+\.php$/;

/** Laravel's `config/*.php`: files that return an array. */
export function laravelSettingsFiles(repo: Repo): string[] {
  return repo
    .withExtension('php')
    .filter((path) => isConfigPath(path) && /\breturn\s*(?:\[|array\b)/.test(repo.text(path)));
}

/** `config/` of Laravel, and a `Config/` folder with the same files (some apps move it). */
function isConfigPath(path: string): boolean {
  return configFile.test(path) || /(?:^|\/)app\/Config\/[\w-]+\.php$/.test(path);
}

/** The array flattened by its keys after the file's name: `logging.channels.daily.path`. */
export function readLaravelSettings(repo: Repo, path: string): Found[] {
  const root = repo.parsed(path, parsePhp)?.tree?.root;
  const profile = profileOf(repo, path);
  const array = root
    ?.find({ rule: { kind: 'return_statement' } })
    ?.children()
    .find((child) => child.is('array_creation_expression'));
  if (!array || profile === null) return [];
  const found: Found[] = [];
  flatten(path, baseName(path).replace('.php', ''), array, profile, found, 0);
  return found;
}

function flatten(
  path: string,
  key: string,
  node: SourceNode,
  profile: Setting['profile'],
  found: Found[],
  depth: number,
): void {
  if (!node.is('array_creation_expression') || depth >= depthMax) {
    found.push({
      key,
      value: readProgramValue(node.text()),
      profile,
      condition: null,
      place: { path, ...spanOf(node) },
    });
    return;
  }
  let index = 0;
  for (const element of node.children()) {
    if (!element.is('array_element_initializer')) continue;
    const parts = element.children().filter((child) => child.isNamed() && !child.is('comment'));
    const value = parts.at(-1);
    if (!value) continue;
    const name =
      parts.length > 1 ? /^["'](?<name>[^"'\n]*)["']$/.exec(parts[0]?.text() ?? '')?.groups?.name : String(index);
    index += 1;
    if (name !== undefined) flatten(path, `${key}.${name}`, value, profile, found, depth + 1);
  }
}

/** `php.ini` files of images: `display_errors = On`. */
export function phpIniFiles(repo: Repo): string[] {
  return repo
    .withExtension('ini')
    .filter((path) => /(?:^|\/)(?:php[\w.-]*\.ini|(?:conf\.d|php|php-fpm|php-conf)\/[\w.-]+\.ini)$/i.test(path));
}

export function readPhpIni(repo: Repo, path: string): Found[] {
  const profile = profileOf(repo, path);
  if (profile === null) return [];
  const entries = repo.parsed(path, parseIni)?.entries ?? [];
  return entries.map(({ key, value, startLine, endLine }) => ({
    key,
    value: readFileValue(value),
    profile,
    condition: null,
    place: { path, startLine, endLine },
  }));
}
