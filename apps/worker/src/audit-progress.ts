import { publishAuditEvent } from '@twelvefold/queue';
import type { Deps } from './deps.ts';

export interface AuditProgress {
  /** What is going on, for people. Dropped where it comes too soon after the one before: watchers get five a second. */
  tell(phase: string, percent: number): void;
  /** How it ended; never dropped. */
  end(state: string, phase: string): Promise<void>;
}

const intervalMs = 200;

/** Tells whoever watches the dashboard how an audit gets on. Best effort: nothing depends on it. */
export function createAuditProgress(
  { redis }: Pick<Deps, 'redis'>,
  { auditId, repositoryId }: { auditId: string; repositoryId: bigint },
): AuditProgress {
  let toldAt = 0;
  let lastPhase = '';

  function publish(state: string, phase: string, percent: number): Promise<void> {
    return publishAuditEvent(redis, { auditId, repositoryId: repositoryId.toString(), state, phase, percent });
  }

  return {
    tell(phase, percent) {
      // Another kind of phase is worth telling at once: "judging" must not be lost behind "fetching 2.1 MB".
      const [kind = ''] = phase.split(' ', 1);
      if (kind === lastPhase && Date.now() - toldAt < intervalMs) return;
      lastPhase = kind;
      toldAt = Date.now();
      void publish('running', phase, percent);
    },
    end: (state, phase) => publish(state, phase, 100),
  };
}
