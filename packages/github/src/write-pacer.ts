import { RateLimited } from './github-errors.ts';

export interface WritePacer {
  key(id: string): { schedule(options: object, run: () => Promise<void>): Promise<void> };
}

/**
 * Spaces the writes of an installation: GitHub allows 80 content writes a minute and asks for a second between them.
 * A burst of twenty goes through at once, so that an audit is published without delay; then one a second: 80 in the first minute. Who would have to wait more than
 * two seconds gets `RateLimited` instead, and the job is put off.
 */
export function createWritePacer({ burst = 20, intervalMs = 1000, waitMaxMs = 2000, now = Date.now } = {}): WritePacer {
  /** When the next write would be due if all had been evenly spaced (the generic cell rate algorithm). */
  const dueAt = new Map<string, number>();

  async function pace(id: string): Promise<void> {
    const due = Math.max(dueAt.get(id) ?? 0, now());
    const waitMs = due - now() - (burst - 1) * intervalMs;
    if (waitMs > waitMaxMs) throw new RateLimited(new Date(now() + waitMs));
    dueAt.set(id, due + intervalMs);
    forgetIdle();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }

  function forgetIdle(): void {
    if (dueAt.size < 10_000) return;
    for (const [id, due] of dueAt) if (due < now()) dueAt.delete(id);
  }

  return {
    key: (id) => ({
      schedule: async (_options, run) => {
        await pace(id);
        return run();
      },
    }),
  };
}
