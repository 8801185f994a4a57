import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Command, CommandUse } from '../../../facts/commands-fact.ts';
import { placeOf } from '../../../repo/place.ts';

const ZERO = /^["']?0(?:\.0+)?\s*(?:ms|s|sec|m|min)?["']?$/;
const KILL = /^(?:SIG)?KILL$|^9$/i;
/** Scripts that start, stop or deploy the app; others are helpers. */
const DEPLOYING =
  /(?:^|[/_.-])(?:deploy\w*|stop|shutdown|restart|release|rollout|entrypoint|docker-entrypoint|start)(?:[/_.-]|$)/i;

export const noKillSignals = defineRule({
  id: 'disposability/no-kill-signals',
  factor: 'disposability',
  title: 'Processes are given time to stop',
  severity: 'medium',
  remediation:
    'Send SIGTERM and wait: `kill "$pid"`, the default stop signal, and a grace period of as many seconds as a request or job takes.',
  appliesTo: ({ facts }) =>
    facts.processes.production.length > 0 ||
    facts.processes.deployFiles.some((file) => file.stage === 'production') ||
    'No file of the repository starts or stops the app in production.',
  silence: 'No start, stop or deploy file kills processes.',

  *check(context) {
    const { facts } = context;
    for (const process of facts.processes.production) {
      const { stopGrace, stopSignal, name } = process;
      if (stopGrace && ZERO.test(stopGrace.text.trim()))
        yield fail(stopGrace.place, `The ${name} process is given no time to stop (${stopGrace.text.trim()}).`);
      else if (stopSignal && KILL.test(stopSignal.text.trim()))
        yield fail(stopSignal.place, `The ${name} process is stopped with SIGKILL, which it can not answer.`);
      else yield pass(process.place, `The ${name} process is given time to stop.`);
    }
    for (const image of facts.images.production) {
      const signals = image.final ? image.instructions(image.final, 'STOPSIGNAL') : [];
      for (const signal of signals)
        if (KILL.test(signal.text.trim())) yield fail(signal.place, 'The image asks to be stopped with SIGKILL.');
    }
    yield* units(context);
    for (const use of facts.commands.all) {
      if (isDeploying(context, use) && killsHard(use.command))
        yield fail(
          use.command.place,
          `${use.command.program} stops processes with SIGKILL, in the middle of what they do.`,
        );
    }
  },
});

/** systemd and supervisor files. */
function* units({ repo }: RuleContext): Iterable<RuleYield> {
  for (const path of repo.paths) {
    if (!/\.service$|supervisord?[^/]*\.(?:conf|ini)$/.test(path) || !repo.isProduction(path)) continue;
    for (const [index, line] of repo.lines(path).entries())
      if (
        /^\s*(?:KillSignal\s*=\s*(?:SIGKILL|9)|TimeoutStopSec\s*=\s*0s?|stopsignal\s*=\s*KILL|stopwaitsecs\s*=\s*0)\s*$/i.test(
          line,
        )
      )
        yield fail(placeOf(path, index + 1), `Processes are stopped without time to end (${line.trim()}).`);
  }
}

function isDeploying({ facts }: RuleContext, { origin, purpose, command, name }: CommandUse): boolean {
  if (purpose !== 'production') return false;
  if (origin === 'start' || origin === 'release') return true;
  if (origin === 'ci')
    return (
      command.remote ||
      facts.pipelines.doing('deploy').some(({ pipeline, job }) => `${pipeline.path}#${job.id}` === name)
    );
  if (origin === 'makefile' || origin === 'package-script')
    return /^(?:deploy|stop|restart|release)\b/.test(name.replace(/^.*#/, ''));
  return origin === 'script' && DEPLOYING.test(command.place.path);
}

function killsHard({ program, args }: Command): boolean {
  if (program === 'kill' || program === 'pkill' || program === 'killall')
    return args.some(
      (arg, index) =>
        /^-(?:9|KILL|SIGKILL)$/i.test(arg) ||
        (/^(?:-s|--signal|-signal)$/.test(arg) && KILL.test(args[index + 1] ?? '')) ||
        /^--signal=(?:9|(?:SIG)?KILL)$/i.test(arg),
    );
  if (program === 'fuser') return args.includes('-k') && !args.some((arg) => /^-(?:TERM|INT|15)$/.test(arg));
  if (program === 'docker' || program === 'podman') {
    if (args[0] === 'kill' || (args[0] === 'compose' && args.includes('kill')))
      return !args.some((arg) => /TERM|INT|HUP|USR/.test(arg));
    const at = args.findIndex((arg) => arg === '-t' || arg === '--time' || arg === '--timeout');
    return args.includes('stop') && at >= 0 && args[at + 1] === '0';
  }
  if (program === 'kubectl') return args.includes('delete') && args.includes('--grace-period=0');
  return false;
}
