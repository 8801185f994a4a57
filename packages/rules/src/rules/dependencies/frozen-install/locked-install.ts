import type { Ecosystem, Lock } from '../../../facts/dependencies-fact.ts';
import type { ArtefactCommand } from './artefact-installs.ts';

interface Judgement {
  verdict: 'locked' | 'open';
  why: string;
  fix: string;
}
type FindLock = (ecosystem: Ecosystem, kind?: string) => Lock | null;

const LOCKED = 'installs what the lock says';

/** Does a command that installs from a manifest enforce its lock? Null where it installs nothing, or no lock covers it. */
export function lockedInstall(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const { program } = use.command;
  if (program === 'npm') return npm(use, lockOf);
  if (program === 'yarn') return yarn(use, lockOf);
  if (program === 'pnpm') return pnpm(use, lockOf);
  if (program === 'bun') return bun(use, lockOf);
  if (program === 'uv') return uv(use, lockOf);
  if (/^pip[\d.]*$/.test(program)) return pip(use, lockOf);
  if (program === 'bundle' || program === 'bundler') return bundle(use, lockOf);
  return simple(use, lockOf);
}

function open(why: string, fix: string): Judgement {
  return { verdict: 'open', why, fix };
}

function locked(why = LOCKED): Judgement {
  return { verdict: 'locked', why, fix: '' };
}

/** The subcommand; '' for the bare program. Values of leading flags are skipped. */
function subcommand({ command: { args } }: ArtefactCommand): string {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (/^(?:--prefix|-C|--dir|--cwd|--filter|-F|-w|--workspace|--directory|--project|-p)$/.test(arg)) at += 1;
    else if (!arg.startsWith('-')) return arg;
  }
  return '';
}

function has({ command: { args } }: ArtefactCommand, pattern: RegExp): boolean {
  return args.some((arg) => pattern.test(arg));
}

/** Set for the command, the step, the job or the image. */
function isSet({ command, environment }: ArtefactCommand, pattern: RegExp): boolean {
  const names = [...environment, ...command.assignments.map(({ name, value }) => [name, value] as const)];
  return names.some(([name, value]) => pattern.test(name) && !/^(?:0|false|)$/i.test(value));
}

function npm(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const name = subcommand(use);
  if (!lockOf('npm', 'package-lock') || has(use, /^(?:-g|--global|--package-lock-only)$/)) return null;
  if (/^(?:ci|clean-install)$/.test(name)) return locked();
  if (name === 'update') return open('moves the locked versions', 'Run `npm ci`.');
  if (!/^(?:install|i)$/.test(name) || operandsAfter(use, name).length > 0) return null;
  return open('may change the lock instead of obeying it', 'Run `npm ci`.');
}

function operandsAfter({ command: { args } }: ArtefactCommand, name: string): string[] {
  return args.slice(args.indexOf(name) + 1).filter((arg) => !arg.startsWith('-'));
}

function yarn(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const lock = lockOf('npm', 'yarn');
  const name = subcommand(use);
  if (!lock || (name !== '' && name !== 'install') || has(use, /^(?:-v|--version)$/)) return null;
  if (has(use, /^--(?:immutable|frozen-lockfile|immutable-cache)$/) || isSet(use, /^YARN_ENABLE_IMMUTABLE_INSTALLS$/))
    return locked();
  // Yarn 2 and later, and CI systems that set CI, are immutable by default together.
  if (use.where === 'ci' && isModernYarn(use)) return locked();
  return open('does not enforce yarn.lock', 'Run `yarn install --immutable` (Yarn 1: `--frozen-lockfile`).');
}

function isModernYarn({ around }: ArtefactCommand): boolean {
  return around.some(
    ({ program, args }) =>
      program === 'corepack' || (program === 'yarn' && /^(?:workspaces|set|dlx)$/.test(args[0] ?? '')),
  );
}

function pnpm(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const name = subcommand(use);
  if (!/^(?:install|i|ci)$/.test(name) || !lockOf('npm', 'pnpm')) return null;
  if (name === 'ci' || has(use, /^--frozen-lockfile(?:=true)?$/)) return locked();
  if (has(use, /^--(?:no-frozen-lockfile|no-lockfile|frozen-lockfile=false)$/))
    return open('turns the lock off', 'Run `pnpm install --frozen-lockfile`.');
  // pnpm freezes by itself where CI is set.
  if (use.where === 'ci' || isSet(use, /^CI$/)) return locked();
  return has(use, /^--offline$/)
    ? null
    : open('does not enforce pnpm-lock.yaml', 'Run `pnpm install --frozen-lockfile`.');
}

function bun(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const name = subcommand(use);
  if (!/^(?:install|i|ci)$/.test(name) || !lockOf('npm', 'bun')) return null;
  if (name === 'ci' || has(use, /^--frozen-lockfile$/)) return locked();
  return open('does not enforce bun.lock', 'Run `bun install --frozen-lockfile` (or `bun ci`).');
}

