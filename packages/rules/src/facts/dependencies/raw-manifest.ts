import { type Place, placeOf } from '../../repo/place.ts';
import type { Dependency, Ecosystem, Manifest } from '../dependencies-fact.ts';

/** A manifest before it is known which component and locks it belongs to. */
export type RawManifest = Omit<Manifest, 'component' | 'locks' | 'workspaceRoot'>;

export function rawManifest(path: string, ecosystem: Ecosystem): RawManifest {
  return { path, ecosystem, name: null, direct: [], scripts: [], workspaceMembers: [], place: placeOf(path) };
}

const DEVELOPMENT_GROUP =
  /(?:^|[-_.])(?:dev|devel|development|develop|test|tests|testing|lint|linting|linters|format|typing|types|type-check|docs?|documentation|ci|local|debug|qa|quality|style|coverage|benchmark|build|release)(?:$|[-_.0-9])/i;

/** Is a group, extra or file of that name for development? */
export function isDevelopmentGroup(name: string): boolean {
  return DEVELOPMENT_GROUP.test(name);
}

/** One direct dependency at a line. */
export function dependency(
  name: string,
  constraint: string | null,
  group: { group: Dependency['group']; groupName: string },
  place: Place,
  source: Dependency['source'] = 'registry',
  bound: Dependency['bound'] = boundOf(constraint, source),
): Dependency {
  return { name, constraint, bound, ...group, source, place };
}

export const MAIN = { group: 'production', groupName: '' } as const;
export const DEVELOPMENT = { group: 'development', groupName: 'dev' } as const;

/** How far a written constraint holds a version; the common part of semver, PEP 440, Bundler and Composer notations. */
export function boundOf(constraint: string | null, source: Dependency['source'] = 'registry'): Dependency['bound'] {
  if (source === 'path' || source === 'workspace') return 'local';
  const text = constraint?.trim() ?? '';
  if (source === 'git') return /^[0-9a-f]{7,40}$/.test(text) || /^v?\d+[.\d]*/.test(text) ? 'exact' : 'none';
  if (source === 'url') return 'exact';
  if (text === '' || text === '*' || text === 'x' || /^(?:latest|next|any|dev-\w+|@dev|main|master)$/i.test(text))
    return 'none';
  if (/^(?:==?=?\s*)?v?\d[\w.+-]*$/.test(text) && !text.includes('*') && !/(?:^|\.)x(?:$|\.)/.test(text))
    return 'exact';
  if (/[<~^*,|]|!=|(?:^|\s)-\s|\.x\b|\]|\)/.test(text))
    return text.startsWith('>') && !/[<~^*|]|\s-\s/.test(text.replace(/^>=?/, '')) ? 'lower' : 'range';
  return text.startsWith('>') ? 'lower' : 'range';
}
