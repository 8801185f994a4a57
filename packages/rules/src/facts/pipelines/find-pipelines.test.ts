import { describe, expect, it } from 'vitest';
import type { PipelineActivity } from '../pipelines-fact.ts';
import { factsOf } from '../test/facts-of.ts';

function activities(files: Record<string, string>): string[] {
  return factsOf(files).pipelines.jobs.map(
    ({ pipeline, job }) => `${pipeline.provider} ${job.id}: ${[...job.activities].sort().join(' ')}`,
  );
}

describe('findPipelines', () => {
  it('GitHub Actions: a script that the matrix names and that is told to push', () => {
    const { pipelines } = factsOf({
      '.github/workflows/release.yml':
        "on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    strategy:\n      matrix:\n        command: [./build-latest.sh, './build.sh next']\n    steps:\n      - run: ${{ matrix.command }} --push\n",
    });

    expect(pipelines.doing('publish-image').map(({ job }) => job.id)).toEqual(['image']);
  });

  it('GitHub Actions: triggers, services, steps and what jobs do', () => {
    const text = `name: CI
on:
  push:
    branches: [main]
  pull_request:
env:
  A: b
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      db:
        image: postgres:17
        env:
          POSTGRES_PASSWORD: x
    steps:
      - uses: actions/checkout@v5
      - run: |
          pip install -r requirements.txt
          pytest
        working-directory: api
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/acme/shop:\${{ github.sha }}
`;
    const files = { '.github/workflows/ci.yml': text };
    const { pipelines } = factsOf(files);
    const [first] = pipelines.jobs;

    expect(activities(files)).toEqual([
      'github-actions test: install test',
      'github-actions image: build-image publish-image',
    ]);
    expect([...(first?.job.triggers ?? [])].sort()).toEqual(['pull_request', 'push']);
    expect(first?.job.services.map((service) => [service.name, service.image.resolved])).toEqual([
      ['db', 'postgres:17'],
    ]);
    const step = first?.job.stepFor('test');
    expect([step?.folder, step?.commands.map((command) => `${command.program}:${command.place.startLine}`)]).toEqual([
      'api',
      ['pip:19', 'pytest:20'],
    ]);
    expect(
      pipelines.doing('publish-image').map(({ step: { action, actionVersion } }) => [action, actionVersion]),
    ).toEqual([['docker/build-push-action', 'v6']]);
  });

  it('a job that deploys to a cluster of its own making deploys nothing', () => {
    const job = (steps: string) => `on: push\njobs:\n  try:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
    const apply = '      - run: kubectl apply -f k8s/\n';

    expect(activities({ '.github/workflows/a.yml': job(apply) })).toEqual(['github-actions try: deploy']);
    for (const first of ['uses: helm/kind-action@v1', 'run: minikube start'])
      expect(activities({ '.github/workflows/a.yml': job(`      - ${first}\n${apply}`) })).toEqual([
        'github-actions try: ',
      ]);
  });

  it('GitLab CI: jobs, not templates, with their scripts', () => {
    const text = `image: python:3.13
stages: [test, deploy]
.base:
  before_script:
    - pip install -r requirements.txt
test:
  extends: .base
  stage: test
  services:
    - postgres:17
  script:
    - pytest
deploy:
  stage: deploy
  script:
    - kubectl apply -f k8s
`;
    const files = { '.gitlab-ci.yml': text };

    expect(activities(files).map((line) => line.split(':')[0])).toEqual(['gitlab-ci test', 'gitlab-ci deploy']);
    expect(
      factsOf(files)
        .pipelines.doing('test')
        .map(({ job }) => job.id),
    ).toEqual(['test']);
    expect(
      factsOf(files)
        .pipelines.doing('deploy')
        .map(({ job }) => job.id),
    ).toEqual(['deploy']);
  });

  it.each<[string, string, PipelineActivity]>([
    [
      '.circleci/config.yml',
      'version: 2.1\njobs:\n  a:\n    docker: [{ image: cimg/node:24 }]\n    steps:\n      - run: npm test\n',
      'test',
    ],
    ['azure-pipelines.yml', 'steps:\n  - script: npm test\n', 'test'],
    ['bitbucket-pipelines.yml', 'pipelines:\n  default:\n    - step:\n        script:\n          - npm test\n', 'test'],
    ['.travis.yml', 'language: node_js\nscript: npm test\n', 'test'],
    ['Jenkinsfile', "pipeline { stages { stage('t') { steps { sh 'npm test' } } } }\n", 'test'],
    ['.drone.yml', 'kind: pipeline\nsteps:\n  - name: t\n    image: node\n    commands:\n      - npm test\n', 'test'],
    [
      'cloudbuild.yaml',
      "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '-t', 'x', '.']\n",
      'build-image',
    ],
  ])('%s', (path, text, activity) => {
    expect(factsOf({ [path]: text }).pipelines.doing(activity)).not.toEqual([]);
  });

  it.each(['', '[]', 'jobs: 1', 'jobs:\n  a:\n    steps: x', '{{{', 'on: &a [*a]'])(
    'noise is no pipeline: %j',
    (text) => {
      expect(() => activities({ '.github/workflows/a.yml': text, '.gitlab-ci.yml': text })).not.toThrow();
    },
  );
});
