import type { Place } from '../repo/place.ts';

export type Ecosystem = 'python' | 'npm' | 'ruby' | 'composer' | 'go' | 'cargo' | 'maven' | 'gradle' | 'nuget' | 'mix';

export interface Dependency {
  /** Normalised for its ecosystem (Python: lower case, `-`). */
  name: string;
  /** As written; null for a bare name. */
  constraint: string | null;
  /** `none`: anything goes (bare, `*`, `latest`, `>=` alone is `lower`); `exact`: one version or commit. */
  bound: 'none' | 'lower' | 'range' | 'exact' | 'local';
  group: 'production' | 'development' | 'optional';
  /** The group's own name (`dev`, `test`, `devDependencies`, an extra); '' for the main one. */
  groupName: string;
  source: 'registry' | 'git' | 'path' | 'url' | 'workspace';
  place: Place;
}

export interface Lock {
  path: string;
  ecosystem: Ecosystem;
  /** `package-lock`, `pnpm`, `yarn`, `bun`, `uv`, `poetry`, `pipenv`, `pdm`, `requirements` (compiled), `bundler`, `composer`, `cargo`, `go`, `nuget`, `mix`, `gradle`. */
  kind: string;
  /** Normalised names to their locked versions; null where the format is not read (bun.lockb). */
  packages: ReadonlyMap<string, readonly string[]> | null;
  /** A `.gitignore` rule of the repository excludes it. */
  ignored: boolean;
}

export interface Manifest {
  path: string;
  ecosystem: Ecosystem;
  /** Path of the component; '' is the root. */
  component: string;
  /** What the file calls the package; null when it does not. */
  name: string | null;
  direct: Dependency[];
  /** Locks that cover it: beside it, or at the workspace root it belongs to. */
  locks: Lock[];
  /** Named scripts (package.json, composer.json, pyproject tool scripts), with their command. */
  scripts: { name: string; command: string; place: Place }[];
  /** Globs of workspace members this manifest declares. */
  workspaceMembers: string[];
  /** Manifest of the workspace root it is a member of. */
  workspaceRoot: string | null;
  place: Place;
}

export interface DependenciesFact {
  /** Production manifests, sorted by path. A requirements file included by another belongs to it and still is listed. */
  manifests: Manifest[];
  locks: Lock[];
  ecosystems: Ecosystem[];
  manifestsOf(component: string): Manifest[];
  /** The production dependency of that (normalised) name, or null. */
  find(name: string, ecosystem?: Ecosystem): (Dependency & { manifest: Manifest }) | null;
}
