/** Where something stands. Lines are 1-based and inclusive. */
export interface Place {
  path: string;
  startLine: number;
  endLine: number;
}

/** A place from a path and lines; the end defaults to the start. */
export function placeOf(path: string, startLine = 1, endLine = startLine): Place {
  return { path, startLine, endLine: Math.max(startLine, endLine) };
}

/** Order by path, then line: the order in which everything is reported. */
export function comparePlaces(a: Place, b: Place): number {
  return compareText(a.path, b.path) || a.startLine - b.startLine || a.endLine - b.endLine;
}

/** Compares by code unit, so that the order does not depend on a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; '' for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins and normalises (`.` and `..`); null when the result would leave the repository. */
export function joinPath(folder: string, relative: string): string | null {
  const parts = relative.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) return null;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join('/');
}

/** True when `path` is `folder` or lies in it; '' holds everything. */
export function isInside(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
