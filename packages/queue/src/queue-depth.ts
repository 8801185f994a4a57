import type { Queues } from './create-queues.ts';
import type { QueueName } from './job-contract.ts';

export interface Depth {
  waiting: number;
  prioritized: number;
  active: number;
  delayed: number;
}

/** How much work is in Redis: what autoscaling reads (waiting + prioritized + active). */
export async function queueDepth(queues: Queues): Promise<Record<QueueName, Depth>> {
  async function depth(name: QueueName): Promise<Depth> {
    const counts = await queues[name].getJobCounts('waiting', 'prioritized', 'active', 'delayed');
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = counts;
    return { waiting, prioritized, active, delayed };
  }
  const [audit, publish, sync] = await Promise.all([depth('audit'), depth('publish'), depth('sync')]);
  return { audit, publish, sync };
}
