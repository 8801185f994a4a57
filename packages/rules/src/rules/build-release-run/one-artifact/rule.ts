import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Image } from '../../../facts/images-fact.ts';
import { baseName, folderOf, type Place } from '../../../repo/place.ts';

export const oneArtifact = defineRule({
  id: 'build-release-run/one-artifact',
  factor: 'build-release-run',
  title: 'One artefact serves every deploy',
  severity: 'medium',
  remediation:
    'Build once, and give each deploy its URLs and names when it starts: environment variables, or a configuration file served beside the bundle.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app that is built.',
  silence: 'No build differs by the environment it is for.',

  *check(context) {
    const found = [...forks(context), ...pipelineArguments(context), ...scripts(context), ...bakedUrls(context)];
    yield* found;
    if (found.length === 0)
      for (const image of context.facts.images.production)
        if (image.final) yield pass(image.final.place, `${image.path} builds one image for all deploys.`);
  },
});

const ENVIRONMENTS: readonly (readonly [string, RegExp])[] = [
  ['production', /^(?:prod|production|prd|live)$/i],
  ['staging', /^(?:staging|stage|stg)$/i],
  ['preview', /^(?:preview|preprod|pre-prod|uat|qa|acceptance|sandbox)$/i],
];

function environmentOf(word: string): string | null {
  return ENVIRONMENTS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

/** `Dockerfile.staging` beside `Dockerfile.prod`. */
function* forks({ facts }: RuleContext): Iterable<RuleYield> {
  const groups = new Map<string, Map<string, Image>>();
  for (const image of facts.images.all) {
    const name = baseName(image.path);
    const words = name.split(/[._-]/).filter((word) => !/^dockerfile$/i.test(word));
    const environment = words.map(environmentOf).find((item) => item !== null);
    if (!environment) continue;
    const rest = words.filter((word) => environmentOf(word) === null).join('.');
    const key = `${folderOf(image.path)}\0${rest}`;
    const group = groups.get(key) ?? new Map<string, Image>();
    groups.set(key, group.set(environment, image));
  }
  for (const group of groups.values()) {
    const [first, second] = [...group.values()];
    if (first && second)
      yield fail(placeOfImage(second), `${first.path} and ${second.path} build an image for each environment.`, {
        identity: 'image for each environment',
      });
  }
}

function placeOfImage(image: Image): Place {
  return image.final?.place ?? { path: image.path, startLine: 1, endLine: 1 };
}

const NAME =
  /^(?:[A-Z0-9_]*_)?(?:ENV|ENVIRONMENT|STAGE|NODE_ENV|APP_ENV|RAILS_ENV|BUILD_ENV|BUILD_MODE|DEPLOY_ENV|CONFIGURATION)$/i;

/** The same argument with two environments' names, or one that the environment of the job decides. */
function* pipelineArguments({ facts }: RuleContext): Iterable<RuleYield> {
  const values = new Map<string, { environment: string; place: Place }[]>();
  for (const { step } of facts.pipelines.doing('build-image')) {
    const pairs = [
      ...buildArguments(step.with['build-args'] ?? ''),
      ...step.commands.flatMap((command) =>
        /^(?:docker|podman|buildah)$/.test(command.program) ? flagArguments(command.args) : [],
      ),
    ];
    for (const { name, value } of pairs) {
      if (!NAME.test(name)) continue;
      const environment = environmentOf(value);
      if (environment) values.set(name, [...(values.get(name) ?? []), { environment, place: step.place }]);
      else if (
        /\$\{\{[^}]*(?:inputs\.(?:environment|env|stage)|github\.event\.inputs\.env\w*|matrix\.(?:env|environment|stage))[^}]*\}\}/.test(
          value,
        )
      )
        yield fail(step.place, `The image is built with ${name} of one environment.`);
    }
  }
  for (const [name, uses] of values) {
    const last = uses.at(-1);
    if (last && new Set(uses.map((use) => use.environment)).size > 1)
      yield fail(last.place, `Images are built for each environment: ${name} differs between the jobs.`);
  }
}

function buildArguments(text: string): { name: string; value: string }[] {
  return text.split('\n').flatMap((line) => pairOf(line));
}

