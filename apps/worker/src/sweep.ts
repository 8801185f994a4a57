import {
  asSystem,
  markEnqueued,
  outboxToEnqueue,
  purgeDeletedInstallations,
  purgeExpired,
  queuedAuditsToEnqueue,
  staleAudits,
  storedDeliveries,
} from '@twelvefold/db';
import { redeliverFailedDeliveries } from '@twelvefold/github';
import {
  type AuditPayload,
  auditJob,
  enqueue,
  type JobContract,
  type PublishPayload,
  publishJob,
} from '@twelvefold/queue';
import type { Deps } from './deps.ts';
import { staleAfterMs } from './jobs/audit-commit.ts';

export interface Sweep {
  /** Waits for a round that runs. */
  close(): Promise<void>;
}

interface Task {
  name: string;
  everyMs: number;
  /** True: one worker of all does it. */
  alone: boolean;
  run(deps: Deps): Promise<void>;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Redis has had time to run it; if it is still there, Redis lost it, or never got it. */
const enqueuedLongAgoMs = 10 * second;
const roundMax = 1000;

const tasks: readonly Task[] = [
  { name: 'relay', everyMs: 3 * second, alone: false, run: relay },
  { name: 'missed deliveries', everyMs: 5 * minute, alone: true, run: fetchMissedDeliveries },
  { name: 'retention', everyMs: hour, alone: true, run: purge },
];

/** What nobody asks for: enqueues what Redis lost, takes over from dead workers, recovers missed webhooks, deletes what is to be deleted. */
export function startSweep(deps: Deps): Sweep {
  const running = new Set<Promise<void>>();
  const timers = tasks.map((task) => {
    let busy = false;
    const round = async () => {
      if (busy) return;
      busy = true;
      try {
        if (!task.alone || (await claimRound(deps, task))) await task.run(deps);
      } catch (err) {
        deps.logger.warn({ err, task: task.name }, 'sweep failed');
      } finally {
        busy = false;
      }
    };
    const start = () => {
      const promise = round().finally(() => running.delete(promise));
      running.add(promise);
    };
    start();
    return setInterval(start, task.everyMs);
  });
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** First come, first served, until shortly before the next round. Without Redis nobody does it, which can wait. */
async function claimRound({ redis }: Deps, { name, everyMs }: Task): Promise<boolean> {
  const key = `twelvefold:sweep:${name.replaceAll(' ', '-')}`;
  return (await redis.set(key, '1', 'PX', Math.round(everyMs * 0.9), 'NX').catch(() => null)) === 'OK';
}

/**
 * Jobs under keys of their own: for Redis the job of a dead worker is active until its lock runs out, and would swallow one more with the same key. Claims in
 * Postgres see to it that nothing is done twice.
 */
const takeOverAudit = { ...auditJob, dedupeKey: ({ auditId }: AuditPayload) => `take-over-${auditId}` };
const publishAgain = { ...publishJob, dedupeKey: ({ outboxId }: PublishPayload) => `again-${outboxId}` };

/** Postgres is the truth, Redis an index of it that may be lost at any time. Enqueuing twice does no harm. */
async function relay(deps: Deps): Promise<void> {
  const scope = asSystem(deps.database);
  const stale = await staleAudits(scope, { staleAfterMs, limit: roundMax });
  const lost = await queuedAuditsToEnqueue(scope, { olderThanMs: enqueuedLongAgoMs, limit: roundMax });
  const due = await outboxToEnqueue(scope, { olderThanMs: enqueuedLongAgoMs, limit: roundMax });
  await relayEach(deps, 'stale audit', stale, ({ auditId, priority }) => [
    takeOverAudit,
    { v: 1, auditId },
    auditId,
    priority,
  ]);
  await relayEach(deps, 'audit', lost, ({ auditId, priority }) => [auditJob, { v: 1, auditId }, auditId, priority]);
  await relayEach(deps, 'publication', due, ({ outboxId }) => [publishAgain, { v: 1, outboxId }, outboxId, undefined]);
}

/** Gives Redis what `items` stand for, until it takes no more. */
async function relayEach<Item, Payload extends object>(
  { database, queues, counters, logger }: Deps,
  kind: string,
  items: readonly Item[],
  jobOf: (item: Item) => [job: JobContract<Payload>, payload: Payload, id: string, priority: number | undefined],
): Promise<void> {
  const taken: string[] = [];
  for (const item of items) {
    const [job, payload, id, priority] = jobOf(item);
    if ((await enqueue(queues, job, payload, priority === undefined ? {} : { priority })) === 'unavailable') break;
    taken.push(id);
  }
  if (taken.length === 0) return;
  await markEnqueued(asSystem(database), taken);
  counters.enqueuedAgain(kind, taken.length);
  logger.debug({ kind, number: taken.length }, 'enqueued by the sweep');
}

/** GitHub keeps them for three days; a day back covers a night without a worker. */
async function fetchMissedDeliveries({ github, database, counters, logger }: Deps): Promise<void> {
  const number = await redeliverFailedDeliveries(github, {
    since: new Date(Date.now() - 24 * hour),
    known: (guids) => storedDeliveries(asSystem(database), guids),
  });
  if (number > 0) logger.info({ deliveries: number }, 'missed deliveries asked for again');
  counters.redelivered(number);
}

/** Access was closed when the App was uninstalled; a day later the data is gone too. */
async function purge({ database, logger }: Deps): Promise<void> {
  const scope = asSystem(database);
  const { installations, repositories } = await purgeDeletedInstallations(scope, new Date(Date.now() - 24 * hour));
  await purgeExpired(scope);
  if (installations + repositories > 0) logger.info({ installations, repositories }, 'what was uninstalled is deleted');
}
