import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './create-logger.ts';

export type RedisRole = 'producer' | 'worker' | 'subscriber';

const roles: Record<RedisRole, RedisOptions> = {
  // Postgres is the truth and the relay makes up for what Redis missed: fail at once rather than queue in memory.
  producer: { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 2_000, socketTimeout: 3_000 },
  // A worker blocks on Redis for up to 10 s (BullMQ's ceiling). Without a socket time-out a half-open connection took no job for 100 s.
  worker: { maxRetriesPerRequest: null, socketTimeout: 12_000 },
  subscriber: { maxRetriesPerRequest: null, socketTimeout: 12_000, autoResubscribe: true },
};

/** A Redis client that connects in the background, reconnects for ever, and logs when it loses and finds Redis (once each, not per attempt). */
export function connectRedis(url: string, { role, logger }: { role: RedisRole; logger: Logger }): Redis {
  const redis = new Redis(url, {
    ...roles[role],
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });

  let down = false;
  redis.on('error', (err: Error) => {
    if (down) return;
    down = true;
    logger.warn({ err, role }, 'redis lost');
  });
  redis.on('ready', () => {
    if (down) logger.info({ role }, 'redis found again');
    down = false;
  });
  return redis;
}
