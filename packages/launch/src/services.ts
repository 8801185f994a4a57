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
  const log = lastLines();
  const postgres = await startEmbeddedPostgres({ directory, log: log.add }).catch(log.fail('PostgreSQL'));
  write('twelvefold', 'PostgreSQL: embedded (set DATABASE_URL to use another)');
  return postgres;
}

/** REDIS_URL where it is set, else redis-server or valkey-server of this machine, else the embedded in-memory one. */
export async function startRedis(environment: Environment, stateDirectory: string, write: Write): Promise<Service> {
  if (environment.REDIS_URL) {
    write('twelvefold', 'Redis: the one of REDIS_URL');
    return { url: environment.REDIS_URL, close: async () => {} };
  }
  const log = lastLines();
  const directory = join(stateDirectory, 'redis');
  const redis = await startLocalRedis({ directory, log: log.add }).catch(log.fail('Redis'));
  const which =
    redis.kind === 'embedded'
      ? 'embedded, in memory, for development only (install redis-server for the real one)'
      : `${redis.kind} of this machine`;
  write('twelvefold', `Redis: ${which}`);
  return redis;
}

/** A service's own log is noise while it runs well, and the first thing to read when it does not start. */
function lastLines() {
  const lines: string[] = [];
  return {
    add(line: string) {
      lines.push(line);
      if (lines.length > 30) lines.shift();
    },
    fail: (name: string) => (error: unknown) => {
      throw new Error(`${name} did not start. Its last words:\n${lines.join('\n')}`, { cause: error });
    },
  };
}
