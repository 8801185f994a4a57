import type { CatalogueEntry } from './catalogue-entry.ts';

export const buildReleaseRunEntries: readonly CatalogueEntry[] = [
  {
    id: 'build-release-run/build-defined',
    factor: 'build-release-run',
    severity: 'high',
    title: 'The build is defined in the repository',
    fails: 'an app has no reproducible build: no Dockerfile, buildpack, CI build, nix file or platform file',
    passes: 'it has one',
    notApplicable: 'no app',
  },
  {
    id: 'build-release-run/no-install-at-start',
    factor: 'build-release-run',
    severity: 'high',
    title: 'Starting a process installs nothing',
    fails:
      'a start command (CMD, ENTRYPOINT script, Procfile web/worker, compose command of a production file, systemd ExecStart, Kubernetes command) installs packages or pulls code',
    passes: 'start commands exist and none does',
    notApplicable: 'no start command',
  },
  {
    id: 'build-release-run/no-build-at-start',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'Starting a process builds nothing',
    fails:
      'a start command compiles, bundles or collects assets (`npm run build && npm start`, `tsc`, `ts-node`/`tsx` on sources in production, `collectstatic`, `assets:precompile`, `mvn package`, `go run`)',
    passes: 'none does',
    notApplicable: 'no start command',
  },
  {
    id: 'build-release-run/no-migration-at-start',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'Starting a process does not migrate the database',
    fails: 'a web or worker start command also migrates the database',
    passes: 'migration runs as a release phase, job, init step or separate command',
    notApplicable: 'no migrations',
  },
  {
    id: 'build-release-run/release-step',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'Migrations run as a release step',
    fails:
      'the app has database migrations and no file of the repository runs them as a step of its own (Procfile `release`, app.json/heroku.yml/fly/render release command, release script, Kubernetes Job or init container, Helm hook, CI deploy step, compose one-shot service)',
    passes: 'one does',
    notApplicable: 'no migrations, or nothing deploys',
  },
  {
    id: 'build-release-run/immutable-releases',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'Releases run an immutable image',
    fails: "a production deploy file runs the app's own image by a moving tag (`latest`, `main`, `prod`, none)",
    passes: 'own images are run by version, SHA, digest or a variable',
    notApplicable: 'no own image is run',
  },
  {
    id: 'build-release-run/no-code-changes-on-servers',
    factor: 'build-release-run',
    severity: 'high',
    title: 'No code is changed on running servers',
    fails:
      'a script or CI job pulls or edits code on a running server (`ssh … git pull`, `rsync`/`scp` of sources to a host followed by restart)',
    passes: 'deploy scripts exist and none does',
    notApplicable: 'none exists',
  },
  {
    id: 'build-release-run/lean-runtime-image',
    factor: 'build-release-run',
    severity: 'low',
    title: 'The runtime image holds no build tools',
    fails:
      'the final image stage holds build tools or dev dependencies that a multi-stage build would leave behind (compilers such as gcc or build-essential, `npm install` with dev dependencies and a build step, a full JDK with Maven)',
    passes: 'it does not',
    notApplicable: 'no Dockerfile',
  },
  {
    id: 'build-release-run/dockerignore',
    factor: 'build-release-run',
    severity: 'low',
    title: 'The build context leaves out .git and .env',
    fails: 'an image copies the whole context (`COPY . .`) and no `.dockerignore` keeps out `.git` or `.env`',
    passes: 'it is there and does',
    notApplicable: 'no whole-context copy',
  },
  {
    id: 'build-release-run/one-artifact',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'One artefact serves every deploy',
    fails:
      "different artefacts are built per environment (Dockerfile.prod and Dockerfile.staging of one app; build args or build steps that bake in an environment's URLs or name). A dev Dockerfile beside a production one is fine",
    passes: 'one build serves all deploys',
    notApplicable: 'no build',
  },
  {
    id: 'build-release-run/ci-builds',
    factor: 'build-release-run',
    severity: 'medium',
    title: 'CI builds or tests the app',
    fails: 'CI exists and neither builds nor tests the app, or an app has no CI at all',
    passes: 'CI builds or tests it',
    notApplicable: 'no app',
  },
];
