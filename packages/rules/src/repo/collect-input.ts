import type { SkippedFile } from '../report.ts';
import { normaliseEntryName, showName } from './entry-name.ts';
import { formatBytes, type ReadLimits } from './read-limits.ts';
import type { RepositoryFile, RepositoryInput } from './repository-input.ts';
import { readContent, skipReasonOfName } from './skip-reason.ts';

/** What archive and directory have in common: the same names, limits and reasons, so that both read into the same bytes. */
export interface InputCollector {
  /**
   * Announces an entry that is not a directory. Null: it is refused or the limit of entries is reached, and there is nothing more to do.
   * `reason` is given for what is no regular file: it is listed with it.
   */
  enter(name: string, reason?: string): string | null;
  /** Does the content of this file have to be given to `file`? */
  wants(path: string, bytes: number): boolean;
  /** `content` is only used within the call; null where it was not wanted. */
  file(entry: { path: string; bytes: number; executable: boolean }, content: Uint8Array | null): void;
  /** A limit of the reader itself was reached. */
  limit(words: string): void;
  /** True when a limit was reached after which reading on makes no sense. */
  full(): boolean;
  finish(options: { stripTopFolder: boolean }): RepositoryInput;
}

export function createInputCollector(limits: ReadLimits): InputCollector {
  const files: RepositoryFile[] = [];
  const skipped: SkippedFile[] = [];
  const refused: SkippedFile[] = [];
  const limitsReached = new Set<string>();
  const names = new Set<string>();
  const folders = new Set<string>();
  let entries = 0;
  let textBytes = 0;
  let full = false;

  function limit(words: string): void {
    limitsReached.add(words);
    full = true;
  }

  function enter(name: string, reason?: string): string | null {
    entries += 1;
    if (entries > limits.entriesMax) {
      limit(`more than ${limits.entriesMax.toLocaleString('en-GB')} entries`);
      return null;
    }
    const { path, refused: why } = normaliseEntryName(name);
    if (path === null) return refuse(name, why);
    if (path === '') return refuse(name, 'refused: the name is empty');
    if (names.has(path)) return refuse(name, 'refused: a second entry of this name');
    if (folders.has(path)) return refuse(name, 'refused: a folder has this name');
    if (!addFolders(path)) return refuse(name, 'refused: its folder is a file or a link');
    names.add(path);
    if (reason !== undefined) skipped.push({ path, reason });
    return path;
  }

  function refuse(name: string, reason: string): null {
    refused.push({ path: name, reason });
    return null;
  }

  /** False when a folder above `path` is known as a file or a link. */
  function addFolders(path: string): boolean {
    const above: string[] = [];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      if (names.has(folder)) return false;
      above.push(folder);
    }
    for (const folder of above) folders.add(folder);
    return true;
  }

  function wants(path: string, bytes: number): boolean {
    return bytes <= limits.fileBytesMax && textBytes + bytes <= limits.textBytesMax && skipReasonOfName(path) === null;
  }

  function file(entry: { path: string; bytes: number; executable: boolean }, content: Uint8Array | null): void {
    const { path, bytes, executable } = entry;
    const { text, skipped: reason } =
      content === null ? { text: null, skipped: unread(path, bytes) } : readContent(path, content);
    if (text === null) skipped.push({ path, reason });
    else textBytes += bytes;
    files.push({ path, text, bytes, executable });
  }

  function unread(path: string, bytes: number): string {
    const reason = skipReasonOfName(path);
    if (reason !== null) return reason;
    if (bytes > limits.fileBytesMax) return `larger than ${formatBytes(limits.fileBytesMax)}`;
    const words = `more than ${formatBytes(limits.textBytesMax)} of text`;
    limitsReached.add(words);
    return `not read: ${words}`;
  }

  function finish({ stripTopFolder }: { stripTopFolder: boolean }): RepositoryInput {
    const top = stripTopFolder ? topFolderOf(names) : '';
    for (const item of [...files, ...skipped]) item.path = item.path.slice(top.length);
    for (const item of refused) if (item.path.startsWith(top)) item.path = item.path.slice(top.length);
    for (const item of [...skipped, ...refused]) item.path = showName(item.path);
    return {
      files: files.sort(byPath),
      skipped: [...skipped, ...refused].sort(byPath),
      limits: [...limitsReached].sort(),
      partial: limitsReached.size > 0,
    };
  }

  return { enter, wants, file, limit, full: () => full, finish };
}

/** The one folder, with its slash, that everything stands in; empty where there is none. */
function topFolderOf(names: ReadonlySet<string>): string {
  let top: string | null = null;
  for (const name of names) {
    top ??= name.slice(0, name.indexOf('/') + 1);
    if (top === '' || !name.startsWith(top)) return '';
  }
  return top ?? '';
}

function byPath(a: { path: string; reason?: string }, b: { path: string; reason?: string }): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  const [first, second] = [a.reason ?? '', b.reason ?? ''];
  return first === second ? 0 : first < second ? -1 : 1;
}
