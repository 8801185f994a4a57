import { join } from 'node:path';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { startRedis as startLocalRedis } from './embedded-redis.ts';

export interface Service {
  url: string;
  close(): Promise<void>;
}

type Environment = Record<string, string | undefined>;
type Write = (type: string, line: string) => void;

/** DATABASE_URL where it is set, else a PostgreSQL of our own under the state directory. */
export async function startPostgres(environment: Environment, stateDirectory: string, write: Write): Promise<Service> {
  if (environment.DATABASE_URL) {
    write('twelvefold', 'PostgreSQL: the one of DATABASE_URL');
    return { url: environment.DATABASE_URL, close: async () => {} };
  }
  const directory = join(stateDirectory, 'postgres');
  const postgres = await startEmbeddedPostgres({ directory, log: (text) => write('postgres', text) });
  write('twelvefold', 'PostgreSQL: embedded (set DATABASE_URL to use another)');
  return postgres;
}

/** REDIS_URL where it is set, else redis-server or valkey-server of this machine, else the embedded in-memory one. */
export async function startRedis(environment: Environment, stateDirectory: string, write: Write): Promise<Service> {
  if (environment.REDIS_URL) {
    write('twelvefold', 'Redis: the one of REDIS_URL');
    return { url: environment.REDIS_URL, close: async () => {} };
  }
  const redis = await startLocalRedis({ directory: join(stateDirectory, 'redis'), log: (text) => write('redis', text) });
  const which = redis.kind === 'embedded' ? 'embedded, in memory, for development only (install redis-server for the real one)' : `${redis.kind} of this machine`;
  write('twelvefold', `Redis: ${which}`);
  return redis;
}
