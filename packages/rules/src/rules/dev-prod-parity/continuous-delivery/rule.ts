import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Pipeline, PipelineJob, PipelineStep } from '../../../facts/pipelines-fact.ts';
import { type Place, placeOf } from '../../../repo/place.ts';

/** Publishing documents or a preview brings no commit to users. */
const BESIDE = /docs?\b|documentation|storybook|gh-?pages|deploy-pages|mkdocs|preview|benchmark/i;
/** Files that a platform reads on each push. */
const PLATFORM_FILES = ['netlify.toml', 'vercel.json', 'amplify.yml', 'railway.json', 'railway.toml', 'apprunner.yaml'];

export const continuousDelivery = defineRule({
  id: 'dev-prod-parity/continuous-delivery',
  factor: 'dev-prod-parity',
  title: 'Commits reach a deploy automatically',
  severity: 'low',
  remediation:
    'Add a pipeline that runs on the main branch or on tags and deploys, or builds and pushes the image that is deployed.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',

  *check(context) {
    const ways = [...deliveries(context), ...platformFiles(context), ...gitOps(context)];
    for (const { place, message } of ways) yield pass(place, message);
    if (ways.length > 0) return;
    const { place, what } = whatThereIs(context);
    yield fail(place, `${what}, and no file of the repository brings a commit to a deploy.`, {
      identity: 'no delivery',
    });
  },
});

interface Way {
  place: Place;
  message: string;
}

/** Jobs that deploy, push an image or release what they built, on something else than pull requests alone. */
function deliveries({ facts }: RuleContext): Way[] {
  return facts.pipelines
    .doing('deploy', 'publish-image', 'release', 'publish-package', 'build-image')
    .filter(({ pipeline, job, step }) => {
      if (isOnlyForReview(job) || isBeside(pipeline, job, step)) return false;
      const { activities } = job;
      if (isElsewhere(step)) return true;
      if (activities.has('deploy') || activities.has('publish-image') || activities.has('publish-package')) return true;
      return (activities.has('release') && (activities.has('build') || packs(job))) || isReleaser(step);
    })
    .map(({ job, step }) => ({ place: step.place, message: `The ${job.id} job delivers.` }));
}

function isOnlyForReview({ triggers }: PipelineJob): boolean {
  return triggers.length > 0 && triggers.every((trigger) => /^(?:pull_request|merge_request|issue)/.test(trigger));
}

function isBeside(pipeline: Pipeline, job: PipelineJob, step: PipelineStep): boolean {
  return [pipeline.path.slice(pipeline.path.lastIndexOf('/') + 1), job.id, step.action ?? '', step.name].some((text) =>
    BESIDE.test(text),
  );
}

/** A workflow of another repository that builds, pushes or deploys by its name: what it does with the result can not be read here. */
function isElsewhere({ action }: PipelineStep): boolean {
  return /^(?!\.\/).*\/\.github\/workflows\//.test(action ?? '');
}

/** Archives made for the release. */
function packs({ steps }: PipelineJob): boolean {
  return steps.some(({ commands }) => commands.some(({ program }) => program === 'zip' || program === 'tar'));
}

/** A release by a tool that builds what it uploads. */
function isReleaser({ action, commands }: PipelineStep): boolean {
  return /goreleaser/.test(action ?? '') || commands.some(({ program }) => program === 'goreleaser');
}

function platformFiles({ repo }: RuleContext): Way[] {
  const found: Way[] = [];
  for (const path of repo.named('render.yaml', 'render.yml'))
    if (!/autoDeploy(?:Trigger)?:\s*(?:false|no|off|"off")\b/.test(repo.text(path)))
      found.push({ place: placeOf(path), message: 'Render deploys each commit.' });
  for (const path of repo.glob('{.do/,}app.y{a,}ml', '**/.do/*.y{a,}ml'))
    if (/deploy_on_push:\s*true/.test(repo.text(path)))
      found.push({ place: placeOf(path), message: 'The platform deploys on push.' });
  for (const path of repo.named(...PLATFORM_FILES))
    if (repo.isProduction(path)) found.push({ place: placeOf(path), message: 'The platform deploys each commit.' });
  return found;
}

/** Argo CD and Flux pull what the repository holds. */
function gitOps({ repo }: RuleContext): Way[] {
  return repo
    .withExtension('yaml', 'yml')
    .filter((path) =>
      /^apiVersion:\s*["']?(?:argoproj\.io\/v1alpha1["']?\s*\nkind:\s*(?:Application|ApplicationSet)\b|(?:kustomize|source|helm)\.toolkit\.fluxcd\.io\/)/m.test(
        repo.text(path),
      ),
    )
    .map((path) => ({ place: placeOf(path), message: 'The cluster pulls the repository (GitOps).' }));
}

/** What stands where delivery could: CI that stops short of it, else a deploy file, else the app. */
function whatThereIs({ facts }: RuleContext): { place: Place; what: string } {
  const tested = facts.pipelines.doing('test', 'build', 'build-image')[0] ?? facts.pipelines.jobs[0];
  if (tested) return { place: tested.job.place, what: 'CI stops after tests and builds' };
  const files = facts.processes.deployFiles.filter((file) => file.stage === 'production');
  // A platform's own file is where automatic deploys would be said.
  const deploy = files.find((file) => /^(?:app-json|heroku-yml|fly|app-yaml)$/.test(file.kind)) ?? files[0];
  if (deploy) return { place: deploy.place, what: `${deploy.path} is there` };
  return { place: facts.components.apps[0]?.place ?? placeOf(''), what: 'There is no CI' };
}
