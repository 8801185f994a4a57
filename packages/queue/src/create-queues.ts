import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueName } from './job-contract.ts';

export type Queues = Readonly<Record<QueueName, Queue>> & {
  connection: Redis;
  /** Closes the queues, not the connection: whoever made it closes it. */
  close(): Promise<void>;
};

export const defaultPrefix = 'twelvefold';

/** The queues as an enqueuer sees them. `connection` is a producer's. */
export function createQueues(connection: Redis, { prefix = defaultPrefix }: { prefix?: string } = {}): Queues {
  function open(name: QueueName): Queue {
    const queue = new Queue(name, { connection, prefix, skipMetasUpdate: true });
    // Without a listener an error of the connection would end the process; the connection logs its own.
    queue.on('error', () => {});
    return queue;
  }
  const queues = { audit: open('audit'), publish: open('publish'), sync: open('sync') };
  return {
    ...queues,
    connection,
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}
