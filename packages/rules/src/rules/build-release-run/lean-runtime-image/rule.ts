import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { Image, Instruction, Stage } from '../../../facts/images-fact.ts';
import type { Place } from '../../../repo/place.ts';
import { compilersIn } from './compilers-in.ts';

export const leanRuntimeImage = defineRule({
  id: 'build-release-run/lean-runtime-image',
  factor: 'build-release-run',
  title: 'The runtime image holds no build tools',
  severity: 'low',
  remediation:
    'Build in a stage of its own and copy what runs into a last stage from a runtime base, with production dependencies only.',
  appliesTo: ({ facts }) =>
    facts.images.production.some((image) => image.final !== null) || 'No Dockerfile for production.',

  *check(context) {
    for (const image of context.facts.images.production) {
      const stage = image.final;
      if (!stage) continue;
      const found = [...weights(context, image, stage)];
      yield* found;
      if (found.length === 0) yield pass(stage.place, `The last stage of ${image.path} holds no build tools.`);
    }
  },
});

function* weights(context: RuleContext, image: Image, stage: Stage): Iterable<RuleYield> {
  const runs = image.instructions(stage, 'RUN');
  for (const { name, place } of compilersIn(runs, image))
    yield fail(place, `The runtime image installs ${name} and keeps it.`);
  yield* developmentDependencies(context, image, stage, runs);
  const base = image.lineage(stage)[0]?.base;
  if (
    base &&
    /(?:^|\/)(?:maven|gradle|golang|rust|sbt|hseeberger\/scala-sbt|dotnet\/sdk|elixir-builder)$/.test(base.name) &&
    !/distroless/.test(base.name)
  )
    yield fail(stage.place, `The runtime image is ${base.text}, which holds the compiler and build tools.`);
}

/** Dev tools and build tools that come with the packages. */
function* developmentDependencies(
  context: RuleContext,
  image: Image,
  stage: Stage,
  runs: readonly Instruction[],
): Iterable<RuleYield> {
  const env = image.environment(stage);
  const isProduction =
    env.get('NODE_ENV')?.value === 'production' ||
    env.get('NPM_CONFIG_PRODUCTION')?.value === 'true' ||
    env.get('NPM_CONFIG_OMIT')?.value === 'dev';
  const commands = runs.flatMap((run) => run.commands.map((command) => ({ command, run })));
  for (const { command, run } of commands) {
    if (command.remote) continue;
    const global = globalDevTool(command);
    if (global) yield fail(run.place, `The runtime image installs ${global}, a development tool.`);
    else if (
      keepsNodeDevelopment(context, image, command, isProduction) &&
      !isPruned(commands.map((item) => item.command))
    )
      yield fail(
        run.place,
        `\`${command.program} ${command.args[0] ?? 'install'}\` leaves development dependencies in the runtime image.`,
      );
    else if (keepsPythonDevelopment(context, command, env, stage))
      yield fail(
        run.place,
        `\`${command.program} ${command.args.slice(0, 2).join(' ')}\` installs the development group into the runtime image.`,
      );
  }
  yield* groupArgument(image, stage);
  yield* copiedModules(context, image, stage);
}

function globalDevTool(command: Command): string | null {
  const isGlobal =
    /^(?:npm|pnpm|yarn)$/.test(command.program) &&
    (command.args.includes('-g') || command.args.includes('--global') || command.args[0] === 'global');
  const found = isGlobal
    ? command.args.find((arg) =>
        /^(?:nodemon|ts-node|ts-node-dev|typescript|jest|eslint|@angular\/cli|@nestjs\/cli|webpack|webpack-cli|vite)(?:@|$)/.test(
          arg,
        ),
      )
    : undefined;
  return found ?? null;
}

/** An install with development dependencies, of a package that has some. */
function keepsNodeDevelopment({ facts }: RuleContext, image: Image, command: Command, isProduction: boolean): boolean {
  const { program, args } = command;
  const words = args.filter((arg) => !arg.startsWith('-'));
  const text = ` ${args.join(' ')} `;
  const installs =
    (program === 'npm' && /^(?:ci|install|i|clean-install)$/.test(words[0] ?? '') && words.length === 1) ||
    (program === 'pnpm' && /^(?:install|i)$/.test(words[0] ?? '')) ||
    (program === 'yarn' && (words.length === 0 || words[0] === 'install') && !/--version/.test(text)) ||
    (program === 'bun' && words[0] === 'install');
  if (!installs || /(?:^|\s)(?:-g|--global)\s/.test(text)) return false;
  if (/--omit[= ]dev|--only[= ]prod|--prod\b|--production(?!=false)|-P\s/.test(text)) return false;
  if (isProduction && !/--include[= ]dev|--production=false|--prod=false/.test(text)) return false;
  if (command.assignments.some((item) => item.name === 'NODE_ENV' && item.value === 'production')) return false;
  return facts.dependencies.manifests.some(
    (manifest) =>
      manifest.ecosystem === 'npm' &&
      (manifest.component === image.component ||
        manifest.path.startsWith(image.context === '' ? 'package.json' : `${image.context}/package.json`)) &&
      manifest.direct.some((item) => item.group === 'development'),
  );
}

