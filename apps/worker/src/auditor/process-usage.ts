import { readFile } from 'node:fs/promises';

export interface ProcessUsage {
  cpuSeconds: number;
  residentBytes: number;
}

/** USER_HZ, fixed at 100 for what Linux shows to programs (man 5 proc). */
const ticksPerSecond = 100;

/** Processor time and memory of another process; null where there is no /proc (macOS, Windows) or no such process: then only the wall clock limits it. */
export async function processUsage(pid: number): Promise<ProcessUsage | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name, in parentheses, may hold anything; the numbers follow the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    return { cpuSeconds, residentBytes: Number(fields[21]) * 4096 };
  } catch {
    return null;
  }
}
