import type { Process, ProcessesFact } from '../processes-fact.ts';

/** What production keeps running and starts by a known command; an image's own start is left out where every deploy of it brings another command. */
export function startsInForce(processes: ProcessesFact): Process[] {
  const known = processes.longRunning.filter((process) => process.steps.length > 0);
  return known.filter((process) => {
    if (process.deploy !== 'dockerfile' || !process.built) return true;
    const path = process.built.image.path;
    const deployed = known.filter(
      (other) => !['dockerfile', 'supervisor'].includes(other.deploy) && other.built?.image.path === path,
    );
    return deployed.length === 0 || deployed.some((other) => other.command === process.command);
  });
}