function isPruned(commands: readonly Command[]): boolean {
  return commands.some(
    (command) =>
      (/^(?:npm|pnpm)$/.test(command.program) && command.args[0] === 'prune') ||
      (command.program === 'rm' && command.args.some((arg) => /node_modules\/?$/.test(arg))) ||
      (/^(?:npm|yarn|pnpm)$/.test(command.program) &&
        /--omit=dev|--production\b|--prod\b/.test(command.args.join(' '))),
  );
}

/** uv, Poetry, PDM and Pipenv install the development group unless told not to. */
function keepsPythonDevelopment(
  { facts }: RuleContext,
  command: Command,
  env: ReturnType<Image['environment']>,
  stage: Stage,
): boolean {
  const text = ` ${command.args.join(' ')} `;
  if (text.includes('$')) return false;
  const hasGroup = (names: RegExp) =>
    facts.dependencies.manifests.some(
      (manifest) =>
        manifest.ecosystem === 'python' &&
        manifest.direct.some((item) => item.group === 'development' && names.test(item.groupName)),
    );
  const isFinal = stage.instructions.length >= 0;
  if (command.program === 'uv' && command.args[0] === 'sync')
    return (
      isFinal &&
      !/--no-dev\b|--no-default-groups|--only-group|--no-group[= ]dev/.test(text) &&
      env.get('UV_NO_DEV') === undefined &&
      env.get('UV_NO_DEFAULT_GROUPS') === undefined &&
      hasGroup(/^dev$/)
    );
  if (command.program === 'poetry' && command.args[0] === 'install')
    return (
      !/--no-dev|--only[= ]|--without[= ]\S*dev|--no-root --only/.test(text) &&
      env.get('POETRY_WITHOUT') === undefined &&
      hasGroup(/./)
    );
  if (command.program === 'pipenv') return /\s(?:--dev|-d)\s/.test(text);
  if (command.program === 'pdm' && /^(?:install|sync)$/.test(command.args[0] ?? ''))
    return !/--prod|--production|--no-dev/.test(text) && hasGroup(/./);
  if (/^pip3?$/.test(command.program) && command.args[0] === 'install')
    return /-r\s+\S*(?:dev|test|local)\w*\.(?:txt|in)\b/.test(text);
  return false;
}

/** `ARG install_groups="main,dev"`: what the default installs is in force. */
function* groupArgument(image: Image, stage: Stage): Iterable<RuleYield> {
  for (const part of image.lineage(stage))
    for (const instruction of part.instructions)
      if (instruction.keyword === 'ARG')
        for (const pair of instruction.pairs)
          if (
            /group|extras|requirements/i.test(pair.name) &&
            /(?:^|[,\s/])(?:dev|development)(?:[,\s.]|$)/.test(pair.value ?? '')
          )
            yield fail(pair.place, `${pair.name} installs the development group by default.`);
}

/** `COPY --from=build /app/node_modules`: the tree of a stage that installed everything and pruned nothing. */
function* copiedModules(context: RuleContext, image: Image, stage: Stage): Iterable<RuleYield> {
  for (const copy of image.instructions(stage, 'COPY')) {
    const from = copy.flags.from;
    const takesAll = copy.args.slice(0, -1).some((source) => /(?:^|\/)node_modules\/?$/.test(source));
    if (from === undefined || !takesAll) continue;
    const source =
      image.stages.find((item) => item.name?.toLowerCase() === from.toLowerCase()) ?? image.stages[Number(from)];
    if (!source) continue;
    const place = developmentInstall(context, image, source);
    if (place)
      yield fail(
        copy.place,
        `node_modules is copied from a stage that installs development dependencies (line ${place.startLine}).`,
      );
  }
}

function developmentInstall(context: RuleContext, image: Image, stage: Stage): Place | null {
  const env = image.environment(stage);
  const isProduction = env.get('NODE_ENV')?.value === 'production';
  const runs = image.instructions(stage, 'RUN');
  const commands = runs.flatMap((run) => run.commands);
  if (isPruned(commands) || commands.some((command) => command.program === 'pnpm' && command.args.includes('deploy')))
    return null;
  return (
    runs.find((run) => run.commands.some((command) => keepsNodeDevelopment(context, image, command, isProduction)))
      ?.place ?? null
  );
}
