import { asSystem, claimOutbox, completeOutbox, type OutboxItem, postponeOutbox } from '@twelvefold/db';
import {
  CommitGone,
  InstallationSuspended,
  RateLimited,
  RepositoryForbidden,
  RepositoryGone,
  RequestRefused,
} from '@twelvefold/github';
import type { JobContext, PublishPayload } from '@twelvefold/queue';
import type { Deps } from '../deps.ts';
import { NotYetComparable } from '../not-yet-comparable.ts';
import { publishAudit } from '../publish-audit.ts';

/** Longer than a publication takes, seven hundred annotations included; a dead worker's is taken over after it. */
const staleAfterMs = 30_000;
/** GitHub keeps answering with an error of its own: somebody has to look. */
const attemptsMax = 20;
const pauseMaxMs = 5 * 60_000;
/** A row that waited for another one of its audit is due as soon as that is done, and nobody would enqueue it before the sweep. */
const rowsAtOnceMax = 20;

/** Tells GitHub what a row of the outbox says, and then what else is due. Postgres knows the attempts: the job itself does not fail. */
export async function publishOutbox(
  { outboxId }: PublishPayload,
  { signal, delayUntil }: JobContext,
  deps: Deps,
): Promise<void> {
  const scope = asSystem(deps.database);
  let mineAgainAt: Date | null = null;
  let wanted: string | null = outboxId;
  for (let rows = 0; rows < rowsAtOnceMax && !signal.aborted; rows++) {
    const item = await claimOutbox(scope, wanted, { staleAfterMs });
    if (item === null && wanted === null) break;
    wanted = null;
    if (item === null) continue;
    const againAt = await publishItem(deps, item);
    if (item.id === outboxId) mineAgainAt = againAt;
  }
  if (mineAgainAt !== null && !signal.aborted) await delayUntil(mineAgainAt);
}

/** Null when it is done; else when to try again. */
async function publishItem(deps: Deps, item: OutboxItem): Promise<Date | null> {
  const scope = asSystem(deps.database);
  const log = deps.logger.child({ outboxId: item.id, auditId: item.auditId, kind: item.kind, attempts: item.attempts });
  try {
    await publishAudit(deps, item, log);
    await completeOutbox(scope, item);
    deps.counters.published('done');
    return null;
  } catch (error) {
    const { retryAt, outcome } = judgePublishFailure(error, item.attempts);
    deps.counters.published(outcome);
    if (retryAt === null) {
      log.warn({ err: error }, 'github can not be told');
      await completeOutbox(scope, item);
      return null;
    }
    const message = error instanceof Error ? error.message : String(error);
    if (outcome === 'failed') log.warn({ err: error, retryAt }, 'publishing put off');
    else log.debug({ reason: message, retryAt }, 'publishing put off');
    await postponeOutbox(scope, item, { availableAt: retryAt, error: message });
    return retryAt;
  }
}

/** What to do about a publication that failed. Pure. */
export function judgePublishFailure(
  error: unknown,
  attempts: number,
  now = Date.now(),
): { retryAt: Date | null; outcome: 'waiting' | 'limited' | 'failed' | 'given-up' } {
  if (error instanceof NotYetComparable) return { retryAt: new Date(now + 500), outcome: 'waiting' };
  if (error instanceof RateLimited) return { retryAt: error.retryAt, outcome: 'limited' };
  const pointless = [RepositoryGone, RepositoryForbidden, CommitGone, InstallationSuspended, RequestRefused].some(
    (kind) => error instanceof kind,
  );
  if (pointless || attempts >= attemptsMax) return { retryAt: null, outcome: 'given-up' };
  return { retryAt: new Date(now + Math.min(pauseMaxMs, 1000 * 2 ** attempts)), outcome: 'failed' };
}
