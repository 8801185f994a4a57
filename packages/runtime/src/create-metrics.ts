import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricOptions<Label extends string> {
  name: string;
  help: string;
  labels?: readonly Label[];
}

/** The metrics of one process, with those of Node.js itself. No module-level registry: tests make as many as they like. */
export interface Metrics {
  registry: Registry;
  counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label>;
  /** `collect` runs at each scrape. */
  gauge<Label extends string = never>(
    options: MetricOptions<Label> & { collect?: (gauge: Gauge<Label>) => Promise<void> | void },
  ): Gauge<Label>;
  /** `buckets` in the unit of the name (seconds, bytes). */
  histogram<Label extends string = never>(options: MetricOptions<Label> & { buckets: number[] }): Histogram<Label>;
}

/** `name` is the process (web, worker); it becomes the label `process` of every series. */
export function createMetrics(name: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: name });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  return {
    registry,
    counter: ({ name, help, labels = [] }) => new Counter({ name, help, labelNames: labels, registers }),
    gauge: ({ name, help, labels = [], collect }) =>
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers,
        ...(collect
          ? {
              collect() {
                return collect(this);
              },
            }
          : {}),
      }),
    histogram: ({ name, help, labels = [], buckets }) =>
      new Histogram({ name, help, labelNames: labels, buckets, registers }),
  };
}
