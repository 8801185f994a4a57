import { parseJson } from '../../repo/parsers/json.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';
import { flattenData } from './flatten-data.ts';
import { profileOf, profileOfName } from './setting-profile.ts';
import { readFileValue } from './setting-value.ts';

type Found = Pick<Setting, 'key' | 'value' | 'profile' | 'condition' | 'place'>;

const symfonyFile = /(?:^|\/)config\/(?:packages\/(?:(?<folder>[\w-]+)\/)?)?[\w-]+\.ya?ml$/;

/** `config/packages/**` and `config/services.yaml` of Symfony. */
export function symfonySettingsFiles(repo: Repo): string[] {
  return repo.withExtension('yaml', 'yml').filter((path) => symfonyFile.test(path));
}

export function readSymfonySettings(repo: Repo, path: string): Found[] {
  const folder = symfonyFile.exec(path)?.groups?.folder;
  const root = repo.parsed(path, parseYaml)?.root;
  if (!root) return [];
  return flattenData(root).map(({ key, text, startLine, endLine }) => {
    const block = /^when@(?<name>\w+)\./.exec(key);
    const name = block?.groups?.name ?? folder;
    const profile = name === undefined ? 'base' : (profileOfName(name) ?? 'base');
    return {
      key: block ? key.slice(block[0].length) : key,
      value: readFileValue(text),
      profile,
      condition: null,
      place: { path, startLine, endLine },
    };
  });
}

/** `appsettings.json` and `appsettings.ENVIRONMENT.json` of ASP.NET Core. */
export function aspnetSettingsFiles(repo: Repo): string[] {
  return repo.withExtension('json').filter((path) => /^appsettings(?:\.[\w-]+)?\.json$/i.test(baseName(path)));
}

export function readAspnetSettings(repo: Repo, path: string): Found[] {
  const root = repo.parsed(path, parseJson)?.root;
  const profile = profileOf(repo, path);
  if (!root || profile === null) return [];
  return flattenData(root).map(({ key, text, startLine, endLine }) => ({
    key,
    value: readFileValue(text),
    profile,
    condition: null,
    place: { path, startLine, endLine },
  }));
}
