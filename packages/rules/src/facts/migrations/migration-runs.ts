import { baseName, folderOf, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { makeTarget } from '../commands/make-targets.ts';
import { packageScript } from '../commands/package-scripts.ts';
import type { Command, CommandsFact } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import { isMigration } from './is-migration.ts';

const DEPTH_MAX = 4;

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  commands: CommandsFact;
  /** Program files of the repository that migrate when they are run. */
  programs: ReadonlySet<string>;
}

/** Answers whether a command migrates: by itself, or by the package script, Makefile target, shell script or program it starts. Memoised. */
export function migrationRuns(sources: Sources): (command: Command) => boolean {
  const known = new Map<string, boolean>();
  const runs = (command: Command, depth: number): boolean => {
    const key = `${folderOf(command.place.path)}\0${command.text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    // A script that calls itself gets the answer "no" for the inner call.
    known.set(key, false);
    const answer =
      isMigration(command) ||
      (depth < DEPTH_MAX && startedBy(sources, command).some((inner) => runs(inner, depth + 1))) ||
      startsProgram(sources, command);
    known.set(key, answer);
    return answer;
  };
  return (command) => runs(command, 0);
}

function startedBy({ repo, components, commands }: Sources, command: Command): readonly Command[] {
  const folder = folderOf(command.place.path);
  const folders = [...new Set([folder, components.of(command.place.path)?.path ?? '', ''])];
  for (const from of folders) {
    const script = packageScript(repo, from, command) ?? makeTarget(repo, from, command);
    if (script) return script.commands;
  }
  const isShell = /^(?:ba|da|a|z|k)?sh$|^(?:source|\.)$/.test(command.program);
  const written = isShell
    ? command.args.find((arg) => !arg.startsWith('-'))
    : command.words.find(
        (word) => word.endsWith(`/${command.program}`) && /\.sh$|(?:^|\/)(?:scripts?|bin|docker|deploy)\//.test(word),
      );
  const path = written ? fileOf(repo, folders, written) : null;
  return path && path !== command.place.path ? commands.of(path) : [];
}

/** `python migrate.py`, `node scripts/check-db.js`, `python -m app.migrate`. */
function startsProgram({ repo, programs, components }: Sources, command: Command): boolean {
  if (programs.size === 0 || !/^(?:python3?[\d.]*|node|tsx|ts-node|bun|deno|ruby|php|go)$/.test(command.program))
    return false;
  const folders = [folderOf(command.place.path), components.of(command.place.path)?.path ?? '', ''];
  const module = command.args[command.args.indexOf('-m') + 1];
  const written =
    command.args.includes('-m') && module
      ? `${module.replaceAll('.', '/')}.py`
      : command.args.find((arg) => /\.(?:py|[cm]?[jt]s|rb|php|go)$/.test(arg));
  const path = written ? fileOf(repo, folders, written) : null;
  if (path && programs.has(path)) return true;
  // Compiled: `node dist/db/migrate.js` comes from `src/db/migrate.ts`.
  const stem = written ? baseName(written).replace(/\.\w+$/, '') : '';
  return (
    path === null &&
    /(?:^|\/)(?:dist|build|lib|out)\//.test(written ?? '') &&
    [...programs].some((program) => baseName(program).replace(/\.\w+$/, '') === stem)
  );
}

function fileOf(repo: Repo, folders: readonly string[], written: string): string | null {
  const relative = written.replace(
    /^(?:\.\/|\/(?:app|code|src|usr\/src\/app|opt\/\w+|srv\/\w+|home\/\w+)\/|\$\{?\w+\}?\/)/,
    '',
  );
  for (const folder of folders) {
    const path = joinPath(folder, relative);
    if (path !== null && repo.has(path)) return path;
  }
  const named = repo.named(baseName(relative)).filter((path) => path === relative || path.endsWith(`/${relative}`));
  return named.length === 1 ? (named[0] ?? null) : null;
}
