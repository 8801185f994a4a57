import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { Image, Stage } from '../../../facts/images-fact.ts';
import type { PipelineJob } from '../../../facts/pipelines-fact.ts';
import { baseName, folderOf } from '../../../repo/place.ts';

/** A command of a build or release, with what stands around it. */
export interface ArtefactCommand {
  command: Command;
  where: 'image' | 'ci' | 'script';
  /** Folder whose manifest is meant, as far as that is known. */
  folder: string;
  /** Other commands of the same image or job. */
  around: readonly Command[];
  environment: ReadonlyMap<string, string>;
}

const DEVELOPMENT_STAGE =
  /(?:^|[-_.])(?:dev|devel|development|develop|test|tests|testing|lint|ci|debug|local|devcontainer|e2e|cypress|docs)(?:$|[-_.])/i;

/** Commands of what makes production artefacts: image builds, jobs that publish or deploy, build and release scripts. Jobs that only test or lint are none. */
export function artefactInstalls(context: RuleContext): ArtefactCommand[] {
  const seen = new Set<string>();
  return [...imageCommands(context), ...jobCommands(context), ...scriptCommands(context)].filter(({ command }) => {
    const key = `${command.place.path}:${command.place.startLine}:${command.text}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function imageCommands({ facts }: RuleContext): ArtefactCommand[] {
  return facts.images.production.flatMap((image) => {
    const stages = image.stages.filter((stage) => !isForDevelopment(image, stage));
    return stages.flatMap((stage) => {
      const around = image.instructions(stage, 'RUN').flatMap((item) => item.commands);
      const environment = new Map([...image.environment(stage)].map(([name, { value }]) => [name, value]));
      for (const [name, { value }] of image.arguments) if (!environment.has(name)) environment.set(name, value ?? '');
      return stage.instructions
        .filter((item) => item.keyword === 'RUN')
        .flatMap((item) => item.commands)
        .map((command) => ({ command, where: 'image' as const, folder: image.component, around, environment }));
    });
  });
}

/** A stage for development, or one that only such stages grow from, is not in what is shipped. */
function isForDevelopment(image: Image, stage: Stage): boolean {
  if (stage.name !== null && DEVELOPMENT_STAGE.test(stage.name) && stage !== image.final) return true;
  return (
    stage.parent !== null &&
    image
      .lineage(stage)
      .some((item) => item !== stage && item.name !== null && /^(?:dev|development|test)$/i.test(item.name))
  );
}

function jobCommands({ facts }: RuleContext): ArtefactCommand[] {
  return facts.pipelines.all.flatMap((pipeline) => {
    const releases = pipeline.jobs.some((job) => isRelease(job));
    return pipeline.jobs
      .filter(
        (job) =>
          isRelease(job) ||
          (releases && job.activities.has('build') && !job.activities.has('test') && !job.activities.has('lint')),
      )
      .flatMap((job) => {
        const around = job.steps.flatMap((step) => step.commands);
        return job.steps.flatMap((step) =>
          step.commands.map((command) => ({
            command,
            where: 'ci' as const,
            folder: step.folder,
            around,
            environment: new Map([...Object.entries(job.environment), ...Object.entries(step.environment)]),
          })),
        );
      });
  });
}

function isRelease({ activities }: PipelineJob): boolean {
  return (['publish-image', 'publish-package', 'deploy', 'release'] as const).some((activity) =>
    activities.has(activity),
  );
}

/** `build.sh`, `bin/release`, `render-build.sh`: what a platform or a person runs to make a release. */
function scriptCommands({ facts }: RuleContext): ArtefactCommand[] {
  const uses = facts.commands
    .from('script', 'release')
    .filter(
      ({ command, purpose, origin }) =>
        purpose === 'production' &&
        (origin === 'release' ||
          /(?:^|[-_.])(?:build|release|deploy|post_compile|pre_compile)(?:$|[-_.])/i.test(
            baseName(command.place.path),
          )),
    );
  const byPath = new Map<string, Command[]>();
  for (const { command } of uses) byPath.set(command.place.path, [...(byPath.get(command.place.path) ?? []), command]);
  return uses.map(({ command, component }) => ({
    command,
    where: 'script',
    folder: component === '' ? folderOf(command.place.path).replace(/\/?(?:bin|scripts?|ci|deploy)$/, '') : component,
    around: byPath.get(command.place.path) ?? [],
    environment: new Map(),
  }));
}
