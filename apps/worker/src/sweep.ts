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
import { auditJob, enqueue, publishJob } from '@twelvefold/queue';
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

/** Postgres is the truth, Redis an index of it that may be lost at any time. Enqueuing twice does no harm. */
export async function relay({ database, queues, counters, logger }: Deps): Promise<void> {
  const scope = asSystem(database);
  const queued = await queuedAuditsToEnqueue(scope, { olderThanMs: enqueuedLongAgoMs, limit: roundMax });
  const stale = await staleAudits(scope, { staleAfterMs, limit: roundMax });
  const audits = [...queued, ...stale];
  const taken: string[] = [];
  for (const { auditId, priority } of audits) {
    if ((await enqueue(queues, auditJob, { v: 1, auditId }, { priority })) === 'unavailable') break;
    taken.push(auditId);
  }
  if (taken.length > 0) {
    await markEnqueued(scope, taken);
    counters.enqueuedAgain('audit', taken.length);
    logger.debug({ audits: taken.length }, 'audits enqueued by the sweep');
  }
  if (taken.length < audits.length) return;
  const due = await outboxToEnqueue(scope, { olderThanMs: enqueuedLongAgoMs, limit: roundMax });
  const told: string[] = [];
  for (const { outboxId } of due) {
    if ((await enqueue(queues, publishJob, { v: 1, outboxId })) === 'unavailable') break;
    told.push(outboxId);
  }
  await markEnqueued(scope, told);
  counters.enqueuedAgain('publish', told.length);
}

/** GitHub keeps them for three days; an hour covers every outage that the five minutes between two rounds do not. */
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
