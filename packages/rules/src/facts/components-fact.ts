import type { Place } from '../repo/place.ts';
import type { RepositoryKind } from '../report.ts';

/** An app runs as a process (server, worker, scheduled command); a package is anything with a manifest of its own. */
export interface Component {
  /** Folder; '' is the root. */
  path: string;
  name: string;
  kind: 'app' | 'library' | 'static';
  /** Why it was taken for that kind, for people. */
  reason: string;
  /** The file that says so: manifest, entry point or deploy file. */
  place: Place;
  /** Manifest paths of this folder. */
  manifests: string[];
}

export interface ComponentsFact {
  /** Sorted by path. Production ones only: an example's or a test's package is none. */
  all: Component[];
  apps: Component[];
  libraries: Component[];
  /** Of the whole repository. */
  kind: RepositoryKind;
  /** The component a path belongs to: the deepest whose folder holds it; null in a repository without components. */
  of(path: string): Component | null;
}
