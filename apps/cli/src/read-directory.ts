import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import {
  createInputCollector,
  defaultReadLimits,
  type InputCollector,
  type ReadLimits,
  type RepositoryInput,
} from '@twelvefold/rules/input';
import { listFiles } from './list-files.ts';

/**
 * Reads a directory as its archive would be read: the same names, limits and reasons, hence the same report.
 * Only regular files are opened, and no link is followed.
 */
export async function readDirectory(
  directory: string,
  limits: ReadLimits = defaultReadLimits,
): Promise<RepositoryInput> {
  const collector = createInputCollector(limits);
  let bytes = 0;
  for (const name of await listFiles(directory, limits.entriesMax)) {
    bytes += readEntry(collector, directory, name);
    if (bytes > limits.unpackedBytesMax)
      collector.limit(`more than ${Math.round(limits.unpackedBytesMax / 1048576)} MB unpacked`);
    if (collector.full()) break;
  }
  return collector.finish({ stripTopFolder: false });
}

/** Returns the size of what was read. */
function readEntry(collector: InputCollector, directory: string, name: string): number {
  if (name.endsWith('/')) {
    collector.enter(name, 'folder not readable');
    return 0;
  }
  const file = join(directory, name);
  const found = lstatSync(file, { throwIfNoEntry: false });
  // Tracked, and deleted since.
  if (found === undefined || found.isDirectory()) return 0;
  if (!found.isFile()) {
    collector.enter(name, kindOf(found));
    return 0;
  }
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    collector.enter(name, `not readable (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`);
    return 0;
  }
  try {
    return readRegular(collector, descriptor, name);
  } finally {
    closeSync(descriptor);
  }
}

function readRegular(collector: InputCollector, descriptor: number, name: string): number {
  const path = collector.enter(name);
  if (path === null) return 0;
  const { size, mode } = fstatSync(descriptor);
  const executable = (mode & 0o100) !== 0;
  if (!collector.wants(path, size)) {
    collector.file({ path, bytes: size, executable }, null);
    return size;
  }
  const content = Buffer.allocUnsafe(size);
  let filled = 0;
  for (let step = -1; filled < size && step !== 0; filled += step)
    step = readSync(descriptor, content, filled, size - filled, null);
  collector.file({ path, bytes: filled, executable }, content.subarray(0, filled));
  return size;
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'symbolic link';
  if (found.isFIFO()) return 'named pipe';
  return found.isSocket() ? 'socket' : 'device';
}
