import type { SkippedFile } from '../report.ts';

/** One file as it was read. `text` is null where the bytes are no text (or were too large to keep). */
export interface RepositoryFile {
  /** Relative to the repository's root, `/` as separator, no leading `./`. */
  path: string;
  text: string | null;
  bytes: number;
  executable: boolean;
}

/** What the readers (archive, directory) hand to the audit. Nothing in here is trusted. */
export interface RepositoryInput {
  files: RepositoryFile[];
  skipped: SkippedFile[];
  /** Limits that were reached, in words; with `partial` they mean that the report speaks of a part only. */
  limits: string[];
  partial: boolean;
  /** Generated from a template: one set of answers keeps only some of the deploy files. */
  template?: boolean;
}
