import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';

export const noInstallAtStart = defineRule({
  id: 'build-release-run/no-install-at-start',
  factor: 'build-release-run',
  title: 'Starting a process installs nothing',
  severity: 'high',
  remediation: 'Install while the image or slug is built, and let the start command run what is already there.',
  appliesTo: ({ facts }) => facts.processes.production.some(isStart) || 'No start command.',

  *check({ facts }) {
    for (const process of facts.processes.production.filter(isStart)) {
      const step = process.steps.find((item) => installs(item.command));
      if (step)
        yield fail(
          step.place,
          `The ${process.name} process installs or fetches when it starts: \`${short(step.command)}\`.`,
          {
            confidence: step.command.conditional ? 'medium' : 'high',
          },
        );
      else if (process.main) yield pass(process.main.place, `The ${process.name} process starts what is installed.`);
    }
  },
});

/** Release and init steps are not the start of the app. */
function isStart(process: Process): boolean {
  return (
    process.steps.length > 0 && process.type !== 'release' && process.type !== 'init' && process.type !== 'service'
  );
}

function short(command: Command): string {
  return command.text.length > 80 ? `${command.text.slice(0, 79)}…` : command.text;
}

const VERBS: Readonly<Record<string, RegExp>> = {
  apt: /^(?:install|upgrade|full-upgrade)$/,
  'apt-get': /^(?:install|upgrade|dist-upgrade)$/,
  apk: /^(?:add|upgrade)$/,
  yum: /^(?:install|update)$/,
  dnf: /^(?:install|update)$/,
  pip: /^install$/,
  pip3: /^install$/,
  pipenv: /^(?:install|sync)$/,
  poetry: /^(?:install|sync|add|update)$/,
  pdm: /^(?:install|sync|add)$/,
  uv: /^(?:sync|add)$/,
  conda: /^(?:install|update)$/,
  npm: /^(?:install|i|ci|add|update|clean-install)$/,
  pnpm: /^(?:install|i|add|update)$/,
  yarn: /^(?:install|add)$/,
  bun: /^(?:install|i|add)$/,
  bundle: /^(?:install|update)$/,
  bundler: /^install$/,
  gem: /^(?:install|update)$/,
  composer: /^(?:install|update|require)$/,
  'composer.phar': /^(?:install|update|require)$/,
  cargo: /^install$/,
  dotnet: /^restore$/,
  git: /^(?:pull|clone|fetch)$/,
};

/** Does the command install packages, or bring code? */
function installs(command: Command): boolean {
  const { program, args } = command;
  const words = args.filter((arg) => !arg.startsWith('-'));
  const text = args.join(' ');
  if (/^python3?[\d.]*$/.test(program)) return args[0] === '-m' && args[1] === 'pip' && args.includes('install');
  if (program === 'uv' && words[0] === 'pip') return words[1] === 'install' || words[1] === 'sync';
  if (program === 'go') return words[0] === 'get' || words[0] === 'install' || text.startsWith('mod download');
  if (program === 'mix') return words[0] === 'deps.get';
  if (program === 'yarn' && words.length === 0) return !args.some((arg) => /^--?v(?:ersion)?$/.test(arg));
  if (program === 'git' && words[0] === 'clone' && /^-/.test(words[1] ?? '')) return false;
  if (/--dry-run|--help\b/.test(text)) return false;
  // Global options may stand before the verb, with or without a value of their own.
  const verb = Object.hasOwn(VERBS, program) ? VERBS[program] : undefined;
  return (
    verb !== undefined &&
    words.slice(0, 2).some((word, index) => verb.test(word) && (index === 0 || /^-/.test(args[0] ?? '')))
  );
}
