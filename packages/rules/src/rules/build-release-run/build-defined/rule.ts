import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Image } from '../../../facts/images-fact.ts';
import { baseName, type Place, placeOf } from '../../../repo/place.ts';

/** Files by which a platform builds the app. */
const PLATFORM =
  /^(?:Procfile|heroku\.yml|project\.toml|nixpacks\.toml|fly\.toml|render\.ya?ml|railway\.(?:json|toml)|vercel\.json|netlify\.toml|serverless\.ya?ml|appspec\.yml|buildspec\.ya?ml|cloudbuild\.ya?ml|skaffold\.ya?ml|earthfile|flake\.nix|default\.nix|captain-definition|\.goreleaser\.ya?ml|wrangler\.(?:toml|jsonc?)|Dockerrun\.aws\.json|\.platform\.app\.yaml|deploy\.rb|deploy\.php)$/i;
/** Scripts that platforms run to build. */
const BUILD_SCRIPT = /(?:^|\/)(?:pre[-_]?build|post[-_]?build|render[-_]build|build)(?:\.sh)?$/;
/** Their test runs compile the app. */
const COMPILED: ReadonlySet<string> = new Set(['java', 'go', 'rust', 'csharp', 'elixir']);

export const buildDefined = defineRule({
  id: 'build-release-run/build-defined',
  factor: 'build-release-run',
  title: 'The build is defined in the repository',
  severity: 'high',
  remediation:
    'Add a Dockerfile (or a buildpack file, or a CI job) that builds the app from a clean checkout to what runs.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',

  *check(context) {
    const found = [...builds(context)];
    if (found.length > 0) {
      yield* found;
      return;
    }
    const app = context.facts.components.apps[0];
    const tests = context.facts.pipelines.doing('test')[0];
    if (app)
      yield fail(
        tests?.step.place ?? app.place,
        `Nothing in the repository builds ${app.name}: no Dockerfile, buildpack, CI build, nix or platform file.`,
        {
          identity: 'no build',
        },
      );
  },
});

function* builds({ repo, facts }: RuleContext): Iterable<RuleYield> {
  for (const image of facts.images.all) {
    const isOwn = image.purpose === 'production' || (image.purpose === 'development' && takesSources(image));
    if (isOwn) yield pass(placeOf(image.path), `${image.path} builds an image.`);
  }
  for (const path of repo.paths) {
    if (['vendored', 'example', 'docs', 'test'].includes(repo.purposeOf(path))) continue;
    const isPlatform =
      PLATFORM.test(baseName(path)) && !(baseName(path) === 'deploy.rb' && !path.startsWith('config/'));
    const isScript = BUILD_SCRIPT.test(path) && (repo.text(path).startsWith('#!') || path.endsWith('.sh'));
    if (isPlatform || isScript) yield pass(placeOf(path), `${path} says how the app is built.`);
  }
  for (const { job, step } of facts.pipelines.doing('build', 'build-image', 'publish-image', 'publish-package'))
    yield pass(step.place, `The CI job ${job.id} builds.`);
  const compiles = facts.stacks.languages[0] !== undefined && COMPILED.has(facts.stacks.languages[0]);
  if (compiles)
    for (const { job, step } of facts.pipelines.doing('test'))
      yield pass(step.place, `The CI job ${job.id} compiles and tests.`);
  const appYaml = facts.processes.deployFiles.find((file) => file.kind === 'app-yaml');
  if (appYaml) yield pass(appYaml.place, 'App Engine builds from this file.');
}

/** A development image counts where the app is in it, and not only mounted over it. */
function takesSources(image: Image): boolean {
  if (!image.final) return false;
  const copies = image
    .instructions(image.final, 'COPY', 'ADD')
    .map((instruction): { sources: readonly string[]; place: Place } => ({
      sources: instruction.args.slice(0, -1),
      place: instruction.place,
    }));
  return copies.some(({ sources }) => sources.some((source) => /^\.?\/?$|^(?:src|app|lib|apps|cmd)\/?$/.test(source)));
}
