import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './create-metrics.ts';

export interface HealthOptions {
  host: string;
  /** 0 takes a free port. Whoever reads "0 = off" from the environment does not call. */
  port: number;
  /** Answers whether the process works at all (event loop, workers running); false makes the platform restart it. */
  live: () => boolean | Promise<boolean>;
  /** Answers whether it can work now: name of each part it needs and whether that part answers. */
  ready: () => Promise<Record<string, boolean>>;
  metrics: Metrics;
}

/** A small HTTP server for a process that has none: /livez, /readyz and /metrics. */
export async function serveHealth({
  host,
  port,
  live,
  ready,
  metrics,
}: HealthOptions): Promise<{ port: number; close(): Promise<void> }> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (path === '/livez') return send(response, (await live()) ? 200 : 503, {});
    if (path === '/readyz') {
      const parts = await ready();
      return send(response, Object.values(parts).every(Boolean) ? 200 : 503, parts);
    }
    if (path !== '/metrics') return send(response, 404, {});
    response.setHeader('content-type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => send(response, 503, {}));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, parts: Record<string, boolean>): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'unavailable', parts }));
}
