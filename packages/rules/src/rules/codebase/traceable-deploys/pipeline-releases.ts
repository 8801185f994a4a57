import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import { activitiesOf } from '../../../facts/pipelines/activities.ts';
import type { Pipeline, PipelineActivity, PipelineJob, PipelineStep } from '../../../facts/pipelines-fact.ts';
import { calledBy } from './called-text.ts';
import { expand, namesCommit, type TextScope } from './commit-mark.ts';
import { platformDeploy } from './platform-deploy.ts';
import type { Release } from './release.ts';

interface Step {
  step: PipelineStep;
  job: PipelineJob;
  activities: Set<PipelineActivity>;
  /** Its own commands and those of the scripts that it calls. */
  commands: readonly Command[];
  text: string;
  scope: TextScope;
}

/** Actions whose inputs say all about the tags. */
const PLAIN_ACTION =
  /^(?:docker\/(?:build-push-action|bake-action)|mr-smithers-excellent\/docker-build-push|whoan\/docker-build-with-cache-action|redhat-actions\/buildah-build)$/;
/** `cat version.txt`, `jq -r .version package.json`, `poetry version`. */
const FROM_VERSION_FILE =
  /\b(?:cat|jq|head|grep|sed|awk|node|python3?|cut)\b[^\n]*\bversion\b|\b(?:poetry|hatch|npm pkg get|uv) version\b|<\s*\.?\/?version(?:\.txt)?\b/i;
const METADATA = /(?:^|\/)(?:docker-)?metadata-action$/;

/** What the pipelines build and deploy. Images of a pipeline that neither publishes nor deploys are for tests. */
export function pipelineReleases(context: RuleContext): Release[] {
  return context.facts.pipelines.all
    .filter(({ path, name }) => !/(?:^|[\s/_.-])(?:tests?|e2e)(?=$|[\s_.-])/i.test(`${path} ${name}`))
    .flatMap((pipeline) => releasesOf(context, pipeline));
}

function releasesOf(context: RuleContext, pipeline: Pipeline): Release[] {
  const releases = pipeline.jobs.some(
    ({ activities, steps }) =>
      activities.has('publish-image') || activities.has('deploy') || steps.some(({ action }) => isForeignBuild(action)),
  );
  if (!releases) return [];
  const steps = pipeline.jobs.flatMap((job) => job.steps.map((step) => readStep(context, pipeline, job, step)));
  const builds = steps.filter(({ activities }) => activities.has('build-image'));
  if (builds.length > 0) return builds.map((build) => imageRelease(context, build, steps));
  return steps.flatMap((item) => {
    const deploy = platformDeploy(item.step, item.commands);
    if (!deploy) return [];
    const tied = deploy.tied !== 'no' ? deploy.tied : namesCommit(item.text, item.scope) ? 'yes' : 'no';
    return [{ what: deploy.what, tied, why: deploy.why, place: item.step.place }];
  });
}

/** A workflow of another repository that builds images: whether it pushes them can not be seen. */
function isForeignBuild(action: string | null): boolean {
  return action !== null && /\.ya?ml$/.test(action) && /docker|image/.test(action) && /build|push|publish/.test(action);
}

function readStep(context: RuleContext, pipeline: Pipeline, job: PipelineJob, step: PipelineStep): Step {
  const { repo } = context;
  const called = calledBy(context, step.commands, step.folder);
  const commands = [...step.commands, ...called.flatMap((item) => item.commands)];
  const paths = [
    ...new Set([
      pipeline.path,
      step.place.path,
      ...callers(context, step.place.path),
      ...called.map(({ path }) => path),
    ]),
  ];
  return {
    step,
    job,
    // Joining and moving what was built elsewhere is no build.
    activities: activitiesOf({
      ...step,
      commands: commands.filter(({ text }) => !/\b(?:imagetools|manifest)\b/.test(text)),
    }),
    commands,
    text: [
      ...Object.values(step.with),
      ...Object.values(step.environment),
      step.run,
      ...called.flatMap((item) => item.commands.map((command) => command.text)),
    ].join('\n'),
    scope: { lines: paths.flatMap((path) => repo.lines(path)), onTags: isOnTags(job.triggers) },
  };
}

/** Workflows that call a reusable workflow or a local action hand its inputs over. */
function callers({ facts, repo }: RuleContext, path: string): string[] {
  const name = path.replace(/\/action\.ya?ml$/, '');
  return facts.pipelines.all
    .map((pipeline) => pipeline.path)
    .filter((other) => other !== path && repo.text(other).includes(`./${name}`));
}

function isOnTags(triggers: readonly string[]): boolean {
  return triggers.some((trigger) => /^(?:tags?|release|create)$/.test(trigger));
}

