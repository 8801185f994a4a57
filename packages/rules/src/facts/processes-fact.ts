import type { Place } from '../repo/place.ts';
import type { Command } from './commands-fact.ts';
import type { Image, ImageReference, Stage } from './images-fact.ts';

export type DeployKind =
  | 'dockerfile'
  | 'procfile'
  | 'compose'
  | 'kubernetes'
  | 'helm'
  | 'kustomize'
  | 'ecs'
  | 'terraform'
  | 'fly'
  | 'render'
  | 'railway'
  | 'app-json'
  | 'heroku-yml'
  | 'app-yaml'
  | 'serverless'
  | 'systemd'
  | 'project-toml'
  | 'nixpacks'
  | 'supervisor'
  | 'vercel'
  | 'package-script';

/** What the process is there for. `init` runs before another and ends; `job` ends by itself; `service` is a backing service's own server. */
export type ProcessType =
  | 'web'
  | 'worker'
  | 'scheduler'
  | 'release'
  | 'cron'
  | 'init'
  | 'job'
  | 'service'
  | 'proxy'
  | 'other';

/** One command on the way of a start, in the order it runs. */
export interface ProcessStep {
  command: Command;
  place: Place;
  /** Files and scripts passed on the way: `['docker-entrypoint.sh', 'package.json#start']`. */
  via: readonly string[];
  /** The long-running command that the start ends in (server, worker); the others run before it or beside it. */
  main: boolean;
}

export interface PortMapping {
  /** Port inside the container as written; null when only a host port or none is known. */
  container: string | null;
  host: string | null;
  place: Place;
}

export interface EnvironmentEntry {
  name: string;
  /** null when it is passed through, or comes from a secret or file. */
  value: string | null;
  /** `literal` | `interpolated` (`${X:-y}`) | `secret` (secretKeyRef, valueFrom, `sync: false`) | `file` (env_file) | `pass-through`. */
  source: 'literal' | 'interpolated' | 'secret' | 'file' | 'pass-through';
  place: Place;
}

export interface VolumeMount {
  /** Host path, volume name or claim; null for an anonymous one. */
  source: string | null;
  /** Path in the container. */
  target: string;
  kind: 'bind' | 'volume' | 'tmpfs' | 'config' | 'secret' | 'claim' | 'empty-dir' | 'host-path';
  readOnly: boolean;
  place: Place;
}

export interface HealthDeclaration {
  kind: 'command' | 'http' | 'tcp' | 'grpc' | 'none';
  text: string;
  place: Place;
}

export interface Process {
  type: ProcessType;
  /** As its file names it: `web`, `celery-worker`, container name, unit name. */
  name: string;
  /** The command as written, entrypoint and command joined; '' where the image's unknown default runs. */
  command: string;
  /** Resolved through entrypoint scripts (`exec "$@"`), package scripts, Makefile targets, Procfile and compose indirection. */
  steps: readonly ProcessStep[];
  /** The long-running step, or null where it is not known. */
  main: ProcessStep | null;
  /** Arguments as the container runtime sees them, when exec form or a list; null for a shell string. */
  argv: readonly string[] | null;
  /** Where entrypoint and command stand (Dockerfile CMD, compose `command:`); equals `place` where nothing more exact is known. */
  commandPlace: Place;
  component: string;
  deploy: DeployKind;
  place: Place;
  stage: 'production' | 'development' | 'test';
  /** The image it runs by reference, and the Dockerfile it is built from where the repository holds it. */
  image: ImageReference | null;
  built: { image: Image; stage: Stage } | null;
  ports: readonly PortMapping[];
  environment: readonly EnvironmentEntry[];
  volumes: readonly VolumeMount[];
  health: HealthDeclaration | null;
  /** Replicas or process count as written; null when nothing says. `autoscaled` where an autoscaler or min/max does. */
  replicas: { text: string; place: Place; variable: boolean } | null;
  autoscaled: boolean;
  /** `always`, `unless-stopped`, `on-failure`, `no` …; orchestrators that restart by themselves say `orchestrator`. */
  restart: { policy: string; place: Place } | null;
  /** `stop_grace_period`, `terminationGracePeriodSeconds`, `TimeoutStopSec`, in words. */
  stopGrace: { text: string; place: Place } | null;
  stopSignal: { text: string; place: Place } | null;
  /** `init: true`, `--init`, `shareProcessNamespace`. */
  init: boolean;
  /** Runs the repository's own code (not a backing service's or a proxy's image). */
  own: boolean;
  /** The service names (compose) or addresses it depends on. */
  dependsOn: readonly string[];
}

export interface DeployFile {
  path: string;
  kind: DeployKind;
  stage: 'production' | 'development' | 'test';
  component: string;
  place: Place;
}

export interface ProcessesFact {
  /** Everything any deploy file starts, backing services included; sorted by place. */
  all: Process[];
  /** The repository's own code, in production: what the rules judge. */
  production: Process[];
  development: Process[];
  /** `production` of the types that run on: web, worker, scheduler, other. */
  longRunning: Process[];
  web: Process[];
  ofType(...types: ProcessType[]): Process[];
  deployFiles: DeployFile[];
  /** A step's command recognised as a server for production, a development server, a worker …; null for anything else. */
  serverOf(command: Command): ServerCommand | null;
}

export interface ServerCommand {
  /** `gunicorn`, `uvicorn`, `daphne`, `puma`, `django-runserver`, `flask-run`, `next-start`, `next-dev`, `node`, `java`, `celery-worker`, `celery-beat`, `sidekiq` … */
  name: string;
  type: ProcessType;
  development: boolean;
}
