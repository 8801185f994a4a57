import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { DeployKind, Process, ProcessStep } from '../../../facts/processes-fact.ts';
import { baseName } from '../../../repo/place.ts';

const CONTAINERS: ReadonlySet<DeployKind> = new Set([
  'dockerfile',
  'compose',
  'kubernetes',
  'helm',
  'kustomize',
  'ecs',
  'terraform',
]);
const LONG_RUNNING = new Set(['web', 'worker', 'scheduler', 'other']);
const INITS =
  /^(?:tini(?:-static)?|dumb-init|docker-init|catatonit|init|my_init|s6-svscan|pid1|yelp-dumb-init|s6-overlay)$/;
const SHELL = /^(?:ba|da|a|z|k)?sh$/;
const RUNNERS = /^(?:npm|npx|yarn|pnpm|pnpx)$/;

export const execForm = defineRule({
  id: 'disposability/exec-form',
  factor: 'disposability',
  title: "Signals reach the app's process",
  severity: 'medium',
  remediation:
    'Start the app itself as the container\'s first process: `CMD ["node", "server.js"]` in exec form, `exec` before the last command of a start script, or an init that forwards signals (tini, `init: true`).',
  appliesTo: ({ facts }) =>
    starts(facts.processes.production).length > 0 || 'No container of the app is started by a file of the repository.',

  *check(context) {
    for (const process of starts(context.facts.processes.production)) yield* judge(context, process);
  },
});

/** Containers of the app that run on. An image's own command is what its deploys start, unless one of them says otherwise for the same image. */
function starts(processes: readonly Process[]): Process[] {
  const containers = processes.filter(
    (process) => CONTAINERS.has(process.deploy) && LONG_RUNNING.has(process.type) && process.steps.length > 0,
  );
  const deployed = new Set(
    containers.filter((process) => process.deploy !== 'dockerfile').map((process) => process.built?.image.path),
  );
  return containers.filter((process) => process.deploy !== 'dockerfile' || !deployed.has(process.built?.image.path));
}

function* judge(context: RuleContext, process: Process): Iterable<RuleYield> {
  const { argv, main, commandPlace, name } = process;
  const first = baseName(argv?.[0] ?? '');
  const inits = main?.command.wrappers.some((wrapper) => INITS.test(baseName(wrapper.split(' ')[0] ?? ''))) ?? false;
  if (process.init || INITS.test(first) || inits)
    return yield pass(commandPlace, `The ${name} container starts under an init that forwards signals.`);

  const line = shellLine(process);
  if (line !== null) {
    const last = lastInForeground(context, line, process);
    if (
      last &&
      !/\.ps1$|^(?:powershell|pwsh|cmd)(?:\.exe)?$/i.test(last.program) &&
      !execs(last) &&
      !waitsForSignals(line)
    )
      return yield fail(
        process.main?.via.length === 0 ? (main?.place ?? commandPlace) : commandPlace,
        `The ${name} container starts ${last.program} through a shell without \`exec\`: the shell gets SIGTERM and does not pass it on.`,
      );
  }
  const runner = RUNNERS.test(first) ? first : process.steps.find((step) => isPackageRunner(step))?.command.program;
  if (runner)
    return yield fail(
      commandPlace,
      `The ${name} container starts the app through ${runner}, which is no process manager: signals do not reach the app reliably.`,
    );

  const script = main?.via.at(-1) ?? null;
  if (main && script !== null && context.repo.has(script) && !script.includes('#')) {
    if (!execs(main.command) && !waitsForSignals(context.repo.text(script)) && !endsInExec(context.repo.lines(script)))
      return yield fail(
        main.place,
        `${script} starts ${main.command.program} without \`exec\`: the script gets SIGTERM, and ${main.command.program} does not.`,
      );
    return yield pass(main.place, `${script} replaces itself with ${main.command.program}.`);
  }
  if (main || line === null)
    yield pass(commandPlace, `The ${name} container starts ${main?.command.program ?? first} itself.`);
}

/** The text that a shell runs as the container's first process; null where no shell stands between. */
function shellLine({ argv, command }: Process): string | null {
  if (argv === null) return command;
  const at = argv.findIndex((word) => SHELL.test(baseName(word)));
  if (at < 0 || !/^-[a-z]*c$/.test(argv[at + 1] ?? '')) return null;
  // An entrypoint before it replaces itself with the shell; what follows is what the shell runs.
  return argv[at + 2] ?? null;
}

function lastInForeground({ facts }: RuleContext, line: string, process: Process): Command | null {
  const commands = facts.commands
    .parse(line, process.commandPlace)
    .filter((command) => !command.background && !/^(?:echo|export|set|cd|true|:|wait)$/.test(command.program));
  return commands.at(-1) ?? null;
}

function execs(command: Command): boolean {
  return command.wrappers.includes('exec') || command.program === 'exec' || /^exec\s/.test(command.text);
}

/** A script that traps the signal and waits passes it on by itself. */
function waitsForSignals(text: string): boolean {
  return /\btrap\s[^\n]*\b(?:SIG)?TERM\b/.test(text);
}

/** `exec "$@"` as its last line, whatever the arguments are. */
function endsInExec(lines: readonly string[]): boolean {
  const last = lines.findLast((line) => !/^\s*(?:#.*|\}|fi|esac|;;|done)?\s*$/.test(line));
  return last !== undefined && /^\s*exec\s/.test(last);
}

/** `npm start` and the like on the way to the app. */
function isPackageRunner({ command, main }: ProcessStep): boolean {
  return (
    !main &&
    RUNNERS.test(command.program) &&
    /^(?:start|run|run-script|exec|[\w:-]+)$/.test(command.args[0] ?? '') &&
    !/^(?:ci|i|install|add|audit|cache|config|--version|-v|set)$/.test(command.args[0] ?? '')
  );
}
