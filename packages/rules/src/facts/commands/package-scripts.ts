import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseJson } from '../../repo/parsers/json.ts';
import { type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Command } from '../commands-fact.ts';
import { commandsOf } from './to-command.ts';

const OWN_COMMANDS = new Set([
  'install',
  'i',
  'ci',
  'add',
  'remove',
  'exec',
  'dlx',
  'audit',
  'publish',
  'pack',
  'init',
  'config',
  'cache',
  'rebuild',
  'prune',
  'link',
  'update',
  'upgrade',
  'outdated',
  'why',
  'global',
  'set',
  'version',
  'x',
  'create',
  'login',
  'workspaces',
  'fetch',
  'store',
  'deploy',
  'dedupe',
  'import',
  'build',
]);

/** The script that `npm start`, `npm run x`, `yarn x`, `pnpm x` or `bun run x` runs, with its pre- and post-scripts; null for any other command. */
export function packageScript(
  repo: Repo,
  folder: string,
  command: Command,
): { name: string; path: string; commands: Command[]; place: Place } | null {
  const several = scriptsRunTogether(command);
  if (several.length > 0) return runTogether(repo, folder, several);
  const name = scriptName(command);
  if (!name) return null;
  const path = packageFile(repo, prefixed(folder, command));
  const scripts = path === null ? null : repo.parsed(path, parseJson)?.root?.get('scripts');
  const script = path === null ? null : scripts?.get(name);
  if (!path || !script?.text()) return null;
  const nodes = [scripts?.get(`pre${name}`), script, scripts?.get(`post${name}`)].filter((node): node is DataNode =>
    Boolean(node),
  );
  const commands = nodes.flatMap((node) =>
    commandsOf(node.text() ?? '', path).map((item) => ({
      ...item,
      place: placeOf(path, node.startLine, node.endLine),
    })),
  );
  return { name: `${path}#${name}`, path, commands, place: placeOf(path, script.startLine, script.endLine) };
}

/** `npm-run-all a b`, `run-s a b`, `run-p a b`. */
function scriptsRunTogether(command: Command): string[] {
  return /^(?:npm-run-all2?|run-s|run-p)$/.test(command.program)
    ? command.args.filter((arg) => !arg.startsWith('-') && !arg.includes('*'))
    : [];
}

function runTogether(repo: Repo, folder: string, names: readonly string[]): ReturnType<typeof packageScript> {
  const path = packageFile(repo, folder);
  const scripts = path === null ? null : repo.parsed(path, parseJson)?.root?.get('scripts');
  const nodes = names.map((name) => scripts?.get(name)).filter((node): node is DataNode => Boolean(node));
  const [first] = nodes;
  if (!path || !first) return null;
  const commands = nodes.flatMap((node) =>
    commandsOf(node.text() ?? '', path).map((item) => ({
      ...item,
      place: placeOf(path, node.startLine, node.endLine),
    })),
  );
  return { name: `${path}#${names.join('+')}`, path, commands, place: placeOf(path, first.startLine, first.endLine) };
}

/** `start` for `npm start`, `yarn start`; null where the command is the manager's own. */
export function scriptName(command: Command): string | null {
  const { program, args } = command;
  if (!/^(?:npm|yarn|pnpm|bun|yarnpkg)$/.test(program)) return null;
  const words = args.filter(
    (arg, index) =>
      !arg.startsWith('-') && !/^(?:--prefix|-C|--dir|--cwd|--filter|-F|-w|--workspace)$/.test(args[index - 1] ?? ''),
  );
  const [first, second] = words;
  if (first === undefined) return null;
  if (first === 'run' || first === 'run-script') return second ?? null;
  if (program === 'npm')
    return first === 'start' || first === 'test' || first === 'stop' || first === 'restart' ? first : null;
  if (program === 'bun') return null;
  if (first === 'workspace') return words[2] === 'run' ? (words[3] ?? null) : (words[2] ?? null);
  return OWN_COMMANDS.has(first) && first !== 'build' ? null : first;
}

function prefixed(folder: string, command: Command): string {
  const { args } = command;
  const at = args.findIndex((arg) => /^(?:--prefix|-C|--dir|--cwd)$/.test(arg));
  const inline = args.find((arg) => /^--(?:prefix|dir|cwd)=/.test(arg))?.split('=')[1];
  const value = inline ?? (at >= 0 ? args[at + 1] : undefined);
  if (!value || value.startsWith('/')) return folder;
  return [folder, value.replace(/^\.\//, '').replace(/\/$/, '')].filter(Boolean).join('/');
}

function packageFile(repo: Repo, folder: string): string | null {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`;
  return repo.has(path) ? path : null;
}
