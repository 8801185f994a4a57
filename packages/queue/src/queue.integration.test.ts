import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { publishAuditEvent, subscribeAuditEvents } from './audit-events.ts';
import { createQueues } from './create-queues.ts';
import { createWorker, type JobHandler } from './create-worker.ts';
import { enqueue } from './enqueue.ts';
import { type AuditPayload, auditJob, publishJob } from './jobs.ts';
import { queueDepth } from './queue-depth.ts';

const redisUrl = process.env.TEST_REDIS_URL ?? '';
const logger = { debug() {}, warn() {}, error() {} };
const closers: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function connect(url = redisUrl): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  closers.push(() => redis.disconnect());
  return redis;
}

/** Queues and worker of their own: the prefix is new each time. */
function open() {
  const prefix = `test-${randomUUID()}`;
  const queues = createQueues(connect(), { prefix });
  closers.push(queues.close);
  function work(handler: JobHandler<AuditPayload>, concurrency = 1) {
    const worker = createWorker(connect(), auditJob, handler, { concurrency, logger, prefix });
    closers.push(() => worker.close({ graceMs: 0 }));
    return worker;
  }
  return { queues, work };
}

function payload(): AuditPayload {
  return { v: 1, auditId: randomUUID() };
}

test('with Redis dead enqueue says so within 600 ms, never throws, and keeps nothing in memory for later', async () => {
  const redis = connect('redis://127.0.0.1:1');
  const queues = createQueues(redis);
  const started = performance.now();

  const outcomes = await Promise.all(Array.from({ length: 20 }, () => enqueue(queues, auditJob, payload())));

  expect(performance.now() - started).toBeLessThan(600);
  expect(new Set(outcomes)).toEqual(new Set(['unavailable']));
  expect(redis.listenerCount('ready')).toBeLessThan(10);
  await queues.close();
});

test('with Redis accepting and never answering enqueue gives up within 600 ms', async () => {
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = mute.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const queues = createQueues(connect(`redis://127.0.0.1:${address.port}`));
  const started = performance.now();

  const outcome = await enqueue(queues, publishJob, { v: 1, outboxId: randomUUID() });

  expect(outcome).toBe('unavailable');
  expect(performance.now() - started).toBeLessThan(600);
  mute.close();
});

test('a job reaches its handler with its payload', async () => {
  const { queues, work } = open();
  const sent = payload();
  const received = new Promise((resolve) => work(async (got, { attempt }) => resolve({ got, attempt })));

  expect(await enqueue(queues, auditJob, sent)).toBe('enqueued');

  expect(await received).toEqual({ got: sent, attempt: 1 });
});

test('twenty enqueues of one audit during a run make exactly one more run', async () => {
  const { queues, work } = open();
  const [sent, last] = [payload(), payload()];
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { promise: finish, resolve: letFinish } = Promise.withResolvers<void>();
  const { promise: sawLast, resolve: seeLast } = Promise.withResolvers<void>();
  let runs = 0;
  work(async ({ auditId }) => {
    if (auditId === last.auditId) return seeLast();
    runs += 1;
    start();
    await finish;
  });

  await enqueue(queues, auditJob, sent);
  await started;
  for (let index = 0; index < 20; index += 1) await enqueue(queues, auditJob, sent);
  await enqueue(queues, auditJob, last, { priority: 1_000 });
  letFinish();
  await sawLast;

  expect(runs).toBe(2);
});

test('a handler that delays its job frees the worker at once, and the delay counts as no attempt', async () => {
  const { queues, work } = open();
  const late = payload();
  const next = payload();
  const order: string[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  let delayed = false;
  work(async (got, { attempt, delayUntil }) => {
    if (got.auditId === late.auditId && !delayed) {
      delayed = true;
      await delayUntil(new Date(Date.now() + 400));
    }
    order.push(`${got.auditId === late.auditId ? 'late' : 'next'}:${attempt}`);
    if (order.length === 2) resolve();
  });

  await enqueue(queues, auditJob, late);
  await enqueue(queues, auditJob, next);
  await done;

  expect(order).toEqual(['next:1', 'late:1']);
});

test('a handler that throws is run again; a payload that does not parse is not', async () => {
  const { queues, work } = open();
  const attempts: number[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  work(async (_got, { attempt }) => {
    attempts.push(attempt);
    if (attempt === 1) throw new Error('first time');
    resolve();
  });

  const broken = await queues.audit.add('audit', { v: 99 }, { attempts: 5 });
  await enqueue(queues, auditJob, payload());
  await done;

  expect(attempts).toEqual([1, 2]);
  expect(await broken.getState()).toBe('failed');
});

test('closing takes no new job and aborts the running one after the grace', async () => {
  const { queues, work } = open();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  let aborted = false;
  const worker = work(async (_got, { signal }) => {
    start();
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        resolve();
      });
    });
  });
  await enqueue(queues, auditJob, payload());
  await started;

  await worker.close({ graceMs: 20 });

  expect(aborted).toBe(true);
  expect(worker.isRunning()).toBe(false);
});

test('depth counts what waits, by queue, and lower priority numbers run first', async () => {
  const { queues, work } = open();
  const [slow, urgent] = [payload(), payload()];
  await enqueue(queues, auditJob, slow, { priority: 20 });
  await enqueue(queues, auditJob, urgent, { priority: 1 });
  await enqueue(queues, auditJob, payload(), { delayMs: 60_000 });

  const depth = await queueDepth(queues);
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    work(async ({ auditId }) => {
      order.push(auditId);
      if (order.length === 2) resolve();
    });
  });

  expect(depth.audit).toEqual({ waiting: 0, prioritized: 2, active: 0, delayed: 1 });
  expect(depth.publish).toEqual({ waiting: 0, prioritized: 0, active: 0, delayed: 0 });
  expect(order).toEqual([urgent.auditId, slow.auditId]);
});

test('audit events reach subscribers, strangers on the channel do not, and publishing never throws', async () => {
  const redis = connect();
  const event = { auditId: randomUUID(), repositoryId: '7', state: 'running', phase: 'judging', percent: 80 };
  const { promise: received, resolve } = Promise.withResolvers<unknown>();
  const subscription = subscribeAuditEvents(connect(), (got) => {
    if (got.auditId === event.auditId) resolve(got);
  });
  await subscription.ready;

  await redis.publish('twelvefold:audits', 'not json');
  await publishAuditEvent(redis, event);

  expect(await received).toEqual(event);
  await subscription.close();
  const dead = new Redis('redis://127.0.0.1:1', { enableOfflineQueue: false, lazyConnect: true });
  dead.on('error', () => {});
  await publishAuditEvent(dead, event);
});
