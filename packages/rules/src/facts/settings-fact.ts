import type { Place } from '../repo/place.ts';

/** A framework's configuration value, as far as reading it goes. */
export interface SettingValue {
  /** Source text. */
  text: string;
  kind: 'literal' | 'environment' | 'expression';
  /** Literal (or, for `environment`, the literal default): strings without quotes, numbers and booleans as text (`true`, `8000`); null otherwise. */
  literal: string | null;
  /** The variable that decides, for `environment`; null there where the library chooses it (`env.db()`). */
  variable: string | null;
}

export interface Setting {
  /**
   * Django and Flask: `DEBUG`, `DATABASES.default.ENGINE`; Spring: `server.port`; Rails: `config.cache_store`, `database.production.adapter` (database.yml),
   * `puma.port`; Laravel: `session.driver`, `logging.default`; Symfony: `framework.session.handler_id`; ASP.NET: `Logging.LogLevel.Default`; PHP: `display_errors`.
   */
  key: string;
  value: SettingValue;
  framework: 'django' | 'rails' | 'spring' | 'laravel' | 'symfony' | 'flask' | 'aspnet' | 'phoenix' | 'php';
  /** The profile or environment the file is for: `base`, `production`, `development`, `test`. */
  profile: 'base' | 'production' | 'development' | 'test';
  /** What must hold for it to count, as written (`"DATABASE_URL" in os.environ`, `profile mysql`); null when nothing must, or only what production is. */
  condition: string | null;
  component: string;
  place: Place;
}

export interface SettingsFact {
  all: Setting[];
  /** The values that production runs with: a production profile's over the base's; development's and tests' never. Several apps may each have one. */
  inForce(key: string): Setting[];
  /** As `inForce`, for every key with this prefix (`DATABASES.`, `LOGGING.handlers.`). */
  inForceUnder(prefix: string): Setting[];
  /** As it is in development or tests (their profile over the base). */
  inProfile(key: string, profile: 'development' | 'test'): Setting[];
  /** Settings modules and files that exist, by profile. */
  files: { path: string; framework: Setting['framework']; profile: Setting['profile']; component: string }[];
}
