import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Auditor, createAuditor, defaultAuditorLimits } from './create-auditor.ts';
import { type AuditorLimits, type AuditRequest, startAuditorProcess } from './start-auditor-process.ts';

const entry = resolve(import.meta.dirname, 'fixtures/misbehaving-auditor.ts');
const auditors: Auditor[] = [];

function makeAuditor(limits: Partial<AuditorLimits> = {}): Auditor {
  const all = { ...defaultAuditorLimits, wallMs: 10_000, ...limits };
  const auditor = createAuditor({ limits: all, start: () => startAuditorProcess(all, entry) });
  auditors.push(auditor);
  return auditor;
}

afterEach(() => {
  for (const auditor of auditors.splice(0)) auditor.close();
});

async function* chunksOf(count: number, bytes = 10): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield new Uint8Array(bytes);
}

function request(sha: string, overrides: Partial<AuditRequest> = {}): AuditRequest {
  return {
    sha,
    open: () => chunksOf(3),
    signal: new AbortController().signal,
    onProgress: () => {},
    ...overrides,
  };
}

/** What the fixture answers, in place of a report. */
async function answer(auditor: Auditor, sha: string, overrides: Partial<AuditRequest> = {}): Promise<string> {
  return (await auditor.audit(request(sha, overrides))).scoreReason;
}

describe('createAuditor', () => {
  it('passes every byte of the archive on, however many chunks it has', async () => {
    const told = await answer(makeAuditor(), 'counts', { open: () => chunksOf(200, 70_000) });

    expect(told).toMatch(/ 14000000$/);
  });

  it('uses a process again after an audit, and after an unreadable archive', async () => {
    const auditor = makeAuditor();
    const [first] = (await answer(auditor, 'counts')).split(' ');
    await expect(answer(auditor, 'unreadable')).rejects.toMatchObject({
      name: 'ArchiveUnreadable',
      message: 'truncated',
    });
    const [second] = (await answer(auditor, 'counts')).split(' ');

    expect(second).toBe(first);
  });

  it('gives the process no variable, no file but its own, no writing and no other program', async () => {
    expect(await answer(makeAuditor(), 'tries')).toBe(
      'environment 0, read ERR_ACCESS_DENIED, dotenv ERR_ACCESS_DENIED, write ERR_ACCESS_DENIED, spawn ERR_ACCESS_DENIED',
    );
  });

  it('ends an audit that takes too long, and goes on with another process', async () => {
    const auditor = makeAuditor({ wallMs: 600 });

    await expect(answer(auditor, 'waits')).rejects.toMatchObject({ name: 'AuditTooSlow' });
    expect(await answer(auditor, 'counts')).toMatch(/ 30$/);
  });

  it('ends an audit that burns more processor time than it may', async () => {
    await expect(answer(makeAuditor({ cpuSeconds: 0.3 }), 'spins')).rejects.toMatchObject({ name: 'AuditTooSlow' });
  });

  it('blames the download, not the repository, for bytes that do not arrive', async () => {
    async function* stalls(signal: AbortSignal): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }

    await expect(answer(makeAuditor({ wallMs: 600 }), 'counts', { open: stalls })).rejects.toMatchObject({
      name: 'ArchiveTooSlow',
    });
  });

  it.each(['dies', 'fails'])('reports a process that %s, and goes on with another', async (sha) => {
    const auditor = makeAuditor();

    await expect(answer(auditor, sha)).rejects.toMatchObject({ name: 'AuditorCrashed' });
    expect(await answer(auditor, 'counts')).toMatch(/ 30$/);
  });

  it('survives an audit that eats all memory', async () => {
    const auditor = makeAuditor({ heapMegabytes: 48 });

    await expect(answer(auditor, 'eats')).rejects.toMatchObject({ name: 'AuditorCrashed' });
    expect(await answer(auditor, 'counts')).toMatch(/ 30$/);
  });

  it('stops fetching when the auditor has read enough', async () => {
    let aborted = false;
    async function* endless(signal: AbortSignal): AsyncGenerator<Uint8Array> {
      signal.addEventListener('abort', () => (aborted = true));
      for (;;) yield new Uint8Array(10);
    }

    expect(await answer(makeAuditor(), 'ends-early', { open: endless })).toBe('early');
    expect(aborted).toBe(true);
  });

  it('ends with the reason of whoever aborts it', async () => {
    const stop = new AbortController();
    const ended = answer(makeAuditor(), 'waits', { signal: stop.signal });
    stop.abort(new Error('The worker is shutting down.'));

    await expect(ended).rejects.toThrow('The worker is shutting down.');
  });

  it('passes on why the archive could not be fetched', async () => {
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error('404');
    }

    await expect(answer(makeAuditor(), 'counts', { open: broken })).rejects.toThrow('404');
  });
});
