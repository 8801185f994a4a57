import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { choosePort } from './free-port.ts';

let server: Server | null = null;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

async function takePort(): Promise<number> {
  const taken = createServer();
  server = taken;
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()));
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test('an asked port that is taken is refused by name', async () => {
  const port = await takePort();

  await expect(choosePort(port, 3000, '127.0.0.1')).rejects.toThrow(`Port ${port} is taken`);
});

test('without an asked port the next free one is chosen', async () => {
  const port = await takePort();

  expect(await choosePort(null, port, '127.0.0.1')).toBeGreaterThan(port);
});
