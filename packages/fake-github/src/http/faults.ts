import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export interface ScriptedAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface FaultScript {
  /** Any method when absent. */
  method?: string;
  /** Path below /api/v3 (or of a page, or of an archive link), whole as text or matched as a pattern. */
  path: RegExp | string;
  /** How often; afterwards all is well again. */
  times: number;
  /** `slow` answers late, `truncate` half (with a clean end, as a broken proxy would), `reset` not at all. */
  respond: ScriptedAnswer | 'slow' | 'truncate' | 'reset';
  /** How late; 30 s for `slow` unless told. */
  delayMs?: number;
}

export interface Faults {
  script(fault: FaultScript): void;
  install(server: FastifyInstance): void;
}

const SLOW_MS = 30_000;

async function allOf(payload: unknown): Promise<Buffer> {
  if (typeof payload === 'string') return Buffer.from(payload);
  if (payload instanceof Uint8Array) return Buffer.from(payload);
  if (payload && typeof payload === 'object' && Symbol.asyncIterator in payload) {
    const chunks: Buffer[] = [];
    for await (const chunk of payload as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
  return Buffer.alloc(0);
}

/** Answers that a test asked to go wrong, first scripted first served. */
export function createFaults(): Faults {
  const scripts: FaultScript[] = [];
  const truncated = new WeakSet<object>();

  function take(method: string, path: string): FaultScript | null {
    const inApi = path.replace(/^\/api\/v3(?=\/)/, '');
    const fault = scripts.find((it) => {
      if (it.method && it.method.toUpperCase() !== method) return false;
      if (typeof it.path === 'string') return it.path === path || it.path === inApi;
      return it.path.test(inApi) || it.path.test(path);
    });
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) scripts.splice(scripts.indexOf(fault), 1);
    return fault;
  }

  function install(server: FastifyInstance): void {
    server.addHook('onRequest', async (request, reply) => {
      const fault = take(request.method, request.url.split('?')[0] ?? '');
      if (!fault) return;
      const delayMs = fault.delayMs ?? (fault.respond === 'slow' ? SLOW_MS : 0);
      if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
      if (fault.respond === 'slow') return;
      if (fault.respond === 'truncate') truncated.add(request);
      else if (fault.respond === 'reset') {
        reply.hijack();
        request.raw.socket.destroy();
      } else {
        const { status, headers = {}, body = { message: 'Scripted fault', documentation_url: '' } } = fault.respond;
        await reply.code(status).headers(headers).send(body);
      }
    });
    server.addHook('onSend', async (request, reply, payload) => {
      if (!truncated.has(request)) return payload;
      const bytes = await allOf(payload);
      reply.removeHeader('content-length');
      return bytes.subarray(0, Math.floor(bytes.length / 2));
    });
  }

  return {
    script: (fault) => {
      scripts.push({ ...fault });
    },
    install,
  };
}
