import type { FastifyInstance } from 'fastify';

export interface LoggedRequest {
  method: string;
  path: string;
  status: number;
  at: Date;
}

const KEPT_MAX = 20_000;

export interface RequestLog {
  requests(): LoggedRequest[];
  install(server: FastifyInstance): void;
}

/** Remembers the last requests, for assertions about what the App asked. */
export function createRequestLog(): RequestLog {
  const kept: LoggedRequest[] = [];

  function install(server: FastifyInstance): void {
    server.addHook('onResponse', async (request, reply) => {
      kept.push({ method: request.method, path: request.originalUrl, status: reply.statusCode, at: new Date() });
      if (kept.length > KEPT_MAX) kept.shift();
    });
  }

  return { requests: () => [...kept], install };
}
