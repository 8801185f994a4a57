import type { AuditReport } from '@twelvefold/rules/report';
import {
  type AuditorLimits,
  type AuditorProcess,
  type AuditRequest,
  startAuditorProcess,
} from './start-auditor-process.ts';

export interface Auditor {
  /** Judges the archive in a process of its own. Rejects as AuditorProcess.audit does. */
  audit(request: AuditRequest): Promise<AuditReport>;
  /** Ends the processes; audits that still run are rejected. */
  close(): void;
}

/** Native parsers keep memory: a process is replaced before it has grown much. */
const auditsPerProcessMax = 50;

export const defaultAuditorLimits: AuditorLimits = {
  wallMs: 60_000,
  cpuSeconds: 30,
  heapMegabytes: 256,
  residentBytes: 1024 * 1024 * 1024,
};

/**
 * A pool of auditor processes that grows with the audits asked for at the same time (the worker's concurrency). One is kept warm, so that an audit does
 * not pay for its start; one that met a limit or an error is killed.
 */
export function createAuditor({
  limits = defaultAuditorLimits,
  start = () => startAuditorProcess(limits),
}: {
  limits?: AuditorLimits;
  start?: () => AuditorProcess;
} = {}): Auditor {
  const idle: { process: AuditorProcess; audits: number }[] = [{ process: start(), audits: 0 }];
  const busy = new Set<AuditorProcess>();
  let closed = false;

  function take(): { process: AuditorProcess; audits: number } {
    for (let item = idle.pop(); item !== undefined; item = idle.pop()) if (item.process.usable()) return item;
    return { process: start(), audits: 0 };
  }

  function giveBack(item: { process: AuditorProcess; audits: number }): void {
    if (closed || !item.process.usable()) return;
    if (item.audits < auditsPerProcessMax) idle.push(item);
    else item.process.kill();
  }

  return {
    async audit(request) {
      const item = take();
      item.audits += 1;
      busy.add(item.process);
      try {
        return await item.process.audit(request);
      } finally {
        busy.delete(item.process);
        giveBack(item);
        // The next audit finds a process that has started already.
        if (!closed && idle.length === 0) idle.push({ process: start(), audits: 0 });
      }
    },
    close() {
      closed = true;
      for (const { process } of idle.splice(0)) process.kill();
      for (const process of busy) process.kill();
    },
  };
}
