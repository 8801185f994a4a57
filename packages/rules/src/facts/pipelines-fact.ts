import type { Place } from '../repo/place.ts';
import type { Command } from './commands-fact.ts';
import type { ImageReference } from './images-fact.ts';

export type PipelineProvider =
  | 'github-actions'
  | 'gitlab-ci'
  | 'circleci'
  | 'azure-pipelines'
  | 'bitbucket'
  | 'travis'
  | 'jenkins'
  | 'drone'
  | 'buildkite'
  | 'cloud-build'
  | 'appveyor'
  | 'other';

export interface PipelineStep {
  name: string;
  /** Shell text as written; '' for an action. */
  run: string;
  commands: readonly Command[];
  /** `docker/build-push-action`, without version; null for shell steps. */
  action: string | null;
  actionVersion: string | null;
  with: Readonly<Record<string, string>>;
  environment: Readonly<Record<string, string>>;
  /** Working directory in the repository; '' is the root. */
  folder: string;
  place: Place;
}

export type PipelineActivity =
  | 'test'
  | 'lint'
  | 'build'
  | 'build-image'
  | 'publish-image'
  | 'publish-package'
  | 'deploy'
  | 'migrate'
  | 'release'
  | 'install';

export interface PipelineJob {
  id: string;
  name: string;
  /** Of the file: `push`, `pull_request`, `schedule`, `workflow_dispatch`, `release`, `tag` … */
  triggers: readonly string[];
  steps: readonly PipelineStep[];
  /** Container the job runs in. */
  image: ImageReference | null;
  services: readonly {
    name: string;
    image: ImageReference;
    environment: Readonly<Record<string, string>>;
    place: Place;
  }[];
  environment: Readonly<Record<string, string>>;
  /** Matrix axes as text values, `{ 'python-version': ['3.12', '3.13'] }`. */
  matrix: Readonly<Record<string, readonly string[]>>;
  activities: ReadonlySet<PipelineActivity>;
  /** Which step shows an activity. */
  stepFor(activity: PipelineActivity): PipelineStep | null;
  place: Place;
}

export interface Pipeline {
  provider: PipelineProvider;
  path: string;
  name: string;
  jobs: readonly PipelineJob[];
}

export interface PipelinesFact {
  all: Pipeline[];
  jobs: { pipeline: Pipeline; job: PipelineJob }[];
  /** Jobs that do any of these. */
  doing(...activities: PipelineActivity[]): { pipeline: Pipeline; job: PipelineJob; step: PipelineStep }[];
}
