import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { AuditReport } from '@twelvefold/rules/report';
import { ArchiveTooSlow, ArchiveUnreadable, AuditorCrashed, AuditTooSlow } from './auditor-errors.ts';
import { chunksInFlightMax, type FromAuditor, type ToAuditor } from './auditor-messages.ts';
import { processUsage } from './process-usage.ts';

export interface AuditRequest {
  sha: string;
  /** Opens the archive; it is aborted when the auditor needs no more of it. */
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Ends the audit. */
  signal: AbortSignal;
  onProgress(progress: { phase: string; percent: number }): void;
}

export interface AuditorLimits {
  /** From the first byte asked for to the report. */
  wallMs: number;
  cpuSeconds: number;
  heapMegabytes: number;
  /** Heap, archive buffers and parsers together. */
  residentBytes: number;
}

export interface AuditorProcess {
  /** One at a time. Rejects with one of auditor-errors.ts, with the abort reason, or with what `open` threw. */
  audit(request: AuditRequest): Promise<AuditReport>;
  /** False once the process ended, or is not to be trusted any more. */
  usable(): boolean;
  kill(): void;
}

const installation = resolve(import.meta.dirname, '../../../..');
/** The program itself, and nothing else of the installation: not its .env, not its data. */
const readable = [
  'package.json',
  'node_modules',
  'packages/rules',
  'apps/worker/package.json',
  'apps/worker/src/auditor',
];
const stderrCharactersMax = 2000;
const usageIntervalMs = 500;

/** Starts a process for audits. `entry` is another program in tests. */
export function startAuditorProcess(
  limits: AuditorLimits,
  entry = resolve(import.meta.dirname, 'main.ts'),
): AuditorProcess {
  const child = fork(entry, {
    cwd: installation,
    // No variable at all: no secret, no proxy, no NODE_OPTIONS.
    env: {},
    execArgv: [
      `--max-old-space-size=${limits.heapMegabytes}`,
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${resolve(installation, path)}`),
      // The parsers are native.
      '--allow-addons',
      '--disable-warning=SecurityWarning',
      '--disable-warning=ExperimentalWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let usable = true;
  let stderr = '';
  child.stderr?.on('data', (data: Buffer) => (stderr = (stderr + data.toString()).slice(-stderrCharactersMax)));
  child.on('error', () => (usable = false));
  child.on('exit', () => (usable = false));

  function kill(): void {
    usable = false;
    child.kill('SIGKILL');
  }

  async function audit(request: AuditRequest): Promise<AuditReport> {
    const outcome = Promise.withResolvers<AuditReport>();
    const reading = new AbortController();
    const inFlight = createWindow(chunksInFlightMax);
    let everythingSent = false;

    const onMessage = (message: FromAuditor) => {
      if (message.type === 'more') inFlight.release();
      else if (message.type === 'progress') request.onProgress(message);
      else if (message.type === 'report') outcome.resolve(message.report);
      else if (message.type === 'unreadable') outcome.reject(new ArchiveUnreadable(message.message));
      else if (message.type === 'failed') outcome.reject(new AuditorCrashed(message.message));
    };
    const onExit = (code: number | null, signal: string | null) =>
      outcome.reject(new AuditorCrashed(`The auditor ended by itself (${signal ?? code}).`, { cause: stderr }));
    const onAbort = () => outcome.reject(request.signal.reason);
    const tooSlow = setTimeout(() => {
      const seconds = limits.wallMs / 1000;
      outcome.reject(
        everythingSent
          ? new AuditTooSlow(`The audit took more than ${seconds} seconds.`)
          : new ArchiveTooSlow(`The code did not arrive within ${seconds} seconds.`),
      );
    }, limits.wallMs);
    const stopWatching = watchUsage(child, limits, outcome.reject);

    async function send(): Promise<void> {
      await tell(child, { type: 'start', sha: request.sha });
      for await (const bytes of request.open(reading.signal)) {
        await inFlight.acquire();
        if (reading.signal.aborted) return;
        await tell(child, { type: 'chunk', bytes });
      }
      everythingSent = true;
      await tell(child, { type: 'end' });
    }

    child.on('message', onMessage);
    child.on('exit', onExit);
    request.signal.addEventListener('abort', onAbort);
    if (request.signal.aborted) onAbort();
    else if (!usable) onExit(child.exitCode, child.signalCode);
    else send().catch((error: unknown) => outcome.reject(error));
    try {
      return await outcome.promise;
    } catch (error) {
      // Only a process that has said itself that it is through with the archive is in a known state.
      if (!(error instanceof ArchiveUnreadable)) kill();
      throw error;
    } finally {
      reading.abort(new Error('The auditor needs no more of the archive.'));
      inFlight.open();
      clearTimeout(tooSlow);
      stopWatching();
      child.off('message', onMessage);
      child.off('exit', onExit);
      request.signal.removeEventListener('abort', onAbort);
    }
  }

  return { audit, usable: () => usable && child.connected, kill };
}

function tell(child: ChildProcess, message: ToAuditor): Promise<void> {
  return new Promise((resolve, reject) => {
    child.send(message, (error) =>
      error ? reject(new AuditorCrashed('The auditor does not listen any more.', { cause: error })) : resolve(),
    );
  });
}

/** Ends an audit that burns more processor time or memory than it may. */
function watchUsage(child: ChildProcess, limits: AuditorLimits, reject: (error: Error) => void): () => void {
  const { pid } = child;
  if (pid === undefined) return () => {};
  let before: number | null = null;
  const check = async () => {
    const usage = await processUsage(pid);
    if (usage === null) return;
    before ??= usage.cpuSeconds;
    if (usage.cpuSeconds - before > limits.cpuSeconds) {
      reject(new AuditTooSlow(`The audit took more than ${limits.cpuSeconds} seconds of processor time.`));
    } else if (usage.residentBytes > limits.residentBytes) {
      reject(
        new AuditorCrashed(
          `The audit needed more than ${Math.round(limits.residentBytes / 1024 / 1024)} MB of memory.`,
        ),
      );
    }
  };
  void check();
  const timer = setInterval(() => void check(), usageIntervalMs);
  return () => clearInterval(timer);
}

/** Lets `size` through, and one more for each release. */
function createWindow(size: number) {
  let free = size;
  let opened = false;
  const waiting: (() => void)[] = [];
  return {
    acquire: (): Promise<void> => {
      if (opened || free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    release: () => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
    open: () => {
      opened = true;
      for (const next of waiting.splice(0)) next();
    },
  };
}
