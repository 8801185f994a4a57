import { asSystem, type Claim, claimAudit, saveReport } from '@twelvefold/db';
import { fetchArchive } from '@twelvefold/github';
import type { AuditPayload, JobContext } from '@twelvefold/queue';
import { announceRunning } from '../announce-running.ts';
import { type AuditProgress, createAuditProgress } from '../audit-progress.ts';
import type { Deps } from '../deps.ts';
import { enqueueOutbox } from '../enqueue-outbox.ts';
import { keepClaim } from '../keep-claim.ts';
import { prepareMergeBase } from '../prepare-merge-base.ts';
import { settleFailedAudit } from '../settle-failed-audit.ts';

/** A claim whose heart has not beaten for so long belongs to a dead worker. */
export const staleAfterMs = 20_000;

/**
 * Audits one commit: claims it, has its code judged as it streams in, stores the report. Whatever happens, the audit ends in a state with a reason or goes
 * back to the queue; only a database that is gone makes the job itself fail, and then the claim grows stale and another worker takes over.
 */
export async function auditCommit({ auditId }: AuditPayload, context: JobContext, deps: Deps): Promise<void> {
  const scope = asSystem(deps.database);
  const claim = await claimAudit(scope, auditId, { staleAfterMs });
  if (claim === null) return;
  const startedAt = Date.now();
  const { owner, name } = claim.repository;
  const log = deps.logger.child({ auditId, attempt: claim.attempt, repository: `${owner}/${name}` });
  const progress = createAuditProgress(deps, { auditId, repositoryId: claim.repository.id });
  const kept = keepClaim(deps, claim, context.signal);
  const announced = announceRunning(deps, claim, log);
  try {
    const report = await judge(deps, claim, kept.signal, progress);
    await announced.settle();
    const durationMs = Date.now() - startedAt;
    const saved = await saveReport(scope, { auditId, attempt: claim.attempt, report, durationMs });
    if (saved === null) {
      log.warn({}, 'audit was taken over, its result is dropped');
      return;
    }
    const state = report.partial ? 'partial' : 'succeeded';
    log.info({ state, score: report.score, durationMs }, 'audit finished');
    deps.counters.auditEnded(state, durationMs);
    await Promise.all([enqueueOutbox(deps, saved.outboxId), progress.end(state, 'done')]);
  } catch (error) {
    await announced.settle();
    if (kept.lost()) {
      log.warn({}, 'audit was taken over');
      return;
    }
    const settled = await settleFailedAudit(deps, claim, { error, stopping: context.signal.aborted, log });
    if (settled.state !== 'queued') deps.counters.auditEnded(settled.state, Date.now() - startedAt);
    await Promise.all([enqueueOutbox(deps, settled.outboxId), progress.end(settled.state, settled.reason)]);
    if (settled.retryAt !== null && !context.signal.aborted) await context.delayUntil(settled.retryAt);
  } finally {
    kept.stop();
  }
}

async function judge(deps: Deps, claim: Claim, signal: AbortSignal, progress: AuditProgress) {
  const target = {
    installationId: claim.installation.id,
    repositoryId: claim.repository.id,
    owner: claim.repository.owner,
    name: claim.repository.name,
  };
  progress.tell('fetching the code', 5);
  // Beside the audit: a pull request is compared with its merge base, which may need an audit of its own.
  const prepared = prepareMergeBase(deps, claim, target);
  let fetchedBytes = 0;
  const report = await deps.auditor.audit({
    sha: claim.commitSha,
    signal,
    async *open(reading) {
      const chunks = fetchArchive(deps.github, {
        ...target,
        sha: claim.commitSha,
        signal: AbortSignal.any([signal, reading]),
      });
      for await (const chunk of chunks) {
        fetchedBytes += chunk.length;
        progress.tell(`fetching ${(fetchedBytes / 1024 / 1024).toFixed(1)} MB`, 10);
        yield chunk;
      }
    },
    onProgress: ({ phase, percent }) => progress.tell(phase, percent),
  });
  await prepared;
  return report;
}
