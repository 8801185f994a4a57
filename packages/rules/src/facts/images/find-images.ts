import { type DockerStage, parseDockerfile } from '../../repo/parsers/dockerfile.ts';
import type { DockerInstruction } from '../../repo/parsers/dockerfile-instruction.ts';
import { baseName, compareText, folderOf, isInside, type Place, placeOf } from '../../repo/place.ts';
import type { Purpose } from '../../repo/purpose.ts';
import type { Repo } from '../../repo/repo.ts';
import { commandsOf, commandsOfArguments } from '../commands/to-command.ts';
import type { Command } from '../commands-fact.ts';
import { isDockerfile } from '../components/app-signals.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { Image, ImagesFact, Instruction, Stage } from '../images-fact.ts';
import { serverOf } from '../processes/server-of.ts';
import { buildContexts } from './build-contexts.ts';
import { imageReference } from './to-image-reference.ts';

const INSTRUCTIONS_MAX = 5_000;

/** Every Dockerfile, with stages and instructions in force. */
export function findImages(repo: Repo, components: ComponentsFact): ImagesFact {
  const contexts = buildContexts(repo);
  const found = repo.paths
    .filter(isDockerfile)
    .map((path) => toImage(repo, path, components, contexts.get(path)))
    .filter((image) => image !== null)
    .sort((a, b) => compareText(a.path, b.path));
  const all = found.map((image) =>
    isForDevelopers(repo, image, found) ? { ...image, purpose: 'development' as const } : image,
  );
  const byPath = new Map(all.map((image) => [image.path, image]));
  return {
    all,
    production: all.filter((image) => image.purpose === 'production'),
    at: (path) => byPath.get(path) ?? null,
    of: (component) => all.filter((image) => image.component === component),
  };
}

/** Starts a development server, where another Dockerfile of the same context makes what runs. */
function isForDevelopers(repo: Repo, image: Image, all: readonly Image[]): boolean {
  if (image.purpose !== 'production' || !startsDevelopmentServer(repo, image)) return false;
  return all.some(
    (other) =>
      other !== image &&
      other.purpose === 'production' &&
      (other.context === image.context || folderOf(other.path) === folderOf(image.path)) &&
      other.final !== null &&
      other.command(other.final) !== null &&
      !startsDevelopmentServer(repo, other),
  );
}

function startsDevelopmentServer(repo: Repo, image: Image): boolean {
  const start = image.final && (image.command(image.final) ?? image.entrypoint(image.final));
  if (!start) return false;
  const commands = start.commands.flatMap((command) => [command, ...scriptOf(repo, image, command)]);
  const servers = commands.map(serverOf).filter((server) => server !== null && server.type === 'web');
  return servers.length > 0 && servers.every((server) => server?.development === true);
}

/** The script of the repository that a start names by its path in the image. */
function scriptOf(repo: Repo, image: Image, command: Command): readonly Command[] {
  const word = command.words[0] ?? '';
  const name = baseName(word);
  const path = repo.paths.find(
    (item) =>
      baseName(item) === name &&
      isInside(item, image.context) &&
      `/${word}`.endsWith(`/${item.slice(image.context === '' ? 0 : image.context.length + 1)}`),
  );
  return path === undefined ? [] : commandsOf(repo.text(path), path);
}

