import { createServer } from 'node:net';

/** Can this port be listened on? */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The port to serve on. One that was asked for is taken or refused by name; without one, the first free port from `from` on.
 * Throws when the asked one is taken, or none of the next hundred is free.
 */
export async function choosePort(asked: number | null, from: number, host: string): Promise<number> {
  if (asked !== null) {
    if (await isFree(asked, host)) return asked;
    throw new Error(`Port ${asked} is taken. Set PORT to another one, or leave it unset to use the next free port.`);
  }
  for (let port = from; port < from + 100; port += 1) if (await isFree(port, host)) return port;
  throw new Error(`No port from ${from} to ${from + 99} is free. Set PORT to one that is.`);
}
