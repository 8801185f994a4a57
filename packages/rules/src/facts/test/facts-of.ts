import { createRepo } from '../../repo/repo.ts';
import { createFacts } from '../create-facts.ts';
import type { Facts } from '../facts.ts';

/** The facts of a repository of these files. */
export function factsOf(files: Record<string, string>): Facts {
  const list = Object.entries(files).map(([path, text]) => ({ path, text, bytes: text.length, executable: false }));
  return createFacts(createRepo({ files: list, skipped: [], limits: [], partial: false }));
}
