import { folderOf, type Place } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';

/** Committed output: a folder, or files that came from sources beside them. */
export interface Output {
  name: string;
  message: string;
  place: Place;
}

/** The first line of a file: output is seldom worth more. */
export function firstLine(path: string): Place {
  return { path, startLine: 1, endLine: 1 };
}

/** The folder's surroundings are the repository's own: no test data, no example, no copy of a library. */
export function isOwnFolder(repo: Repo, folder: string): boolean {
  const purpose = repo.purposeOf(inFolder(folder, 'main.py'));
  return (purpose === 'production' || purpose === 'development') && !isLibraryFolder(folder);
}

/** `static/lib/…`, `public/plugins/…`: third-party sources that were copied in. */
export function isLibraryFolder(folder: string): boolean {
  return /(?:^|\/)(?:libs?|plugins?|vendors?|ext|external|third[-_]?party|bower[\w-]*|jquery[\w.-]*|bootstrap[\w.-]*|font-?awesome[\w.-]*|ckeditor\w*|tinymce|modules|extensions)(?:\/|$)/i.test(
    folder,
  );
}

/** A file of a folder, whose name may be empty (the root). */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Groups paths by their folder, in order. */
export function byFolder(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    const group = groups.get(folder);
    if (group) group.push(path);
    else groups.set(folder, [path]);
  }
  return groups;
}
