import type { Place } from '../repo/place.ts';
import type { Language } from './stacks-fact.ts';

/** One file that states a version of a language runtime. */
export interface RuntimeStatement {
  language: Language;
  /** As written without prefix: `3.12.4`, `20`, `>=3.11`. */
  text: string;
  /** `3.12` (major.minor), major only for Node and Java; null where the text gives no single version. */
  version: string | null;
  kind: 'exact' | 'minimum' | 'range';
  where: 'version-file' | 'manifest' | 'image' | 'ci' | 'platform' | 'nix' | 'devcontainer' | 'compose';
  /** CI matrix: all its versions normalised; else the one. */
  versions: readonly string[];
  /** For CI: what the job does, so that lint-only jobs can be left out. */
  job: { tests: boolean; builds: boolean; deploys: boolean } | null;
  stage: 'production' | 'development' | 'test';
  component: string;
  place: Place;
}

export interface RuntimesFact {
  all: RuntimeStatement[];
  of(language: Language): RuntimeStatement[];
}
