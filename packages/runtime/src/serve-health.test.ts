import { afterEach, expect, test } from 'vitest';
import { createMetrics } from './create-metrics.ts';
import { serveHealth } from './serve-health.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(parts: Record<string, boolean> | Error) {
  const metrics = createMetrics('test');
  metrics.gauge({
    name: 'twelvefold_depth',
    help: 'depth',
    labels: ['queue'],
    collect: (gauge) => gauge.set({ queue: 'audit' }, 7),
  });
  const ready = () => (parts instanceof Error ? Promise.reject(parts) : Promise.resolve(parts));
  const server = await serveHealth({ host: '127.0.0.1', port: 0, live: () => true, ready, metrics });
  closers.push(server.close);
  return (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
}

test('is ready only when each part is, and says which is not', async () => {
  const get = await serve({ database: true, redis: false });

  const answer = await get('/readyz');

  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'unavailable', parts: { database: true, redis: false } });
  expect((await get('/livez')).status).toBe(200);
});

test('a readiness check that throws is not ready, and the server lives on', async () => {
  const get = await serve(new Error('down'));

  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/livez')).status).toBe(200);
  expect((await get('/else')).status).toBe(404);
});

test('metrics are collected at each scrape and labelled with the process', async () => {
  const get = await serve({});

  const text = await (await get('/metrics')).text();

  expect(text).toContain('twelvefold_depth{queue="audit",process="test"} 7');
  expect(text).toContain('process_cpu_seconds_total');
});