function imageRelease(context: RuleContext, build: Step, steps: readonly Step[]): Release {
  const { step, job } = build;
  const what = `An image is built in the job ${job.name}`;
  const yes = (why: string): Release => ({ what, tied: 'yes', why, place: step.place });
  const siblings = steps.filter((other) => other.job === job && other !== build);
  // Images are often tagged and pushed by a step of their own.
  const tagging = siblings.filter(
    ({ step: other, commands }) =>
      other.action === null &&
      commands.some(({ text }) =>
        /\b(?:docker|podman|crane|skopeo|buildah)\b.*\b(?:tag|push|imagetools|copy)\b/.test(text),
      ),
  );
  const text = [build, ...tagging].map((item) => item.text).join('\n') + composeImages(context, build.commands);
  if (namesCommit(text, build.scope)) return yes('its tag, label or build argument carries the commit');
  if (usesMetadata(build, text, siblings)) return yes('metadata-action labels it with the commit');
  if (isTaggedByTool(context, build)) return yes('the tool tags it with the commit');
  if (siblings.some((other) => recordsCommit(other, step))) return yes('the commit is recorded inside');
  if (isRecordedByBuild(context)) return yes('the build records the commit inside');
  if (step.action?.startsWith('mr-smithers') && !step.with.tags) return yes('the action tags it with the commit');
  if (FROM_VERSION_FILE.test(expand(text, build.scope.lines)))
    return {
      what,
      tied: 'unknown',
      why: 'its tag is the version that a file states; whether a git tag goes with it can not be seen',
      place: step.place,
    };
  if (step.action !== null && !PLAIN_ACTION.test(step.action))
    return {
      what,
      tied: 'unknown',
      why: `${step.action} stands in another repository and decides the tags`,
      place: step.place,
    };
  return {
    what,
    tied: 'no',
    why: 'neither its tag nor a label, build argument or file inside carries the commit',
    place: step.place,
  };
}

/** Skaffold, werf and Kamal name images after the commit unless they are told otherwise. */
function isTaggedByTool({ repo }: RuleContext, { commands, step }: Step): boolean {
  const isNamed =
    commands.some(({ program }) => /^(?:skaffold|werf|kamal)$/.test(program)) ||
    /\b(?:skaffold|werf|kamal)\s+\w/.test(step.run);
  return (
    isNamed &&
    !repo
      .named('skaffold.yaml', 'skaffold.yml')
      .some((path) => /^\s*(?:sha256|dateTime|inputDigest|envTemplate)\s*:/m.test(repo.text(path)))
  );
}

/** The image names of the services that a compose command builds. */
function composeImages({ facts }: RuleContext, commands: readonly Command[]): string {
  if (!commands.some(({ text }) => /\bcompose\b|\bbake\b/.test(text))) return '';
  const images = facts.processes.all.flatMap(({ built, image }) => (built && image ? [image.text] : []));
  return `\n${images.join('\n')}`;
}

function usesMetadata({ step, scope }: Step, text: string, siblings: readonly Step[]): boolean {
  const metadata = siblings.find(({ step: other }) => other.action !== null && METADATA.test(other.action));
  if (!metadata) return false;
  const whole = expand(text, scope.lines);
  if (/outputs\.(?:labels|json|annotations|bake-file)|DOCKER_METADATA_OUTPUT_(?:LABELS|JSON)/.test(whole)) return true;
  if (!/outputs\.(?:tags|version)|DOCKER_METADATA_OUTPUT/.test(whole) && step.action !== 'docker/bake-action')
    return false;
  const tags = metadata.step.with.tags ?? '';
  if (tags.trim() === '') return scope.onTags;
  return namesCommit(tags, metadata.scope) || (scope.onTags && /\btype=(?:match|ref,event=tag)/.test(tags));
}

/** A step before the build writes the commit into a file of the build's context. */
function recordsCommit({ text, scope, step }: Step, build: PipelineStep): boolean {
  if (step.place.startLine >= build.place.startLine || step.action !== null) return false;
  const writes = [...text.matchAll(/(?:>{1,2}|\btee(?:\s+-a)?|\bsed\s+-\w*i\S*)\s*["']?(?<target>[^\s"';|&]+)/g)];
  const isFile = writes.some(
    ({ groups }) => !/GITHUB_|BASH_ENV|\/dev\/|^&|^\$\{?(?:HOME|RUNNER)/.test(groups?.target ?? ''),
  );
  return isFile && namesCommit(text, scope);
}

/** The Dockerfile asks git, or the build tool's plug-in writes the commit into the artefact. */
function isRecordedByBuild({ facts, repo }: RuleContext): boolean {
  const runs = facts.images.production.flatMap((image) => image.stages.flatMap((stage) => stage.instructions));
  if (
    runs.some(
      ({ keyword, text }) =>
        keyword === 'RUN' && namesCommit(text.replace(/\$\{?\w+\}?/g, ''), { lines: [], onTags: false }),
    )
  )
    return true;
  return repo
    .named('pom.xml', 'build.gradle', 'build.gradle.kts')
    .some((path) => /git-commit-id|gradle-git-properties|jgitver|axion-release|nebula\.release/.test(repo.text(path)));
}