function uv(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const name = subcommand(use);
  if (!/^(?:sync|run|lock|export)$/.test(name) || !lockOf('python', 'uv')) return null;
  const { args } = use.command;
  const own =
    name === 'run'
      ? args.slice(
          0,
          args.findIndex((arg, index) => index > args.indexOf('run') && !arg.startsWith('-')) + 1 || args.length,
        )
      : args;
  const frozen =
    own.some((arg) => /^--(?:frozen|locked|no-sync)$/.test(arg)) || isSet(use, /^UV_(?:FROZEN|LOCKED|NO_SYNC)$/);
  if (name === 'lock')
    return has(use, /^--(?:check|locked|frozen)$/)
      ? null
      : open('makes the lock anew in the build', 'Commit uv.lock, and run `uv sync --locked`.');
  if (frozen) return name === 'export' ? null : locked();
  if (name === 'export') return null;
  if (
    name === 'run' &&
    (use.where === 'image' || use.around.some(({ program, args: other }) => program === 'uv' && other.includes('sync')))
  )
    return null;
  return open(
    'may change uv.lock instead of obeying it',
    `Add \`--locked\` (or \`--frozen\`): \`uv ${name} --locked\`.`,
  );
}

function pip(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  if (subcommand(use) !== 'install') return null;
  const { args } = use.command;
  const file = args.flatMap((arg, index) =>
    /^(?:-r|--requirement)$/.test(arg)
      ? [args[index + 1] ?? '']
      : arg.startsWith('-r') && arg.length > 2
        ? [arg.slice(2)]
        : [],
  )[0];
  if (file !== undefined) {
    const lock = lockOf('python', 'requirements');
    return lock?.path.endsWith(file.replace(/^.*\//, '')) ? locked() : null;
  }
  const isProject =
    operandsAfter(use, 'install').some((arg) => /^\.(?:\[[\w,-]+\])?$/.test(arg)) && !has(use, /^--no-deps$/);
  const lock = isProject ? (lockOf('python', 'uv') ?? lockOf('python', 'poetry') ?? lockOf('python', 'pdm')) : null;
  return lock
    ? open(
        `resolves the dependencies anew, past ${lock.path}`,
        'Install from the lock (`uv sync --frozen`, `poetry install`), and the project itself with `--no-deps`.',
      )
    : null;
}

function bundle(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const name = subcommand(use);
  if (!lockOf('ruby')) return null;
  if (name === 'update') return open('moves the locked versions', 'Run `bundle install` with BUNDLE_DEPLOYMENT=1.');
  if (name !== '' && name !== 'install') return null;
  const configured = use.around.some(
    ({ program, text }) =>
      program.startsWith('bundle') && /\bconfig\b.*\b(?:frozen|deployment)\b/.test(text) && !/false/.test(text),
  );
  if (configured || has(use, /^--(?:deployment|frozen)$/) || isSet(use, /^BUNDLE_(?:DEPLOYMENT|FROZEN)$/))
    return locked();
  return open(
    'may change Gemfile.lock instead of obeying it',
    'Set `BUNDLE_DEPLOYMENT=1` (or `bundle config set frozen true`).',
  );
}

/** Tools that obey the lock unless told otherwise. */
function simple(use: ArtefactCommand, lockOf: FindLock): Judgement | null {
  const { program } = use.command;
  const name = subcommand(use);
  if (program === 'poetry') return lockOf('python', 'poetry') ? poetry(use, name) : null;
  if (program === 'pipenv') return lockOf('python', 'pipenv') ? pipenv(use, name) : null;
  if (program === 'pdm') return lockOf('python', 'pdm') ? pdm(use, name) : null;
  if (program === 'composer' && lockOf('composer')) {
    if (name === 'install') return locked();
    return name === 'update' ? open('moves the locked versions', 'Run `composer install`.') : null;
  }
  if (program === 'go' && lockOf('go')) return goModules(use, name);
  if (program === 'dotnet' && name === 'restore' && lockOf('nuget'))
    return has(use, /^--locked-mode$/)
      ? locked()
      : open('does not enforce packages.lock.json', 'Run `dotnet restore --locked-mode`.');
  if (program === 'cargo' && lockOf('cargo')) return has(use, /^--(?:locked|frozen)$/) ? locked() : null;
  return program === 'mix' && name === 'deps.update' && lockOf('mix')
    ? open('moves the locked versions', 'Run `mix deps.get --check-locked`.')
    : null;
}

function poetry(use: ArtefactCommand, name: string): Judgement | null {
  if (name === 'update' || (name === 'lock' && !has(use, /^--check$/)))
    return open('makes the lock anew in the build', 'Commit poetry.lock, and run `poetry install`.');
  return name === 'install' || name === 'sync' ? locked() : null;
}

function pipenv(use: ArtefactCommand, name: string): Judgement | null {
  if (name === 'sync' || (name === 'install' && has(use, /^--(?:deploy|ignore-pipfile)$/))) return locked();
  return /^(?:install|lock|update)$/.test(name) && operandsAfter(use, name).length === 0
    ? open('may change Pipfile.lock instead of obeying it', 'Run `pipenv sync` (or `pipenv install --deploy`).')
    : null;
}

function pdm(use: ArtefactCommand, name: string): Judgement | null {
  if (name === 'sync' || (name === 'install' && has(use, /^--(?:check|frozen-lockfile)$/))) return locked();
  return /^(?:install|update|lock)$/.test(name)
    ? open('may change pdm.lock', 'Run `pdm sync` (or `pdm install --check`).')
    : null;
}

function goModules({ command: { args } }: ArtefactCommand, name: string): Judgement | null {
  const checks = (name === 'mod' && args.includes('download')) || name === 'build';
  return checks ? locked('checks each module against go.sum') : null;
}
