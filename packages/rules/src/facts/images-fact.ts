import type { Place } from '../repo/place.ts';
import type { Purpose } from '../repo/purpose.ts';
import type { Command } from './commands-fact.ts';

export interface ImageReference {
  /** As written. */
  text: string;
  /** With ARG defaults and variables filled in; equals `text` where nothing is known. */
  resolved: string;
  /** Repository without tag and digest: `python`, `ghcr.io/acme/app`. */
  name: string;
  /** null when none is written. */
  tag: string | null;
  digest: string | null;
  /** A variable without default decides (part of) it. */
  variable: boolean;
}

export interface Instruction {
  /** Upper case: FROM, RUN, COPY … ONBUILD triggers appear as their own instruction. */
  keyword: string;
  /** Comes from an ONBUILD trigger. */
  onbuild: boolean;
  /** Words after keyword and flags, quotes removed; for ENV, ARG and LABEL see `pairs`. */
  args: readonly string[];
  /** ENV, ARG and LABEL: names to values, with their own lines. */
  pairs: readonly { name: string; value: string | null; place: Place }[];
  /** All that follows the keyword (continuations joined, here-documents included). */
  text: string;
  /** Exec form (JSON array); null in shell form and for other keywords. */
  argv: readonly string[] | null;
  /** `--from=build` → `{ from: 'build' }`. */
  flags: Readonly<Record<string, string>>;
  /** RUN, CMD and ENTRYPOINT: the commands (exec form counts as one). */
  commands: readonly Command[];
  place: Place;
}

export interface Stage {
  index: number;
  name: string | null;
  base: ImageReference;
  /** Index of the stage it starts from; null for an external base. */
  parent: number | null;
  instructions: readonly Instruction[];
  place: Place;
}

/** One Dockerfile (Containerfile). */
export interface Image {
  path: string;
  purpose: Purpose;
  component: string;
  stages: readonly Stage[];
  /** What an unqualified build yields; null for a file without FROM. */
  final: Stage | null;
  /** The stage and the internal stages it grows from, oldest first. */
  lineage(stage: Stage): readonly Stage[];
  /** Instructions of the lineage in order; `keywords` filters. */
  instructions(stage: Stage, ...keywords: string[]): readonly Instruction[];
  /** The variables ENV sets in the lineage, last one wins. */
  environment(stage: Stage): ReadonlyMap<string, { value: string; place: Place }>;
  /** ARG names to defaults (null without), of the file's head and of all stages. */
  arguments: ReadonlyMap<string, { value: string | null; place: Place }>;
  /** Last ENTRYPOINT and CMD in force in the lineage. */
  entrypoint(stage: Stage): Instruction | null;
  command(stage: Stage): Instruction | null;
  /** Ports of EXPOSE, `8000` or `$PORT`. */
  exposed(stage: Stage): readonly { port: string; place: Place }[];
  /** Folder that the build context is taken to be: the compose or CI file's, else the file's own folder. */
  context: string;
}

export interface ImagesFact {
  /** Every Dockerfile, sorted by path; production and others. */
  all: Image[];
  production: Image[];
  at(path: string): Image | null;
  of(component: string): Image[];
}
