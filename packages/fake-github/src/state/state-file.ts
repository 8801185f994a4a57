import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { emptyState, type State } from './state.ts';

/** Often enough that a killed process loses a second, seldom enough that a storm of pushes does not wait for the disk. */
const SAVE_EVERY_MS = 1000;

export interface StateFile {
  state: State;
  /** Says that the state changed; it is written soon after. */
  changed(): void;
  /** Writes what is not written yet. */
  flush(): void;
}

const Saved = z.looseObject({ version: z.literal(1), nextId: z.number() });

function load(path: string): State {
  if (!existsSync(path)) return emptyState();
  try {
    const saved = Saved.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { ...emptyState(), ...saved };
  } catch (cause) {
    throw new Error(`${path} is not a state of the fake GitHub. Remove the folder to begin anew.`, { cause });
  }
}

/** Opens state.json in a folder, which is made when it does not exist. Writes are whole: a temporary file, then a rename. */
export function openStateFile(directory: string): StateFile {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'state.json');
  const state = load(path);
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  }

  function changed(): void {
    timer ??= setTimeout(flush, SAVE_EVERY_MS).unref();
  }

  return { state, changed, flush };
}
