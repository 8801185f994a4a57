import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Image, Instruction } from '../../../facts/images-fact.ts';
import { parseDockerignore } from '../../../repo/parsers/gitignore.ts';
import { joinPath, type Place, placeOf } from '../../../repo/place.ts';

const SENSITIVE = ['.git', '.env'] as const;

export const dockerignore = defineRule({
  id: 'build-release-run/dockerignore',
  factor: 'build-release-run',
  title: 'The build context leaves out .git and .env',
  severity: 'low',
  remediation: 'Add a .dockerignore at the root of the build context with at least `.git` and `.env*`.',
  appliesTo: (context) => wholeCopies(context).length > 0 || 'No image copies its whole context.',

  *check(context) {
    for (const { image, instruction } of wholeCopies(context)) {
      const file = ignoreFileOf(context, image);
      if (file === null) {
        yield fail(instruction.place, `The whole context is copied, and no .dockerignore keeps out .git and .env.`);
        continue;
      }
      const parsed = context.repo.parsed(file, parseDockerignore);
      const kept = SENSITIVE.filter((name) => !parsed?.ignores(name) && !parsed?.ignores(`${name}/`));
      if (kept.length > 0)
        yield fail(
          instruction.place,
          `The whole context is copied, and ${file} does not keep out ${kept.join(' and ')}.`,
        );
      else
        yield pass(
          deciding(file, parsed?.decidingLine('.git') ?? parsed?.decidingLine('.git/') ?? null),
          `${file} keeps out .git and .env.`,
        );
    }
  },
});

function deciding(file: string, line: number | null): Place {
  return placeOf(file, line ?? 1);
}

/** The first such copy of each production image; what comes from another stage is no context. */
function wholeCopies({ facts }: RuleContext): { image: Image; instruction: Instruction }[] {
  return facts.images.production.flatMap((image) => {
    const instruction = image.stages
      .flatMap((stage) => stage.instructions)
      .find(
        ({ keyword, flags, args }) =>
          (keyword === 'COPY' || keyword === 'ADD') &&
          flags.from === undefined &&
          args.length > 1 &&
          args.slice(0, -1).some((source) => /^(?:\.\/?|\/|\*|\.\/\*)$/.test(source)),
      );
    return instruction ? [{ image, instruction }] : [];
  });
}

/** BuildKit prefers the file beside the Dockerfile that carries its name. */
function ignoreFileOf({ repo }: RuleContext, image: Image): string | null {
  const own = `${image.path}.dockerignore`;
  const shared = joinPath(image.context, '.dockerignore');
  if (repo.has(own)) return own;
  return shared !== null && repo.has(shared) ? shared : null;
}
