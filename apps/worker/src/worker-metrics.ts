import { type Queues, queueDepth } from '@twelvefold/queue';
import type { Metrics } from '@twelvefold/runtime';

/** What the worker counts. */
export interface WorkerMetrics {
  auditEnded(state: string, durationMs: number): void;
  published(outcome: string): void;
  enqueuedAgain(kind: string, number: number): void;
  redelivered(number: number): void;
}

/** Registers the worker's series. The depth of the queues is asked for at each scrape: autoscaling reads it. */
export function createWorkerMetrics(metrics: Metrics, queues: Queues): WorkerMetrics {
  const audits = metrics.counter({
    name: 'twelvefold_audits_total',
    help: 'Audits that ended, by state.',
    labels: ['state'],
  });
  const durations = metrics.histogram({
    name: 'twelvefold_audit_duration_seconds',
    help: 'From the claim of an audit to its end.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  });
  const publications = metrics.counter({
    name: 'twelvefold_publications_total',
    help: 'Rows of the outbox that were worked on, by outcome.',
    labels: ['outcome'],
  });
  const relayed = metrics.counter({
    name: 'twelvefold_relayed_total',
    help: 'Jobs that the sweep put into Redis because nobody else had, or Redis had lost them.',
    labels: ['kind'],
  });
  const redeliveries = metrics.counter({
    name: 'twelvefold_redeliveries_total',
    help: 'Webhook deliveries that GitHub was asked to repeat.',
  });
  metrics.gauge({
    name: 'twelvefold_queue_depth',
    help: 'Jobs in Redis, by queue and state.',
    labels: ['queue', 'state'],
    async collect(gauge) {
      const depths = await queueDepth(queues).catch(() => ({}));
      for (const [queue, states] of Object.entries(depths)) {
        for (const [state, number] of Object.entries(states)) gauge.set({ queue, state }, number);
      }
    },
  });
  return {
    auditEnded(state, durationMs) {
      audits.inc({ state });
      durations.observe(durationMs / 1000);
    },
    published: (outcome) => publications.inc({ outcome }),
    enqueuedAgain: (kind, number) => relayed.inc({ kind }, number),
    redelivered: (number) => redeliveries.inc(number),
  };
}
