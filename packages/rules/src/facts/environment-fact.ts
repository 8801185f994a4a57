import type { Place } from '../repo/place.ts';
import type { Purpose } from '../repo/purpose.ts';
import type { EnvironmentEntry } from './processes-fact.ts';
import type { Language } from './stacks-fact.ts';

export type ParsedAs = 'boolean' | 'number' | 'list' | 'url' | 'json' | 'string' | 'enum' | 'none';

/** One place where code reads an environment variable. */
export interface VariableRead {
  name: string;
  place: Place;
  /** `shell` for start scripts, `config` for placeholders in configuration files (`${DB_URL}` in application.yml, ERB in database.yml). */
  language: Language | 'shell' | 'config';
  /** The library or form: `os.environ[]`, `os.getenv`, `django-environ`, `decouple`, `pydantic-settings`, `process.env`, `zod`, `ENV.fetch`, `System.getenv`, `spring`, `os.Getenv`, `env()` … */
  via: string;
  /** Its absence raises or stops the start (as far as the read itself says). */
  required: boolean;
  /** The default's source text; null without one. */
  default: string | null;
  /** The default's value where it is a literal (strings without quotes), else null. */
  defaultLiteral: string | null;
  /** How the value is turned into what is used; `none` when a raw string is used as it comes. */
  parsed: ParsedAs;
  /** The line's source. */
  source: string;
  /** The name it is assigned to (`DEBUG = os.environ.get(…)` → `DEBUG`); null elsewhere. */
  target: string | null;
  purpose: Purpose;
}

export interface Variable {
  name: string;
  required: boolean;
  /** A literal default, from the first production read that has one. */
  default: string | null;
  /** Its name says that the value is a credential. */
  secret: boolean;
  /** In production code, sorted by place. */
  reads: VariableRead[];
  documented: Place[];
}

export interface EnvironmentFile {
  path: string;
  purpose: Purpose;
  /** `.env.example`, `.sample`, `.template`, `.dist` and the like. */
  example: boolean;
  entries: readonly { name: string; value: string; commented: boolean; place: Place }[];
}

export interface EnvironmentFact {
  /** Variables that production code reads, by name. */
  variables: Variable[];
  /** All reads, tests and development included. */
  reads: VariableRead[];
  variable(name: string): Variable | null;
  /** Files of assignments that are loaded as environment, and their examples. */
  files: EnvironmentFile[];
  /** Places that list variables for people: example files, app.json env, typed settings, README tables. */
  documentation: {
    kind: 'example-file' | 'app-json' | 'settings-schema' | 'docs' | 'chart-values';
    place: Place;
    names: ReadonlySet<string>;
  }[];
  /** Code, compose or docs that load or mention `.env` files. */
  dotenv: Place[];
  /** What production deploy files set a variable to, sorted by place. */
  setInProduction(name: string): EnvironmentEntry[];
  /** True for names such as `SECRET_KEY`, `DB_PASSWORD`, `API_TOKEN`; false for `PUBLIC_KEY`, `TOKEN_TTL`. */
  isSecretName(name: string): boolean;
}
