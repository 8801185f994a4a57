import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { App } from '../app.tsx';
import { createQueryClient } from '../lib/query-client.ts';
import { createAppRouter } from '../router.tsx';
import { createMockApi, type Scenario } from './mock-api.ts';

/** An event stream that only the test speaks on. */
export class SilentEventSource extends EventTarget {
  static last: SilentEventSource | null = null;

  constructor() {
    super();
    SilentEventSource.last = this;
  }

  close(): void {}
}

/** Renders the dashboard at a path, answered by the mock API. */
export function renderApp(path: string, scenario: Scenario = 'full') {
  const api = createMockApi(scenario);
  globalThis.fetch = (input, init) => Promise.resolve(api.answer(init?.method ?? 'GET', String(input)));
  globalThis.EventSource = SilentEventSource as unknown as typeof EventSource;
  const queryClient = createQueryClient();
  const router = createAppRouter(queryClient, createMemoryHistory({ initialEntries: [path] }));
  return { ...render(<App queryClient={queryClient} router={router} />), router, queryClient };
}
