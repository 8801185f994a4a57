import { AuditEvent } from '@twelvefold/contracts';

interface Listener {
  onEvent: (event: AuditEvent) => void;
  /** The stream stands again after a gap: events may have been missed. */
  onReconnect: () => void;
}

interface Deps {
  open: (url: string) => EventSource;
  setTimer: (run: () => void, delayMs: number) => number;
  clearTimer: (timer: number) => void;
}

const browser: Deps = {
  open: (url) => new EventSource(url),
  setTimer: (run, delayMs) => window.setTimeout(run, delayMs),
  clearTimer: (timer) => window.clearTimeout(timer),
};

const delayMsMin = 1_000;
const delayMsMax = 30_000;

/** Listens to audits on one server-sent stream; opens it again, ever slower, when it breaks. Returns the way to stop. */
export function subscribeAuditEvents(listener: Listener, deps: Deps = browser): () => void {
  let source: EventSource | null = null;
  let timer: number | null = null;
  let failures = 0;
  let wasOpen = false;

  function connect(): void {
    timer = null;
    source = deps.open('/api/v1/events');
    source.addEventListener('open', () => {
      if (wasOpen) listener.onReconnect();
      wasOpen = true;
      failures = 0;
    });
    source.addEventListener('audit', (message) => {
      const event = parseEvent(message.data);
      if (event) listener.onEvent(event);
    });
    source.addEventListener('error', () => {
      // The browser's own retry has a fixed pace: close, and wait longer each time.
      source?.close();
      const delayMs = Math.min(delayMsMin * 2 ** failures, delayMsMax);
      failures += 1;
      timer = deps.setTimer(connect, delayMs);
    });
  }

  connect();
  return () => {
    if (timer !== null) deps.clearTimer(timer);
    source?.close();
  };
}

/** An event of an unknown shape comes from a newer server: it is left out. */
function parseEvent(data: unknown): AuditEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = AuditEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
