import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { claimDirectory } from './claim-directory.ts';
import { freePort, startServer } from './server-process.ts';

export interface RedisOptions {
  /** Where redis-server keeps its data between starts. */
  directory: string;
  log: (line: string) => void;
  /** PATH, and TWELVEFOLD_EMBEDDED_REDIS=1 to use the embedded one even where there is a real one. */
  environment?: Record<string, string | undefined>;
}

export interface RunningRedis {
  url: string;
  /** `embedded` lives in this process's memory: for development only. */
  kind: 'redis-server' | 'valkey-server' | 'embedded';
  close(): Promise<void>;
}

/** Starts redis-server or valkey-server of this machine on the loopback interface; where there is none, an in-memory one inside this process. */
export async function startRedis({ directory, log, environment = process.env }: RedisOptions): Promise<RunningRedis> {
  if (environment.TWELVEFOLD_EMBEDDED_REDIS !== '1') {
    for (const kind of ['redis-server', 'valkey-server'] as const) {
      const command = await findOnPath(kind, environment.PATH);
      if (command) return { kind, ...(await startReal(command, directory, log)) };
    }
  }
  // Loaded on demand: it brings a WebAssembly Lua.
  const { createRedisServer } = await import('js-redis-server');
  const embedded = await createRedisServer({ logger: { error: (message: unknown) => log(String(message)) } });
  return { kind: 'embedded', url: `redis://127.0.0.1:${embedded.port}`, close: () => embedded.close() };
}

async function startReal(
  command: string,
  directory: string,
  log: (line: string) => void,
): Promise<Omit<RunningRedis, 'kind'>> {
  await mkdir(directory, { recursive: true });
  const claim = await claimDirectory(directory);
  try {
    const port = await freePort();
    const server = await startServer({
      command,
      parameters: [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--daemonize', 'no'],
        // BullMQ must never lose keys to eviction.
        ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
      ],
      readyText: 'Ready to accept connections',
      log,
      stopSignal: 'SIGTERM',
    });
    await claim.note(server.pid);
    return {
      url: `redis://127.0.0.1:${port}`,
      async close() {
        await server.close();
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function findOnPath(name: string, path = ''): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
