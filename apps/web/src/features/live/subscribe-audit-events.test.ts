import { expect, it } from 'vitest';
import { subscribeAuditEvents } from './subscribe-audit-events.ts';

const auditEvent = {
  auditId: '00000000-0000-4000-8000-000000000001',
  repositoryId: '1',
  state: 'running',
  phase: 'judging',
  percent: 50,
};

class FakeSource extends EventTarget {
  isClosed = false;

  close(): void {
    this.isClosed = true;
  }
}

function start() {
  const sources: FakeSource[] = [];
  const delaysMs: number[] = [];
  const events: unknown[] = [];
  let reconnects = 0;
  let run: (() => void) | null = null;
  const stop = subscribeAuditEvents(
    {
      onEvent: (event) => events.push(event),
      onReconnect: () => {
        reconnects += 1;
      },
    },
    {
      open: () => {
        const source = new FakeSource();
        sources.push(source);
        return source as unknown as EventSource;
      },
      setTimer: (next, delayMs) => {
        delaysMs.push(delayMs);
        run = next;
        return delaysMs.length;
      },
      clearTimer: () => {
        run = null;
      },
    },
  );
  return {
    stop,
    sources,
    delaysMs,
    events,
    reconnects: () => reconnects,
    wait: () => run?.(),
    last: () => sources.at(-1) ?? new FakeSource(),
  };
}

it('hands on events that fit the contract and leaves out others', () => {
  const stream = start();

  stream.last().dispatchEvent(new MessageEvent('audit', { data: JSON.stringify(auditEvent) }));
  stream.last().dispatchEvent(new MessageEvent('audit', { data: '{"auditId":7}' }));
  stream.last().dispatchEvent(new MessageEvent('audit', { data: 'not JSON' }));

  expect(stream.events).toEqual([auditEvent]);
});

it('waits longer after each failure, and says so when the stream stands again', () => {
  const stream = start();
  stream.last().dispatchEvent(new Event('open'));

  stream.last().dispatchEvent(new Event('error'));
  stream.wait();
  stream.last().dispatchEvent(new Event('error'));
  stream.wait();
  stream.last().dispatchEvent(new Event('open'));

  expect(stream.delaysMs).toEqual([1_000, 2_000]);
  expect(stream.reconnects()).toBe(1);
  expect(stream.sources.slice(0, 2).every((source) => source.isClosed)).toBe(true);
});

it('opens nothing after it was stopped', () => {
  const stream = start();
  stream.last().dispatchEvent(new Event('error'));

  stream.stop();
  stream.wait();

  expect(stream.sources).toHaveLength(1);
});
