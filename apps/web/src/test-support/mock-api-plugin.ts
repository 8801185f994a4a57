import type { Connect, Plugin } from 'vite';
import { createMockApi } from './mock-api.ts';

const stepMs = 1_500;

/** Serves the mock API from the development server (`vite --mode mock`), with audits that run. */
export function mockApiPlugin(): Plugin {
  return {
    name: 'twelvefold-mock-api',
    configureServer: (server) => void server.middlewares.use(middleware()),
  };
}

function middleware(): Connect.NextHandleFunction {
  const api = createMockApi('full');
  return (request, response, next) => {
    const url = request.url ?? '/';
    if (url === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      let percent = 0;
      const timer = setInterval(() => {
        percent = (percent + 7) % 100;
        for (const event of api.events)
          response.write(`event: audit\ndata: ${JSON.stringify({ ...event, percent })}\n\n`);
      }, stepMs);
      request.on('close', () => clearInterval(timer));
      return;
    }
    if (!url.startsWith('/api/') && !url.startsWith('/auth/')) return next();
    const answer = api.answer(request.method ?? 'GET', url);
    void answer.text().then((body) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(body);
    });
  };
}
