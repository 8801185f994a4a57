import { defineRule, fail, pass, type RuleContext, unknown } from '../../../engine/define-rule.ts';
import type { Image, ImageReference, Stage } from '../../../facts/images-fact.ts';

export const pinnedBaseImage = defineRule({
  id: 'dependencies/pinned-base-image',
  factor: 'dependencies',
  title: 'Base images are pinned to a version',
  severity: 'medium',
  remediation:
    'Write the version into FROM (`python:3.13-slim`, `node:22-alpine`), better with its digest (`@sha256:…`), and let a bot raise it.',
  appliesTo: ({ facts }) => judged(facts.images.all).length > 0 || 'No Dockerfile.',

  *check(context) {
    let undecided: Stage | null = null;
    let decided = false;
    for (const image of judged(context.facts.images.all)) {
      for (const stage of externalStages(context, image)) {
        const problem = problemOf(stage.base);
        if (problem === null && isDecidedOutside(stage.base)) {
          undecided ??= stage;
          continue;
        }
        decided = true;
        if (problem === null)
          yield pass(stage.place, `${stage.base.name} carries ${stage.base.tag ?? stage.base.digest}.`);
        else if (image.purpose === 'production')
          yield fail(
            stage.place,
            `The base image ${stage.base.text} ${problem}: it changes under an unchanged commit.`,
          );
        else yield pass(stage.place, `${stage.base.text} is the base of an image for ${image.purpose} only.`);
      }
    }
    if (undecided && !decided)
      yield unknown(`What ${undecided.base.text} stands for is decided by a build argument without a default.`);
    else if (!decided)
      for (const image of judged(context.facts.images.all))
        yield pass(image.stages[0]?.place ?? { path: image.path, startLine: 1, endLine: 1 }, 'No external base image.');
  },
});

function judged(images: readonly Image[]): Image[] {
  return images.filter(({ purpose }) => purpose === 'production' || purpose === 'development' || purpose === 'test');
}

/** Stages with a base that this repository does not build itself. */
function externalStages({ facts }: RuleContext, image: Image): Stage[] {
  const own = new Set(facts.processes.all.flatMap(({ built, image }) => (built && image ? [image.name] : [])));
  return image.stages.filter(
    ({ parent, base }) => parent === null && base.name.toLowerCase() !== 'scratch' && !own.has(base.name),
  );
}

function isDecidedOutside({ tag, digest, variable }: ImageReference): boolean {
  return variable && digest === null && !/\d/.test(tag?.replace(/\$\{?\w+\}?/g, '') ?? '');
}

function problemOf({ tag, digest, variable }: ImageReference): string | null {
  if (digest !== null || variable) return null;
  if (tag === null) return 'has no tag';
  if (tag === 'latest') return 'is tagged `latest`';
  return /\d/.test(tag) ? null : `has a tag without a version (\`${tag}\`)`;
}