function flagArguments(args: readonly string[]): { name: string; value: string }[] {
  return args.flatMap((arg, index) =>
    arg === '--build-arg'
      ? pairOf(args[index + 1] ?? '')
      : arg.startsWith('--build-arg=')
        ? pairOf(arg.slice('--build-arg='.length))
        : [],
  );
}

function pairOf(text: string): { name: string; value: string }[] {
  const found = /^\s*(?<name>\w+)=(?<value>.*)$/.exec(text)?.groups;
  return found ? [{ name: found.name ?? '', value: (found.value ?? '').trim().replace(/^["']|["']$/g, '') }] : [];
}

/** `build:staging` beside `build:production`. */
function* scripts({ facts }: RuleContext): Iterable<RuleYield> {
  for (const manifest of facts.dependencies.manifests) {
    const found = new Map<string, { name: string; place: Place }>();
    for (const script of manifest.scripts) {
      const suffix = /^build[:_-](?:\w+[:_-])?(?<suffix>\w+)$/.exec(script.name)?.groups?.suffix;
      const environment = suffix ? environmentOf(suffix) : null;
      const bakes = /--mode[= ]|--configuration[= ]|--prod\b|env-cmd|dotenv|APP_ENV=|NODE_ENV=|BUILD_ENV=|\.env\./.test(
        script.command,
      );
      if (environment && bakes) found.set(environment, script);
    }
    const staging = found.get('staging') ?? found.get('preview');
    const isApp = facts.components.apps.some((app) => app.path === manifest.component);
    if (staging && found.has('production') && isApp)
      yield fail(staging.place, `${staging.name} builds a bundle for one environment.`, { confidence: 'medium' });
  }
}

const PUBLIC =
  /^(?:VITE|NEXT_PUBLIC|REACT_APP|NUXT_PUBLIC|VUE_APP|GATSBY|PUBLIC)_\w*(?:URL|HOST|ENDPOINT|DOMAIN|ORIGIN|ENV|ENVIRONMENT)\w*$/;

/** An argument without default that goes into the bundle, and that a deploy file or CI job fills with a value of its own. */
function* bakedUrls({ repo, facts }: RuleContext): Iterable<RuleYield> {
  for (const image of facts.images.production) {
    for (const [name, { value, place }] of image.arguments) {
      if (value !== null || !(PUBLIC.test(name) || isForBundle(image, name))) continue;
      const isFilled =
        facts.pipelines
          .doing('build-image')
          .some(({ step }) => new RegExp(`${name}=\\S`).test(`${step.with['build-args'] ?? ''}\n${step.run}`)) ||
        facts.processes.deployFiles.some(
          (file) =>
            file.kind === 'compose' &&
            file.stage === 'production' &&
            new RegExp(`^\\s*-?\\s*["']?${name}["']?\\s*[:=]\\s*\\S*(?:\\$|https?:)`, 'm').test(
              argumentsText(repo.text(file.path)),
            ),
        );
      if (isFilled) yield fail(place, `${name} is baked into the image, so that each deploy needs a build of its own.`);
    }
  }
}

/** An address that a stage hands to the environment of its own `npm run build`. */
function isForBundle(image: Image, name: string): boolean {
  if (
    !/_(?:URL|HOST|DOMAIN|ORIGIN|ENDPOINT|BUCKET(?:_NAME)?)$/.test(name) ||
    /REGISTRY|PROXY|MIRROR|NPM_|PIP_/.test(name)
  )
    return false;
  return image.stages.some(
    ({ instructions }) =>
      instructions.some(({ keyword, pairs }) => keyword === 'ENV' && pairs.some((pair) => pair.name === name)) &&
      instructions.some(
        ({ keyword, text }) =>
          keyword === 'RUN' &&
          /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?build\b|\b(?:vite|next|webpack) build\b|\bwebpack\b/.test(text),
      ),
  );
}

/** The `args:` blocks of a compose file. */
function argumentsText(text: string): string {
  return [...text.matchAll(/^(?<indent>\s*)args:\s*\n(?<body>(?:\k<indent>\s+.*\n?)+)/gm)]
    .map((match) => match.groups?.body ?? '')
    .join('\n');
}
