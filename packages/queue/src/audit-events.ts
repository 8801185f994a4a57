import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Live progress of an audit, for people who watch. Nothing depends on it: who misses one reads the state from Postgres. */
export const AuditProgress = z.object({
  auditId: z.string(),
  repositoryId: z.string(),
  state: z.string(),
  phase: z.string(),
  percent: z.number(),
});
export type AuditProgress = z.infer<typeof AuditProgress>;

const auditChannel = 'twelvefold:audits';

/** Best effort: never throws. */
export async function publishAuditEvent(redis: Redis, event: AuditProgress): Promise<void> {
  await redis.publish(auditChannel, JSON.stringify(event)).catch(() => 0);
}

/**
 * Calls `handler` for each event from now on. `redis` is a subscriber's own connection. It subscribes again by itself after a lost connection; a ping now
 * and then lets the socket time-out notice a half-open one.
 */
export function subscribeAuditEvents(
  redis: Redis,
  handler: (event: AuditProgress) => void,
): { ready: Promise<void>; close(): Promise<void> } {
  function receive(channel: string, message: string): void {
    if (channel !== auditChannel) return;
    const event = parse(message);
    if (event) handler(event);
  }

  redis.on('message', receive);
  const pinger = setInterval(() => void redis.ping().catch(() => ''), 10_000).unref();
  const ready = redis.subscribe(auditChannel).then(
    () => {},
    () => {},
  );
  return {
    ready,
    async close() {
      clearInterval(pinger);
      redis.off('message', receive);
      if (redis.status === 'ready') await redis.unsubscribe(auditChannel).catch(() => 0);
    },
  };
}

function parse(message: string): AuditProgress | null {
  try {
    return AuditProgress.safeParse(JSON.parse(message)).data ?? null;
  } catch {
    return null; // somebody else's message on our channel
  }
}
