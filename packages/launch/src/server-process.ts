import { type SpawnOptions, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export interface ServerProcess {
  pid: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  command: string;
  parameters: string[];
  /** Text in the server's log that says that it takes connections. */
  readyText: string;
  log: (line: string) => void;
  /** What the server takes for a request to end soon and in order. */
  stopSignal: NodeJS.Signals;
  spawn?: SpawnOptions;
}

/** Starts a database server and resolves once it says that it is ready. Rejects with the end of its log when it ends before that. */
export function startServer({
  command,
  parameters,
  readyText,
  log,
  stopSignal,
  spawn: extra,
}: ServerOptions): Promise<ServerProcess> {
  // A process group of its own: the Ctrl-C of a terminal must reach the launcher only, which ends the servers last.
  const child = spawn(command, parameters, { ...extra, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const killOnExit = () => child.kill(stopSignal);
  process.once('exit', killOnExit);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.off('exit', killOnExit);
      resolve();
    });
  });

  async function close(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(stopSignal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  return new Promise((resolve, reject) => {
    const tail: string[] = [];
    function read(text: string): void {
      for (const line of text.split('\n')) {
        if (line.trim() === '') continue;
        log(line);
        if (tail.push(line) > 20) tail.shift();
        if (line.includes(readyText) && child.pid !== undefined) resolve({ pid: child.pid, close });
      }
    }
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', (cause) => reject(new Error(`Could not start ${command}.`, { cause })));
    child.once('close', (code) =>
      reject(new Error(`${command} ended with code ${code} before it was ready:\n${tail.join('\n')}`)),
    );
  });
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
