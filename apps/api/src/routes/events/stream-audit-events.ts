import type { ApiContext, ApiServer } from '../api-context.ts';

/** GET /api/v1/events: server-sent events, name `audit`, of audits that the viewer may see. Only what happens from now on; a heartbeat every 15 s. */
export function streamAuditEvents(app: ApiServer, { sessions, live }: ApiContext): void {
  const schema = {
    summary: 'Live progress of audits (server-sent events)',
    tags: ['audits'],
    description: 'text/event-stream; events are named `audit` and hold an AuditEvent.',
  };
  app.get('/events', { schema }, async (request, reply) => {
    const { repositoryIds } = await sessions.requireViewer(request);
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      ...headersOf(reply.getHeaders()),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would keep events until its buffer is full.
      'x-accel-buffering': 'no',
    });
    live.watch({
      response,
      visible: repositoryIds,
      visibleNow: async () => (await sessions.viewer(request))?.repositoryIds ?? null,
    });
  });
}

/** What hooks have set so far (security headers), which a raw answer would lose. */
function headersOf(
  headers: Record<string, string | number | string[] | undefined>,
): Record<string, string | number | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
