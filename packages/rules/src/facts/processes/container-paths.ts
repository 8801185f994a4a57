import { baseName, folderOf, isInside, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Image, Stage } from '../images-fact.ts';

/** Finds the repository's file for a path inside a container; null when nothing copies one there. */
export type FileFinder = (path: string) => string | null;

interface Copied {
  source: string;
  target: string;
  folder: boolean;
}

/** By the COPY and ADD instructions of the stage; falls back on the only file of that name in the build context. */
export function filesInImage(repo: Repo, image: Image, stage: Stage): FileFinder {
  const copies: Copied[] = [];
  let workdir = '/';
  for (const part of image.lineage(stage)) {
    for (const instruction of part.instructions) {
      if (instruction.keyword === 'WORKDIR') workdir = absolute(workdir, instruction.args[0] ?? '/');
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
      const target = instruction.args.at(-1);
      if (target === undefined) continue;
      for (const written of instruction.args.slice(0, -1)) {
        // From another stage the same relative path is the best guess: built trees keep their layout.
        const source =
          instruction.flags.from === undefined ? joinPath(image.context, written.replace(/^\/+/, '')) : null;
        if (source === null) continue;
        const folder =
          source === '' ||
          (!repo.has(source) && repo.paths.some((path) => path.startsWith(`${source.replace(/\/?\*.*$/, '')}/`)));
        const isFolderTarget = target.endsWith('/') || instruction.args.length > 2 || target === '.';
        const base = absolute(workdir, target);
        copies.push({
          source: source.replace(/\/?\*.*$/, ''),
          target: folder || !isFolderTarget ? base : absolute(base, baseName(source)),
          folder,
        });
      }
    }
  }
  return (written) => {
    const path = absolute(workdir, written);
    for (const copied of copies.toReversed()) {
      if (!copied.folder) {
        if (copied.target === path || (!written.includes('/') && baseName(copied.target) === written))
          return repo.has(copied.source) ? copied.source : null;
        continue;
      }
      if (!isInside(path, copied.target === '/' ? '' : copied.target) || path === copied.target) continue;
      const relative = path.slice(copied.target === '/' ? 1 : copied.target.length + 1);
      const found = joinPath(copied.source, relative);
      if (found !== null && repo.has(found)) return found;
    }
    return onlyNamed(repo, image.context, folderOf(image.path), path);
  };
}

/** For what is started in a checkout: relative to a folder. */
export function filesInFolder(repo: Repo, folder: string): FileFinder {
  return (written) => {
    const direct = written.startsWith('/') ? null : joinPath(folder, written);
    if (direct !== null && repo.has(direct)) return direct;
    return written.includes('/') ? onlyNamed(repo, folder, folder, written) : null;
  };
}

function onlyNamed(repo: Repo, context: string, beside: string, path: string): string | null {
  const name = baseName(path);
  if (name === '' || !/[.\-_]|^entrypoint|^start/.test(name)) return null;
  const found = repo.named(name).filter((candidate) => isInside(candidate, context));
  if (found.length === 1) return found[0] ?? null;
  return (
    found.find((candidate) => folderOf(candidate) === beside) ??
    found.find((candidate) => path.endsWith(`/${candidate}`)) ??
    null
  );
}

function absolute(workdir: string, path: string): string {
  const joined = path.startsWith('/') ? joinPath('', path) : joinPath(workdir.slice(1), path);
  return `/${joined ?? ''}`;
}
