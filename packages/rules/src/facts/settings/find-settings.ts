import { comparePlaces } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { Setting, SettingsFact } from '../settings-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';
import { aspnetSettingsFiles, readAspnetSettings, readSymfonySettings, symfonySettingsFiles } from './data-settings.ts';
import { laravelSettingsFiles, phpIniFiles, readLaravelSettings, readPhpIni } from './php-settings.ts';
import { pythonSettingsFiles, readPythonSettings } from './python-settings.ts';
import { railsSettingsFiles, readRailsSettings } from './rails-settings.ts';
import { profileOf } from './setting-profile.ts';
import { readSpringSettings, springSettingsFiles } from './spring-settings.ts';

type Framework = Setting['framework'];

interface Source {
  framework: Framework;
  /** Technologies of which one must be in use; empty: the files say enough. */
  technologies: readonly string[];
  files: (repo: Repo) => string[];
  read: (repo: Repo, path: string) => Omit<Setting, 'framework' | 'component'>[];
}

const sources: readonly Source[] = [
  { framework: 'django', technologies: ['django'], files: pythonSettingsFiles, read: readPythonSettings },
  { framework: 'flask', technologies: ['flask'], files: pythonSettingsFiles, read: readPythonSettings },
  { framework: 'spring', technologies: [], files: springSettingsFiles, read: readSpringSettings },
  { framework: 'rails', technologies: ['rails'], files: railsSettingsFiles, read: readRailsSettings },
  { framework: 'laravel', technologies: ['laravel'], files: laravelSettingsFiles, read: readLaravelSettings },
  { framework: 'symfony', technologies: ['symfony'], files: symfonySettingsFiles, read: readSymfonySettings },
  { framework: 'aspnet', technologies: [], files: aspnetSettingsFiles, read: readAspnetSettings },
  { framework: 'php', technologies: [], files: phpIniFiles, read: readPhpIni },
];

/** Of one file; rules compare settings with each other, and no real file comes near. */
const SETTINGS_MAX = 5_000;

/** The frameworks' configuration values, and which of them are in force in production. */
export function findSettings(repo: Repo, components: ComponentsFact, stacks: StacksFact): SettingsFact {
  const all: Setting[] = [];
  const files: SettingsFact['files'] = [];
  const taken = new Set<string>();
  for (const { framework, technologies, files: filesOf, read } of sources) {
    if (technologies.length > 0 && !stacks.has(...technologies)) continue;
    for (const path of filesOf(repo)) {
      const profile = profileOf(repo, path);
      if (taken.has(path) || profile === null) continue;
      taken.add(path);
      const component = components.of(path)?.path ?? '';
      files.push({ path, framework, profile, component });
      for (const found of read(repo, path).slice(0, SETTINGS_MAX)) all.push({ ...found, framework, component });
    }
  }
  all.sort((a, b) => comparePlaces(a.place, b.place));

  // Rules ask hundreds of times: what is in force is worked out once for each profile.
  const known = new Map<string, InForce>();
  function inForceFor(profile: 'production' | 'development' | 'test'): InForce {
    const found = known.get(profile) ?? byKeys(chosen(all, profile));
    known.set(profile, found);
    return found;
  }

  function inForce(key: string): Setting[] {
    return [...(inForceFor('production').byKey.get(key) ?? [])];
  }

  return {
    all,
    files,
    inForce,
    inForceUnder: (prefix) => inForceFor('production').all.filter((setting) => setting.key.startsWith(prefix)),
    inProfile: (key, profile) => [...(inForceFor(profile).byKey.get(key) ?? [])],
  };
}

interface InForce {
  all: readonly Setting[];
  byKey: ReadonlyMap<string, readonly Setting[]>;
}

function byKeys(all: readonly Setting[]): InForce {
  const byKey = new Map<string, Setting[]>();
  for (const setting of all) {
    const same = byKey.get(setting.key);
    if (same) same.push(setting);
    else byKey.set(setting.key, [setting]);
  }
  return { all, byKey };
}

/**
 * The settings that hold when the profile's files are laid over the base's, for each component and framework: a later assignment replaces an earlier one, and
 * one of a dictionary all that lies below it. A conditional one replaces nothing, and counts only where no unconditional one is.
 */
function chosen(all: readonly Setting[], profile: 'production' | 'development' | 'test'): Setting[] {
  const groups = new Map<string, Setting[]>();
  for (const setting of all) {
    if (setting.profile !== 'base' && setting.profile !== profile) continue;
    const group = `${setting.framework}\0${setting.component}`;
    const list = groups.get(group) ?? [];
    list.push(setting);
    groups.set(group, list);
  }
  return [...groups.values()]
    .flatMap((group) => layered(group, profile))
    .sort((a, b) => comparePlaces(a.place, b.place));
}

function layered(group: readonly Setting[], profile: string): Setting[] {
  const order = [
    ...group.filter((setting) => setting.profile === 'base'),
    ...group.filter((setting) => setting.profile === profile),
  ];
  const certain = new Map<string, Setting>();
  const possible: Setting[] = [];
  const below = new Map<string, Set<string>>();
  for (const setting of order) {
    if (setting.condition !== null) {
      possible.push(setting);
      continue;
    }
    const isNested = isPartOf(setting, certain);
    if (!isNested) for (const key of below.get(setting.key) ?? []) certain.delete(key);
    certain.set(setting.key, setting);
    for (const parent of parentsOf(setting.key)) below.set(parent, (below.get(parent) ?? new Set()).add(setting.key));
  }
  return [
    ...certain.values(),
    ...possible.filter(({ key }) => !certain.has(key) && !isOverridden(key, certain, possible)),
  ];
}

/** A value inside the dictionary that was just assigned: it replaces nothing beside itself. */
function isPartOf(setting: Setting, certain: ReadonlyMap<string, Setting>): boolean {
  return parentsOf(setting.key).some((parent) => {
    const whole = certain.get(parent);
    return (
      whole !== undefined &&
      whole.place.path === setting.place.path &&
      whole.place.startLine <= setting.place.startLine &&
      whole.place.endLine >= setting.place.endLine
    );
  });
}

/** A conditional value below a dictionary that stands unconditionally with other keys. */
function isOverridden(key: string, certain: ReadonlyMap<string, Setting>, possible: readonly Setting[]): boolean {
  const parent = parentsOf(key).find((name) => certain.has(name));
  return parent !== undefined && possible.some((setting) => setting.key === parent);
}

function parentsOf(key: string): string[] {
  const parents: string[] = [];
  for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) parents.push(key.slice(0, dot));
  return parents;
}
