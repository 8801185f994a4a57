import type { Place } from '../repo/place.ts';
import type { Process } from './processes-fact.ts';

export type ServiceKind = 'database' | 'cache' | 'broker' | 'search' | 'mail' | 'storage';

/** A backing service as a deploy, development or CI file runs it. */
export interface ProvidedService {
  kind: ServiceKind;
  /** `postgresql`, `mysql`, `mariadb`, `sqlite`, `mongodb`, `redis`, `valkey`, `memcached`, `rabbitmq`, `kafka`, `elasticsearch`, `opensearch`, `minio`, `mailhog` … */
  product: string;
  /** `16`, `7.2-alpine` as `7.2`; null for `latest` or none. */
  version: string | null;
  name: string;
  where: 'compose' | 'devcontainer' | 'ci' | 'kubernetes' | 'terraform' | 'platform' | 'nix' | 'image';
  stage: 'production' | 'development' | 'test';
  place: Place;
  /** The process that runs it, where it comes from a deploy file. */
  process: Process | null;
}

/** A backing service that code connects to. */
export interface UsedService {
  kind: ServiceKind;
  /** null where configuration decides the product. */
  product: string | null;
  /** `environment`: a variable decides (a default may stand beside it); `literal`; `framework`: a convention such as DATABASE_URL; `unknown`. */
  located: 'environment' | 'literal' | 'framework' | 'unknown';
  /** The literal, or the literal default; null without. */
  value: string | null;
  /** The variable's name, where one decides. */
  variable: string | null;
  /** Settings key, call or file form, for people: `DATABASES["default"]`, `new Redis(…)`, `database.yml production`. */
  how: string;
  stage: 'production' | 'development' | 'test';
  component: string;
  place: Place;
}

export interface ServicesFact {
  provided: ProvidedService[];
  used: UsedService[];
  /** Production uses of a kind. */
  usesOf(...kinds: ServiceKind[]): UsedService[];
  /** Kinds that production uses in any way (code, drivers declared, services attached). */
  kinds: ReadonlySet<ServiceKind>;
  /** The product of production's database(s) in force: `postgresql`, `sqlite` …, with what says so; empty where nothing does. */
  productionDatabases: { product: string; place: Place; how: string }[];
  /** `postgres://`, `psycopg2`, `django.db.backends.postgresql`, `postgres:16` → product and kind. */
  productOf(text: string): { kind: ServiceKind; product: string } | null;
}
