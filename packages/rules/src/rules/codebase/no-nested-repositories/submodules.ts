import type { Place } from '../../../repo/place.ts';
import { placeOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';

export interface Submodule {
  path: string;
  url: string;
  place: Place;
}

/** The sections of `.gitmodules` that have a path and an address. */
export function readSubmodules(repo: Repo): Submodule[] {
  const found: { path: string; url: string; line: number }[] = [];
  for (const [index, line] of repo.lines('.gitmodules').entries()) {
    if (/^\s*\[submodule\b/.test(line)) found.push({ path: '', url: '', line: index + 1 });
    const { key, value } = /^\s*(?<key>path|url)\s*=\s*(?<value>\S.*?)\s*$/.exec(line)?.groups ?? {};
    const last = found.at(-1);
    if (last && key && value) last[key === 'path' ? 'path' : 'url'] = value;
  }
  return found
    .filter(({ path, url }) => path !== '' && url !== '')
    .map(({ path, url, line }) => ({ path, url, place: placeOf('.gitmodules', line, line + 2) }));
}
