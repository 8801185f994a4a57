import { baseName, comparePlaces, type Place } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Command, CommandOrigin, CommandsFact, CommandUse } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { DependenciesFact } from '../dependencies-fact.ts';
import type { ImagesFact } from '../images-fact.ts';
import type { PipelinesFact } from '../pipelines-fact.ts';
import { isShellScript } from '../processes/resolve-steps.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import { isMakefile, makeTargets } from './make-targets.ts';
import { commandsOf } from './to-command.ts';

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  dependencies: DependenciesFact;
  images: ImagesFact;
  processes: ProcessesFact;
  pipelines: PipelinesFact;
}

const COMMANDS_MAX = 100_000;

/** Every command line that a file of the repository runs, with what kind of file it stands in; sorted by place. */
export function findCommands(sources: Sources): CommandsFact {
  const { repo, components } = sources;
  const all: CommandUse[] = [];
  const seen = new Set<string>();
  const byName = new Map<string, Command[]>();

  function add(command: Command, origin: CommandOrigin, name = ''): void {
    // A script that a start passes through is listed once, as the start's.
    const key = `${command.place.path}:${command.place.startLine}:${command.text}`;
    if (all.length >= COMMANDS_MAX || seen.has(key)) return;
    seen.add(key);
    const path = command.place.path;
    all.push({ command, origin, name, purpose: repo.purposeOf(path), component: components.of(path)?.path ?? '' });
  }

  for (const { command, origin, name } of [
    ...startCommands(sources.processes),
    ...imageCommands(sources.images),
    ...pipelineCommands(sources.pipelines),
  ])
    add(command, origin, name);
  const named = [...scriptCommands(repo), ...makeCommands(repo), ...packageCommands(sources.dependencies)];
  for (const { key, origin, name, commands } of named) {
    byName.set(key, commands);
    for (const command of commands) add(command, origin, name);
  }
  all.sort((a, b) => comparePlaces(a.command.place, b.command.place));
  return {
    all,
    from: (...origins) => all.filter((use) => origins.includes(use.origin)),
    of: (path) => byName.get(path) ?? [],
    parse: (line: string, place: Place) => commandsOf(line, place.path, place.startLine),
  };
}

interface Found {
  command: Command;
  origin: CommandOrigin;
  name: string;
}

interface Named {
  key: string;
  origin: CommandOrigin;
  name: string;
  commands: Command[];
}

function startCommands(processes: ProcessesFact): Found[] {
  return processes.all
    .filter((process) => process.own)
    .flatMap((process) =>
      process.steps.map(({ command }) => ({
        command,
        origin: process.type === 'release' ? 'release' : 'start',
        name: process.name,
      })),
    );
}

function imageCommands(images: ImagesFact): Found[] {
  const instructions = images.all.flatMap((image) => image.stages.flatMap((stage) => stage.instructions));
  return instructions
    .filter((instruction) => instruction.keyword === 'RUN')
    .flatMap((instruction) => instruction.commands.map((command) => ({ command, origin: 'image-build', name: '' })));
}

function pipelineCommands(pipelines: PipelinesFact): Found[] {
  return pipelines.jobs.flatMap(({ pipeline, job }) =>
    job.steps.flatMap((step) =>
      step.commands.map((command) => ({ command, origin: 'ci', name: `${pipeline.path}#${job.id}` })),
    ),
  );
}

function scriptCommands(repo: Repo): Named[] {
  return scripts(repo).map((path) => ({
    key: path,
    origin: 'script',
    name: '',
    commands: commandsOf(repo.text(path), path),
  }));
}

function makeCommands(repo: Repo): Named[] {
  const paths = repo.paths.filter((path) => isMakefile(baseName(path)) && isOurs(repo, path));
  return paths.flatMap((path) =>
    makeTargets(repo, path).map(({ name, commands }) => ({
      key: `${path}#${name}`,
      origin: 'makefile' as const,
      name,
      commands,
    })),
  );
}

/** Python's project scripts are entry points, not shell lines. */
function packageCommands(dependencies: DependenciesFact): Named[] {
  const manifests = dependencies.manifests.filter((manifest) => manifest.ecosystem !== 'python');
  return manifests.flatMap((manifest) =>
    manifest.scripts.map(({ name, command, place }) => ({
      key: `${manifest.path}#${name}`,
      origin: 'package-script' as const,
      name,
      commands: commandsOf(command, manifest.path).map((item) => ({ ...item, place })),
    })),
  );
}

/** Shell scripts by extension or first line, of the repository itself. */
function scripts(repo: Repo): string[] {
  return repo.paths.filter((path) => {
    const name = baseName(path);
    const mayBe = /\.(?:sh|bash|zsh|ksh)$/.test(name) || !name.includes('.') || repo.file(path)?.executable === true;
    return mayBe && isOurs(repo, path) && !isMakefile(name) && isShellScript(repo, path);
  });
}

function isOurs(repo: Repo, path: string): boolean {
  return !['vendored', 'generated', 'docs'].includes(repo.purposeOf(path));
}
