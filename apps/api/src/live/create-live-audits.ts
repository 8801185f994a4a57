import type { ServerResponse } from 'node:http';
import { AuditEvent } from '@twelvefold/contracts';
import { subscribeAuditEvents } from '@twelvefold/queue';
import type { Deps } from '../deps.ts';

const heartbeatMs = 15_000;
/** A browser that reads slower than this much behind is cut off; it comes back and reads the state from the API. */
const unreadBytesMax = 1024 * 1024;

export interface Watcher {
  response: ServerResponse;
  /** Ids of the repositories that the viewer may see. */
  visible: ReadonlySet<string>;
  /** The same, asked again at every heartbeat; null once the session has ended. */
  visibleNow: () => Promise<ReadonlySet<string> | null>;
}

/** Progress of audits, from one subscription to everybody who watches and may see it. */
export interface LiveAudits {
  /** Streams until the browser goes away, the session ends or the server stops. */
  watch(watcher: Watcher): void;
  close(): Promise<void>;
}

export function createLiveAudits({ subscriber, logger }: Pick<Deps, 'subscriber' | 'logger'>): LiveAudits {
  const watching = new Map<ServerResponse, ReadonlySet<string>>();
  // The subscriber reconnects and subscribes again by itself: while Redis is away, streams stay open and are quiet.
  const subscription = subscribeAuditEvents(subscriber, (message) => {
    const event = AuditEvent.safeParse(message);
    if (!event.success) return;
    const frame = `event: audit\ndata: ${JSON.stringify(event.data)}\n\n`;
    for (const [response, visible] of watching) if (visible.has(event.data.repositoryId)) send(response, frame);
  });

  async function beat({ response, visibleNow }: Watcher): Promise<void> {
    const visible = await visibleNow();
    if (!watching.has(response)) return;
    if (visible === null) {
      response.end();
      return;
    }
    watching.set(response, visible);
    send(response, ': alive\n\n');
  }

  return {
    watch(watcher) {
      const { response, visible } = watcher;
      watching.set(response, visible);
      const heartbeat = setInterval(() => {
        beat(watcher).catch((err: unknown) => {
          // Better no stream than one that shows what may have been taken away meanwhile.
          logger.warn({ err }, 'live stream ended: what it may show is not known');
          response.end();
        });
      }, heartbeatMs);
      response.once('close', () => {
        clearInterval(heartbeat);
        watching.delete(response);
      });
      send(response, ': alive\n\n');
    },
    async close() {
      for (const response of watching.keys()) response.end();
      watching.clear();
      await subscription.close();
    },
  };
}

function send(response: ServerResponse, frame: string): void {
  if (response.writableLength > unreadBytesMax) response.destroy();
  else response.write(frame);
}
