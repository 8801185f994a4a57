import { asSystem, type Claim, heartbeatAudit } from '@twelvefold/db';
import type { Deps } from './deps.ts';

export interface KeptClaim {
  /** Aborts when the claim is lost, and when the job has to end. */
  signal: AbortSignal;
  /** True: another worker has the audit now, and nothing of ours may be written. */
  lost(): boolean;
  stop(): void;
}

const heartbeatMs = 5_000;

/** Says every five seconds that this worker is alive and at it. */
export function keepClaim({ database }: Pick<Deps, 'database'>, claim: Claim, jobSignal: AbortSignal): KeptClaim {
  const lost = new AbortController();
  const beat = () =>
    heartbeatAudit(asSystem(database), claim.auditId, claim.attempt).then(
      (mine) => {
        if (!mine) lost.abort(new Error('Another worker took the audit over.'));
      },
      // A database that does not answer now may do so in five seconds; if not, the claim grows stale and the fencing token decides.
      () => {},
    );
  const timer = setInterval(() => void beat(), heartbeatMs);
  return {
    signal: AbortSignal.any([lost.signal, jobSignal]),
    lost: () => lost.signal.aborted,
    stop: () => clearInterval(timer),
  };
}
