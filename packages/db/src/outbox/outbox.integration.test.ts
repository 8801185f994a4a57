import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueAudit } from '../intake/queue-audit.ts';
import { requeueAudit } from '../intake/requeue-audit.ts';
import { asSystem } from '../scope.ts';
import { audited, commit, install, pushOf, sampleReport } from '../test/samples.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { outboxToEnqueue } from '../upkeep/outbox-to-enqueue.ts';
import { claimAudit } from '../work/claim-audit.ts';
import { mergeBaseAudits, setMergeBase } from '../work/merge-base.ts';
import { saveReport } from '../work/save-report.ts';
import { auditForPublishing } from './audit-for-publishing.ts';
import { claimOutbox } from './claim-outbox.ts';
import { findComment, saveComment } from './comments.ts';
import { completeOutbox } from './complete-outbox.ts';
import { postponeOutbox } from './postpone-outbox.ts';
import { setCheckRunId } from './set-check-run-id.ts';

let test$: TestDatabase;
beforeAll(async () => {
  test$ = await createTestDatabase();
});
afterAll(() => test$.close());

const system = () => asSystem(test$.database);
const fresh = { staleAfterMs: 60_000 };
const stale = { staleAfterMs: -1 };
let next = 1n;

async function queued() {
  const id = next++;
  await install(system(), id, `owner-${id}`, [id]);
  const { auditId, outboxIds } = await queueAudit(system(), pushOf(id, id, 1));
  return { auditId, id, outboxId: outboxIds[0] ?? '' };
}

test('of ten publishers at once one gets a row; a silent one loses it, and its completion is refused', async () => {
  const { outboxId, auditId } = await queued();

  const claims = await Promise.all(Array.from({ length: 10 }, () => claimOutbox(system(), outboxId, fresh)));
  const [first] = claims.filter((item) => item !== null);
  const second = await claimOutbox(system(), outboxId, stale);

  expect(claims.filter((item) => item !== null)).toHaveLength(1);
  expect(first).toMatchObject({ id: outboxId, auditId, kind: 'check-queued', attempts: 1 });
  expect(second?.attempts).toBe(2);
  if (!first || !second) throw new Error('not claimed');
  expect(await completeOutbox(system(), first)).toBe(false);
  expect(await postponeOutbox(system(), first, { availableAt: new Date(), error: 'x' })).toBe(false);
  expect(await completeOutbox(system(), second)).toBe(true);
  expect(await claimOutbox(system(), outboxId, stale)).toBeNull();
});

test('rows of one audit are told one after the other', async () => {
  const { outboxId, auditId } = await queued();
  const checking = await claimOutbox(system(), outboxId, fresh);
  await claimAudit(system(), auditId, fresh);
  const saved = await saveReport(system(), { auditId, attempt: 1, report: sampleReport(), durationMs: 1 });
  const publishId = saved?.outboxId ?? '';

  const early = await claimOutbox(system(), publishId, fresh);
  if (!checking) throw new Error('not claimed');
  await completeOutbox(system(), checking);
  const turn = await claimOutbox(system(), publishId, fresh);

  expect(early).toBeNull();
  expect(turn).toMatchObject({ id: publishId, kind: 'publish' });
});

test('an end that comes while the one before is being told stays due', async () => {
  const { auditId } = await queued();
  await claimAudit(system(), auditId, fresh);
  const saved = await saveReport(system(), { auditId, attempt: 1, report: sampleReport(), durationMs: 1 });
  const telling = await claimOutbox(system(), saved?.outboxId ?? '', fresh);
  await requeueAudit(system(), auditId);
  await claimAudit(system(), auditId, fresh);
  await saveReport(system(), { auditId, attempt: 2, report: sampleReport({ score: 90 }), durationMs: 1 });

  const meanwhile = await claimOutbox(system(), saved?.outboxId ?? '', fresh);
  if (!telling) throw new Error('not claimed');
  const closed = await completeOutbox(system(), telling);
  const again = await claimOutbox(system(), saved?.outboxId ?? '', fresh);

  expect(meanwhile).toBeNull();
  expect(closed).toBe(false);
  expect(again).toMatchObject({ kind: 'publish', version: telling.version + 1 });
});

test('a row that was put off is taken by nobody before its time', async () => {
  const { outboxId } = await queued();
  const item = await claimOutbox(system(), outboxId, fresh);
  if (!item) throw new Error('not claimed');

  await postponeOutbox(system(), item, { availableAt: new Date(Date.now() + 60_000), error: 'limited' });
  const early = await claimOutbox(system(), outboxId, fresh);
  const due = await outboxToEnqueue(system(), { olderThanMs: 0, limit: 1000 });
  const again = await claimOutbox(system(), outboxId, stale);

  expect([early, again]).toEqual([null, null]);
  expect(due.map((row) => row.outboxId)).not.toContain(outboxId);
});

test('publishers that ask for any row share out all that are due', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => queued()));

  const seen = new Set<string>();
  async function drain(): Promise<void> {
    let misses = 0;
    while (misses < 3) {
      const item = await claimOutbox(system(), null, fresh);
      if (!item) misses += 1;
      else {
        expect(seen.has(item.id)).toBe(false);
        seen.add(item.id);
        await completeOutbox(system(), item);
      }
    }
  }
  await Promise.all([drain(), drain(), drain()]);

  expect(made.filter(({ outboxId }) => !seen.has(outboxId))).toEqual([]);
});

test('a pull request is compared with the audit of its merge base, a push with the one before on its branch', async () => {
  const id = next++;
  await install(system(), id, 'compare', [id]);
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const base = await audited(system(), pushOf(id, id, 1, ago(30)), { score: 60, findings: 1 });
  const push = await audited(system(), pushOf(id, id, 2, ago(20)), { score: 80 });
  const pull = {
    ...pushOf(id, id, 3, ago(10)),
    kind: 'pull_request' as const,
    ref: 'refs/pull/5/head',
    pullNumber: 5,
    baseSha: commit(99),
  };
  const request = await audited(system(), pull);
  const uncompared = await auditForPublishing(system(), request);
  await setMergeBase(system(), request, commit(1));
  await setCheckRunId(system(), request, 2n ** 40n);
  await saveComment(system(), { repositoryId: id, pullNumber: 5, commentId: 1n, bodyHash: 'a' });
  await saveComment(system(), { repositoryId: id, pullNumber: 5, commentId: 1n, bodyHash: 'b' });

  const published = await auditForPublishing(system(), request);
  const pushed = await auditForPublishing(system(), push);

  expect(uncompared?.previous).toBeNull();
  expect(published).toMatchObject({
    id: request,
    checkRunId: 2n ** 40n,
    repository: { owner: 'compare' },
    installation: { id, accountLogin: 'compare', deletedAt: null },
    repositoryRemovedAt: null,
    previous: { id: base, score: 60, findings: [{ fingerprint: 'config/no-secrets-0' }] },
    comment: { bodyHash: 'b' },
  });
  expect(published?.previous?.factors).toHaveLength(12);
  expect(pushed?.previous?.id).toBe(base);
  expect(await mergeBaseAudits(system(), id, commit(1))).toEqual([{ id: base, state: 'succeeded', reason: '' }]);
  expect(await findComment(system(), id, 6)).toBeNull();
});
