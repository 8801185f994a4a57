import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredDelivery } from '../state/state.ts';

/** GitHub keeps three days; a demo on one disk keeps the last so many. */
const KEPT_MAX = 2000;

export interface DeliveryLog {
  add(delivery: StoredDelivery): void;
  /** Newest last. */
  all(): StoredDelivery[];
  find(id: number): StoredDelivery | null;
}

function load(path: string): StoredDelivery[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.slice(-KEPT_MAX).map((line) => JSON.parse(line));
}

/** Deliveries in a file of their own, one a line: payloads are large, and rewriting them with every change would cost seconds. */
export function openDeliveryLog(directory: string): DeliveryLog {
  const path = join(directory, 'deliveries.jsonl');
  const deliveries = load(path);
  writeFileSync(path, deliveries.map((delivery) => `${JSON.stringify(delivery)}\n`).join(''));

  return {
    add(delivery) {
      deliveries.push(delivery);
      if (deliveries.length > KEPT_MAX) deliveries.shift();
      appendFileSync(path, `${JSON.stringify(delivery)}\n`);
    },
    all: () => [...deliveries],
    find: (id) => deliveries.find((it) => it.id === id) ?? null,
  };
}
