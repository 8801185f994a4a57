import { createReadStream, statSync } from 'node:fs';
import { type RepositoryInput, readArchive, UnreadableArchiveError } from '@twelvefold/rules/input';
import { readDirectory } from './read-directory.ts';

/** The directory or archive can not be read; the message says why. */
export class UnreadableTargetError extends Error {
  override name = 'UnreadableTargetError';
}

/** Reads a directory, or else an archive. Throws UnreadableTargetError. */
export async function readTarget(target: string): Promise<RepositoryInput> {
  try {
    if (statSync(target).isDirectory()) return await readDirectory(target);
    return await readArchive(createReadStream(target, { highWaterMark: 1 << 18 }));
  } catch (error) {
    throw new UnreadableTargetError(`${target}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableArchiveError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such directory or archive.';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read; ask for the permission or run as its owner.';
  return error instanceof Error ? error.message : String(error);
}
