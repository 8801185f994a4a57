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
  const { copies, workdir } = copiesOf(repo, image, stage);
  return (written) => {
    const path = absolute(workdir, written);
    for (const copied of copies.toReversed()) {
      const found = copied.folder ? inFolder(copied, path) : isFile(copied, path, written) ? copied.source : null;
      if (found !== null && repo.has(found)) return found;
    }
    return onlyNamed(repo, image.context, folderOf(image.path), path);
  };
}

function inFolder(copied: Copied, path: string): string | null {
  const target = copied.target === '/' ? '' : copied.target;
  if (!isInside(path, target) || path === copied.target) return null;
  return joinPath(copied.source, path.slice(target.length + 1));
}

/** A bare name is found on the container's PATH. */
function isFile(copied: Copied, path: string, written: string): boolean {
  return copied.target === path || (!written.includes('/') && baseName(copied.target) === written);
}

function copiesOf(repo: Repo, image: Image, stage: Stage): { copies: Copied[]; workdir: string } {
  const copies: Copied[] = [];
  let workdir = '/';
  for (const instruction of image.instructions(stage, 'WORKDIR', 'COPY', 'ADD')) {
    if (instruction.keyword === 'WORKDIR') workdir = absolute(workdir, instruction.args[0] ?? '/');
    // What comes from another stage was built there; the fallback by name finds its scripts.
    else if (instruction.flags.from === undefined)
      copies.push(...copiesOfInstruction(repo, image.context, workdir, instruction.args));
  }
  return { copies, workdir };
}

function copiesOfInstruction(repo: Repo, context: string, workdir: string, args: readonly string[]): Copied[] {
  const target = args.at(-1);
  if (target === undefined) return [];
  const isFolderTarget = target.endsWith('/') || args.length > 2 || target === '.';
  const base = absolute(workdir, target);
  return args.slice(0, -1).flatMap((written): Copied[] => {
    const joined = joinPath(context, written.replace(/^\/+/, ''));
    if (joined === null) return [];
    const source = joined.replace(/\/?\*.*$/, '');
    const folder = source === '' || (!repo.has(joined) && repo.paths.some((path) => path.startsWith(`${source}/`)));
    return [{ source, target: folder || !isFolderTarget ? base : absolute(base, baseName(source)), folder }];
  });
}

/** For what is started in a checkout: relative to a folder. */
export function filesInFolder(repo: Repo, folder: string): FileFinder {
  return (written) => {
    const direct = written.startsWith('/') ? null : joinPath(folder, written);
    if (direct !== null && repo.has(direct)) return direct;
    if (!written.includes('/')) return null;
    // A path inside an image that is built elsewhere: the only file of that name, when there is one.
    return onlyNamed(repo, folder, folder, written) ?? onlyNamed(repo, '', folder, written);
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
