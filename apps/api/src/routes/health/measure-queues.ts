import { queueDepth } from '@twelvefold/queue';
import type { Deps } from '../../deps.ts';
import { within } from './within.ts';

/** A gauge of what waits in Redis, read at each scrape. While Redis is away it has no values, which is what is known then. */
export function measureQueues({ metrics, queues, redis }: Pick<Deps, 'metrics' | 'queues' | 'redis'>): void {
  metrics.gauge({
    name: 'twelvefold_queue_jobs',
    help: 'Jobs in Redis by queue and state.',
    labels: ['queue', 'state'],
    async collect(gauge) {
      gauge.reset();
      if (redis.status !== 'ready') return;
      const depths = await within(1_000, queueDepth(queues)).catch(() => null);
      for (const [queue, depth] of Object.entries(depths ?? {})) {
        for (const [state, jobs] of Object.entries(depth)) gauge.set({ queue, state }, jobs);
      }
    },
  });
}