function toImage(repo: Repo, path: string, components: ComponentsFact, context: string | undefined): Image | null {
  const parsed = repo.parsed(path, parseDockerfile);
  if (!parsed || parsed.stages.length === 0) return null;
  const stages = parsed.stages.map((stage) => toStage(path, stage));
  const args = new Map<string, { value: string | null; place: Place }>();
  for (const instruction of parsed.instructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const pair of instruction.pairs)
      if (!args.has(pair.name) || pair.value !== null)
        args.set(pair.name, { value: pair.value, place: placeOf(path, pair.line) });
  }
  const final = stages.at(-1) ?? null;
  const lineage = (stage: Stage): Stage[] => {
    const chain: Stage[] = [];
    for (
      let at: Stage | undefined = stage;
      at && !chain.includes(at);
      at = at.parent === null ? undefined : stages[at.parent]
    )
      chain.unshift(at);
    return chain;
  };
  const instructions = (stage: Stage, ...keywords: string[]): Instruction[] =>
    lineage(stage).flatMap((item) =>
      item.instructions.filter((instruction) => keywords.length === 0 || keywords.includes(instruction.keyword)),
    );
  const inForce = (stage: Stage, keyword: string): Instruction | null =>
    instructions(stage, keyword)
      .filter((item) => !item.onbuild)
      .at(-1) ?? null;
  return {
    path,
    purpose: dockerfilePurpose(repo, path),
    component: components.of(path)?.path ?? '',
    stages,
    final,
    lineage,
    instructions,
    environment: (stage) =>
      new Map(
        instructions(stage, 'ENV').flatMap((item) =>
          item.pairs.map((pair) => [pair.name, { value: pair.value ?? '', place: pair.place }] as const),
        ),
      ),
    arguments: args,
    entrypoint: (stage) => inForce(stage, 'ENTRYPOINT'),
    command(stage) {
      // An ENTRYPOINT of a later stage takes the CMD of the base away.
      const chain = instructions(stage, 'CMD', 'ENTRYPOINT');
      const command = chain.findLastIndex((item) => item.keyword === 'CMD');
      const found = chain[command] ?? null;
      if (!found) return null;
      const own = stage.instructions.includes(found);
      return !own && chain.slice(command + 1).some((item) => item.keyword === 'ENTRYPOINT') ? null : found;
    },
    exposed: (stage) =>
      instructions(stage, 'EXPOSE').flatMap((item) =>
        item.args.map((port) => ({ port: port.replace(/\/(?:tcp|udp)$/i, ''), place: item.place })),
      ),
    context: context ?? folderOf(path),
  };
}

function toStage(path: string, stage: DockerStage): Stage {
  const base = imageReference(stage.base.text);
  return {
    index: stage.index,
    name: stage.name,
    base: { ...base, text: stage.baseRaw, variable: stage.unresolved.length > 0 },
    parent: stage.parent,
    instructions: stage.instructions.slice(0, INSTRUCTIONS_MAX).map((instruction) => toInstruction(path, instruction)),
    place: placeOf(path, stage.line),
  };
}

function toInstruction(path: string, instruction: DockerInstruction): Instruction {
  const place = placeOf(path, instruction.startLine, instruction.endLine);
  const args = instruction.args.map((word) => word.text);
  let commands: readonly Command[] | null = null;
  return {
    keyword: instruction.keyword,
    onbuild: instruction.onbuild,
    text: instruction.text,
    args,
    argv: instruction.form === 'exec' ? args : null,
    flags: Object.fromEntries(instruction.flags.map((flag) => [flag.name, flag.value ?? ''])),
    pairs: instruction.pairs.map((pair) => ({ name: pair.name, value: pair.value, place: placeOf(path, pair.line) })),
    get commands() {
      if (commands) return commands;
      const runs = ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(instruction.keyword);
      if (!runs) commands = [];
      else if (instruction.form === 'exec') commands = commandsOfArguments(args, place);
      else {
        const bodies = instruction.heredocs.flatMap((heredoc) => commandsOf(heredoc.text, path, heredoc.startLine + 1));
        const line = instruction.script ? commandsOf(instruction.script.text, path, instruction.script.line) : [];
        commands = [...line.filter((command) => command.program !== ''), ...bodies];
      }
      return commands;
    },
    place,
  };
}

/** A header that says what the file is for outweighs its name. */
function dockerfilePurpose(repo: Repo, path: string): Purpose {
  const purpose = repo.purposeOf(path);
  if (purpose !== 'production') return purpose;
  // An image that makes operating system packages is a tool of the build, not what runs.
  if (
    /\b(?:dpkg-buildpackage|debhelper|devscripts|rpm-build|rpmbuild|rpmdevtools|makepkg|nfpm)\b/.test(repo.text(path))
  )
    return 'development';
  const header = /^(?:[ \t]*#[^\n]*\n|\s*\n){1,12}/.exec(repo.text(path))?.[0] ?? '';
  return /\b(?:for|only|local)\b[^\n]{0,30}\b(?:development|dev|testing)\b|\bdevelopment (?:only|image|environment|container)\b/i.test(
    header,
  ) && !/\bproduction\b/i.test(header)
    ? 'development'
    : 'production';
}
