import type { Place } from '../repo/place.ts';

export type Language = 'python' | 'javascript' | 'ruby' | 'java' | 'go' | 'php' | 'csharp' | 'elixir' | 'rust';

export type TechnologyRole =
  | 'web-framework'
  | 'app-server'
  | 'dev-server'
  | 'job-library'
  | 'scheduler'
  | 'orm'
  | 'migration-tool'
  | 'database-driver'
  | 'cache'
  | 'session'
  | 'storage'
  | 'mail'
  | 'search'
  | 'logging'
  | 'settings'
  | 'error-tracker'
  | 'http-client'
  | 'process-manager'
  | 'test-tool'
  | 'lint-tool'
  | 'build-tool'
  | 'upload';

/** A library, framework or tool that the repository declares or plainly uses. */
export interface Technology {
  /** Lower-case common name: `django`, `celery`, `express`, `bullmq`, `rails`, `sidekiq`, `spring-boot`, `gin`, `laravel` … */
  name: string;
  roles: TechnologyRole[];
  language: Language;
  /** As declared; null where no manifest says. */
  version: string | null;
  /** Declared for development or tests only. */
  development: boolean;
  /** Path of the component; '' is the root. */
  component: string;
  place: Place;
}

export interface StacksFact {
  /** Languages of production source, most bytes first. */
  languages: Language[];
  all: Technology[];
  /** True when any of the names is used in production. */
  has(...names: string[]): boolean;
  /** The first production technology with that name. */
  find(name: string): Technology | null;
  /** Production technologies of a role, of one component where given. */
  withRole(role: TechnologyRole, component?: string): Technology[];
  /** Serves HTTP: a web framework, or a server from the language's own library. */
  web: Technology[];
}
