import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseProperties } from '../../repo/parsers/properties.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';
import { flattenData } from './flatten-data.ts';
import { profileOfName } from './setting-profile.ts';
import { readFileValue } from './setting-value.ts';

type Found = Pick<Setting, 'key' | 'value' | 'profile' | 'condition' | 'place'>;

const file = /^(?:application|bootstrap)(?:-(?<profile>[\w-]+))?\.(?:ya?ml|properties)$/;

/** Spring's and Quarkus' application files, production and development ones; tests' own resources are left out by their folder. */
export function springSettingsFiles(repo: Repo): string[] {
  return repo
    .withExtension('yml', 'yaml', 'properties')
    .filter((path) => file.test(baseName(path)) && isRead(repo, path));
}

function isRead(repo: Repo, path: string): boolean {
  return ['production', 'development', 'test'].includes(repo.purposeOf(path));
}

/** Its settings with keys as in properties files (`server.port`), camel case as kebab case. */
export function readSpringSettings(repo: Repo, path: string): Found[] {
  const named = file.exec(baseName(path))?.groups?.profile ?? null;
  const byFolder = repo.purposeOf(path) === 'test' ? 'test' : null;
  const found: Found[] = [];
  for (const { node, profile } of documentsOf(repo, path)) {
    const active = profile ?? named;
    const context = contextOf(active, byFolder);
    for (const { key, text, startLine, endLine } of node) {
      // Quarkus writes the profile before the key: `%prod.quarkus.datasource…`.
      const quarkus = /^%(?<profile>[\w-]+)\./.exec(key);
      const own = quarkus?.groups?.profile ? contextOf(quarkus.groups.profile, byFolder) : context;
      const name = kebab(quarkus ? key.slice(quarkus[0].length) : key);
      found.push({ key: name, value: readFileValue(text), ...own, place: { path, startLine, endLine } });
    }
  }
  return found;
}

interface Line {
  key: string;
  text: string | null;
  startLine: number;
  endLine: number;
}

function documentsOf(repo: Repo, path: string): { node: Line[]; profile: string | null }[] {
  if (path.endsWith('.properties')) {
    const properties = repo.parsed(path, parseProperties)?.properties ?? [];
    return [
      {
        node: properties.map(({ key, value, startLine, endLine }) => ({ key, text: value, startLine, endLine })),
        profile: null,
      },
    ];
  }
  const documents = repo.parsed(path, parseYaml)?.documents ?? [];
  return documents.map((document) => ({ node: flattenData(document), profile: profileOfDocument(document) }));
}

function profileOfDocument(document: DataNode): string | null {
  const profile = document.get('spring', 'config', 'activate', 'on-profile') ?? document.get('spring', 'profiles');
  return profile?.text() ?? document.get('spring.config.activate.on-profile')?.text() ?? null;
}

/** A profile of a deploy's name is production's; another one (`mysql`) counts when a deploy switches it on. */
function contextOf(profile: string | null, byFolder: 'test' | null): Pick<Setting, 'profile' | 'condition'> {
  if (byFolder) return { profile: byFolder, condition: null };
  if (profile === null || profile === 'default') return { profile: 'base', condition: null };
  const known = profileOfName(profile);
  return known ? { profile: known, condition: null } : { profile: 'base', condition: `profile ${profile}` };
}

function kebab(key: string): string {
  return key.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
