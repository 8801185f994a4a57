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

  for (const process of sources.processes.all) {
    if (!process.own) continue;
    for (const step of process.steps) add(step.command, process.type === 'release' ? 'release' : 'start', process.name);
  }
  for (const image of sources.images.all)
    for (const stage of image.stages)
      for (const item of stage.instructions)
        if (item.keyword === 'RUN') for (const command of item.commands) add(command, 'image-build');
  for (const { pipeline, job } of sources.pipelines.jobs)
    for (const step of job.steps) for (const command of step.commands) add(command, 'ci', `${pipeline.path}#${job.id}`);
  for (const path of scripts(repo)) {
    const commands = commandsOf(repo.text(path), path);
    byName.set(path, commands);
    for (const command of commands) add(command, 'script');
  }
  for (const path of repo.paths.filter((item) => isMakefile(baseName(item)) && isOurs(repo, item))) {
    for (const target of makeTargets(repo, path)) {
      byName.set(`${path}#${target.name}`, target.commands);
      for (const command of target.commands) add(command, 'makefile', target.name);
    }
  }
  for (const manifest of sources.dependencies.manifests) {
    if (manifest.ecosystem === 'python') continue;
    for (const script of manifest.scripts) {
      const commands = commandsOf(script.command, manifest.path).map((command) => ({
        ...command,
        place: script.place,
      }));
      byName.set(`${manifest.path}#${script.name}`, commands);
      for (const command of commands) add(command, 'package-script', script.name);
    }
  }
  all.sort((a, b) => comparePlaces(a.command.place, b.command.place));
  return {
    all,
    from: (...origins) => all.filter((use) => origins.includes(use.origin)),
    of: (path) => byName.get(path) ?? [],
    parse: (line: string, place: Place) => commandsOf(line, place.path, place.startLine),
  };
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
