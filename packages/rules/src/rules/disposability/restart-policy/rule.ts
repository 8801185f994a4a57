import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { baseName, folderOf } from '../../../repo/place.ts';
import { runsService } from '../runs-service.ts';

export const restartPolicy = defineRule({
  id: 'disposability/restart-policy',
  factor: 'disposability',
  title: 'Crashed processes are restarted',
  severity: 'low',
  remediation: 'Compose: `restart: unless-stopped` for each service of the app. systemd: `Restart=on-failure`.',
  appliesTo: (context) => judged(context).length > 0 || 'No compose file or unit starts the app in production.',

  *check(context) {
    for (const process of judged(context)) {
      const policy = process.restart?.policy ?? null;
      if (policy !== null && !/^(?:no|false|none|never)$/i.test(policy))
        yield pass(process.restart?.place ?? process.place, `The ${process.name} process is restarted (${policy}).`);
      else if (isOverlaid(process, judged(context)))
        yield pass(process.place, `Another compose file adds the restart policy of ${process.name}.`);
      else if (isSwarm(process)) yield pass(process.place, `Swarm restarts the ${process.name} process.`);
      else yield fail(process.place, `Nothing restarts the ${process.name} process when it crashes.`);
    }
  },
});

/** Processes of the app that run on, in compose files and units. A unit that only starts a compose file is covered by that file. */
function judged(context: RuleContext): Process[] {
  const { facts } = context;
  return facts.processes.longRunning.filter((process) => {
    if ((process.deploy !== 'compose' && process.deploy !== 'systemd') || runsService(context, process)) return false;
    const main = process.main?.command;
    if (process.deploy === 'systemd' && /(?:docker|podman)(?:-compose)?$/.test(main?.program ?? '')) {
      const words = [main?.program ?? '', ...(main?.args ?? [])].join(' ');
      if (/compose/.test(words) || /\bstart\b/.test(words)) return false;
    }
    return true;
  });
}

/** `compose.yml` with `compose.deploy.yml` laid over it: the second one's policy holds. */
function isOverlaid(process: Process, all: readonly Process[]): boolean {
  return all.some(
    (other) =>
      other.deploy === 'compose' &&
      other.name === process.name &&
      other.restart !== null &&
      folderOf(other.place.path) === folderOf(process.place.path) &&
      /deploy|prod|override|build/i.test(baseName(other.place.path) + baseName(process.place.path)),
  );
}

/** Stack files are for Swarm, which restarts by default. */
function isSwarm({ deploy, place }: Process): boolean {
  return deploy === 'compose' && /stack|swarm/i.test(baseName(place.path));
}
