import { asSystem, type Claim, finishAudit, releaseAudit } from '@twelvefold/db';
import {
  CommitGone,
  InstallationSuspended,
  RateLimited,
  RepositoryEmpty,
  RepositoryForbidden,
  RepositoryGone,
  RequestRefused,
  TransientGitHubError,
} from '@twelvefold/github';
import type { Logger } from '@twelvefold/runtime';
import { ArchiveTooSlow, ArchiveUnreadable, AuditorCrashed, AuditTooSlow } from './auditor/auditor-errors.ts';
import type { Deps } from './deps.ts';

export interface SettledAudit {
  state: 'queued' | 'failed' | 'quarantined';
  reason: string;
  /** When to try again; null when it has ended. */
  retryAt: Date | null;
  /** What GitHub is to be told. */
  outboxId: string | null;
}

const triesMax = 3;
const pauseMs = 2_000;

/** What to do about an audit that did not come to a report, by what was thrown. Pure. */
export function judgeFailure(
  error: unknown,
  { failures, stopping, now = Date.now() }: { failures: number; stopping: boolean; now?: number },
): { reason: string; end: boolean; counts: boolean; retryAt: Date } {
  const again = { end: false, counts: true, retryAt: new Date(now + pauseMs * 2 ** failures) };
  if (stopping)
    return { ...again, reason: 'The worker that ran it was stopped.', counts: false, retryAt: new Date(now) };
  if (error instanceof RateLimited) return { ...again, reason: error.message, counts: false, retryAt: error.retryAt };
  const final = (reason: string) => ({ ...again, reason, end: true });
  if (error instanceof RepositoryEmpty)
    return final('The repository is empty: push a first commit, and it is audited.');
  if (error instanceof RepositoryGone)
    return final('The repository is gone: it was deleted, or the App may no longer see it.');
  if (error instanceof CommitGone || error instanceof RepositoryForbidden || error instanceof InstallationSuspended)
    return final(error.message);
  if (error instanceof AuditTooSlow)
    return final(`${error.message} Generated code that is committed is the usual cause.`);
  if (error instanceof RequestRefused) return final(error.message);
  const lastTry = failures + 1 >= triesMax;
  if (error instanceof ArchiveUnreadable) {
    const what = error.message.replace(/\.?$/, '.');
    return { ...again, reason: lastTry ? `${what} It was fetched ${triesMax} times.` : what, end: lastTry };
  }
  if (error instanceof TransientGitHubError || error instanceof ArchiveTooSlow)
    return { ...again, reason: error.message, end: lastTry };
  // A crash: released until the third, which quarantines it.
  if (error instanceof AuditorCrashed)
    return { ...again, reason: `The auditor could not cope with this repository: ${error.message}` };
  return { ...again, reason: 'An internal error; it is logged.' };
}

/** Ends the audit with its reason, or puts it back into the queue, and says which. */
export async function settleFailedAudit(
  { database }: Pick<Deps, 'database'>,
  { auditId, attempt, failures }: Pick<Claim, 'auditId' | 'attempt' | 'failures'>,
  { error, stopping, log }: { error: unknown; stopping: boolean; log: Logger },
): Promise<SettledAudit> {
  const scope = asSystem(database);
  const { reason, end, counts, retryAt } = judgeFailure(error, { failures, stopping });
  const data = { reason, failures, ...(end || stopping || error instanceof RateLimited ? {} : { err: error }) };
  if (end) {
    const ended = await finishAudit(scope, { auditId, attempt, state: 'failed', reason });
    log.info(data, 'audit failed');
    return { state: 'failed', reason, retryAt: null, outboxId: ended?.outboxId ?? null };
  }
  const released = await releaseAudit(scope, { auditId, attempt, reason, notBefore: retryAt, countFailure: counts });
  if (released?.state === 'quarantined') {
    log.warn(data, 'audit quarantined');
    return { state: 'quarantined', reason, retryAt: null, outboxId: released.outboxId };
  }
  log.warn(data, 'audit put back');
  return { state: 'queued', reason, retryAt: released === null ? null : retryAt, outboxId: null };
}
