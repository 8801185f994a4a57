import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueAudit } from '../intake/queue-audit.ts';
import { requeueAudit } from '../intake/requeue-audit.ts';
import { auditDetail } from '../reads/audit-detail.ts';
import { repositoryOverview } from '../reads/repository-overview.ts';
import { repositoryTrend } from '../reads/repository-trend.ts';
import { asSystem } from '../scope.ts';
import { audited, install, pushOf, sampleReport, sampleRule } from '../test/samples.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { queuedAuditsToEnqueue, staleAudits } from '../upkeep/audits-to-enqueue.ts';
import { markEnqueued } from '../upkeep/mark-enqueued.ts';
import { claimAudit } from './claim-audit.ts';
import { finishAudit } from './finish-audit.ts';
import { heartbeatAudit } from './heartbeat-audit.ts';
import { releaseAudit } from './release-audit.ts';
import { saveReport } from './save-report.ts';

let test$: TestDatabase;
beforeAll(async () => {
  test$ = await createTestDatabase();
});
afterAll(() => test$.close());

const system = () => asSystem(test$.database);
const fresh = { staleAfterMs: 60_000 };
/** Every heartbeat is older than this. */
const stale = { staleAfterMs: -1 };
let next = 1n;

/** A new repository with one queued push. */
async function queued() {
  const id = next++;
  await install(system(), id, `owner-${id}`, [id]);
  const { auditId } = await queueAudit(system(), pushOf(id, id, 1));
  return { auditId, id, owner: `owner-${id}`, name: `repository-${id}` };
}

const report = sampleReport();

test('of ten claimers at once one gets the audit, with what it needs to know', async () => {
  const { auditId, id, name } = await queued();

  const claims = await Promise.all(Array.from({ length: 10 }, () => claimAudit(system(), auditId, fresh)));

  const got = claims.filter((claim) => claim !== null);
  expect(got).toHaveLength(1);
  expect(got[0]).toMatchObject({
    auditId,
    attempt: 1,
    ref: 'main',
    repository: { id, name, defaultBranch: 'main', private: true, removedAt: null },
    installation: { id, suspendedAt: null, deletedAt: null },
  });
});

test('an audit whose worker went silent is claimed by another; the late heartbeat, report, release and end of the first are refused', async () => {
  const { auditId } = await queued();
  const first = await claimAudit(system(), auditId, fresh);
  const blocked = await claimAudit(system(), auditId, fresh);

  const second = await claimAudit(system(), auditId, stale);

  expect([first?.attempt, blocked, second?.attempt]).toEqual([1, null, 2]);
  expect(await heartbeatAudit(system(), auditId, 1)).toBe(false);
  expect(await heartbeatAudit(system(), auditId, 2)).toBe(true);
  expect(await saveReport(system(), { auditId, attempt: 1, report, durationMs: 1 })).toBeNull();
  expect(await releaseAudit(system(), { auditId, attempt: 1, reason: 'x', notBefore: new Date() })).toBeNull();
  expect(await finishAudit(system(), { auditId, attempt: 1, state: 'failed', reason: 'x' })).toBeNull();
  expect((await auditDetail(system(), auditId))?.rules).toEqual([]);
  expect(await saveReport(system(), { auditId, attempt: 2, report, durationMs: 1 })).toEqual({
    outboxId: expect.any(String),
  });
  expect(await saveReport(system(), { auditId, attempt: 2, report, durationMs: 1 })).toBeNull();
});

test('a superseded audit loses its claim at once', async () => {
  const { auditId, id } = await queued();
  await claimAudit(system(), auditId, fresh);

  await queueAudit(system(), pushOf(id, id, 2));

  expect(await heartbeatAudit(system(), auditId, 1)).toBe(false);
  expect(await saveReport(system(), { auditId, attempt: 1, report, durationMs: 1 })).toBeNull();
});

test('a report is stored whole: scores in order, rules in order, findings in order, trend, latest audit', async () => {
  const { auditId, owner, name } = await queued();
  await claimAudit(system(), auditId, fresh);

  await saveReport(system(), { auditId, attempt: 1, report, durationMs: 41.6 });

  const audit = await auditDetail(system(), auditId);
  expect(audit).toMatchObject({
    state: 'succeeded',
    reason: '',
    score: 70,
    grade: 'C',
    coverage: 0.9,
    durationMs: 42,
    configHash: 'none',
  });
  expect(audit?.summary).toMatchObject({ repository: { files: 3 }, improvements: [{ points: 4.2 }] });
  expect(audit?.factors.map(({ factor, score }) => [factor, score])).toEqual(
    report.factors.map(({ id, score }) => [id, score]),
  );
  expect(audit?.rules.map(({ ruleId }) => ruleId)).toEqual(['config/no-secrets', 'logs/stdout']);
  expect(audit?.rules[1]?.evidence).toEqual(report.rules[1]?.evidence);
  expect(audit?.findings.map(({ fingerprint }) => fingerprint)).toEqual(['config/no-secrets-0', 'config/no-secrets-1']);
  const trend = await repositoryTrend(system(), owner, name, 30);
  expect(trend).toMatchObject([{ auditId, score: 70, factors: [null, ...Array(11).fill(70)] }]);
  expect((await repositoryOverview(system(), owner, name))?.latest?.id).toBe(auditId);
});

test('a report is saved whole or not at all', async () => {
  const { auditId, owner, name } = await queued();
  await claimAudit(system(), auditId, fresh);
  const twice = sampleReport({ rules: [sampleRule('same', 'pass', 0), sampleRule('same', 'fail', 1)] });

  await expect(saveReport(system(), { auditId, attempt: 1, report: twice, durationMs: 1 })).rejects.toThrow();

  const audit = await auditDetail(system(), auditId);
  expect(audit).toMatchObject({ state: 'running', score: null, summary: null, factors: [], rules: [], findings: [] });
  expect(await repositoryTrend(system(), owner, name, 30)).toEqual([]);
});

test('auditing again replaces the report', async () => {
  const { auditId, id, owner, name } = await queued();
  await claimAudit(system(), auditId, fresh);
  await saveReport(system(), { auditId, attempt: 1, report, durationMs: 1 });
  await requeueAudit(system(), auditId);
  await claimAudit(system(), auditId, fresh);

  await saveReport(system(), { auditId, attempt: 2, report: sampleReport({ score: 90, findings: 1 }), durationMs: 1 });

  const audit = await auditDetail(system(), auditId);
  expect(audit?.findings).toHaveLength(1);
  expect(await repositoryTrend(system(), owner, name, 30)).toMatchObject([{ score: 90 }]);
  expect(id).toBeGreaterThan(0n);
});

test('a part is no point of the trend and has no score, but is what the dashboard shows', async () => {
  const { auditId, owner, name } = await queued();
  await claimAudit(system(), auditId, fresh);

  await saveReport(system(), { auditId, attempt: 1, report: sampleReport({ partial: true }), durationMs: 1 });

  expect(await repositoryTrend(system(), owner, name, 30)).toEqual([]);
  const overview = await repositoryOverview(system(), owner, name);
  expect(overview?.latest).toMatchObject({ id: auditId, state: 'partial', reason: 'Only a part was audited: files.' });
  expect(overview?.score).toBeNull();
});

test('only the default branch moves the repository, and an older commit does not move it back', async () => {
  const { auditId, id, owner, name } = await queued();
  await finishAudit(system(), { auditId, attempt: null, state: 'failed', reason: 'x' });
  const day = (number: number) => new Date(Date.now() - (10 - number) * 86_400_000);
  const newer = await audited(system(), pushOf(id, id, 5, day(5)));

  await audited(system(), pushOf(id, id, 4, day(4)));
  await audited(system(), { ...pushOf(id, id, 6, day(6)), ref: 'refs/heads/feature' });
  await audited(system(), {
    ...pushOf(id, id, 7, day(7)),
    kind: 'pull_request',
    ref: 'refs/pull/1/head',
    pullNumber: 1,
  });

  expect((await repositoryOverview(system(), owner, name))?.latest?.id).toBe(newer);
  expect(await repositoryTrend(system(), owner, name, 30)).toHaveLength(2);
});

test('a hostile report is stored: NUL, halves of characters, long snippets', async () => {
  const { auditId } = await queued();
  await claimAudit(system(), auditId, fresh);
  const [rule] = [sampleRule('a/b', 'fail', 1)];
  const [finding] = rule.findings;
  if (!finding) throw new Error('no finding');
  const hostile = {
    ...finding,
    path: 'a\u0000b',
    snippet: `${'x'.repeat(500)}`,
    message: 'half \ud83d',
    component: "'; DROP TABLE",
  };
  const evidence = Array.from({ length: 9 }, () => ({ ...hostile, path: '{"\u0000\udead' }));

  await saveReport(system(), {
    auditId,
    attempt: 1,
    report: sampleReport({ rules: [{ ...rule, findings: [hostile], evidence }] }),
    durationMs: 1,
  });

  const audit = await auditDetail(system(), auditId);
  expect(audit?.findings[0]).toMatchObject({ path: 'a\uFFFDb', message: 'half \uFFFD', component: "'; DROP TABLE" });
  expect(audit?.findings[0]?.snippet).toHaveLength(200);
  expect(audit?.rules[0]?.evidence).toHaveLength(5);
});

test('an audit is tried three times, not before its time, and then set aside for people to see', async () => {
  const { auditId } = await queued();
  const notBefore = new Date(Date.now() - 1_000);

  for (const attempt of [1, 2]) {
    await claimAudit(system(), auditId, fresh);
    const released = await releaseAudit(system(), { auditId, attempt, reason: 'out of memory', notBefore });
    expect(released).toEqual({ state: 'queued', outboxId: null });
  }
  await claimAudit(system(), auditId, fresh);
  const released = await releaseAudit(system(), { auditId, attempt: 3, reason: 'out of memory', notBefore });

  expect(released).toEqual({ state: 'quarantined', outboxId: expect.any(String) });
  expect(await auditDetail(system(), auditId)).toMatchObject({ state: 'quarantined', reason: 'out of memory' });
  expect(await claimAudit(system(), auditId, stale)).toBeNull();
});

test('waiting for a rate limit is no failure, and nobody claims or enqueues before its time', async () => {
  const { auditId } = await queued();
  const later = new Date(Date.now() + 60_000);

  for (const attempt of [1, 2, 3, 4]) {
    if (attempt > 1) await test$.query(`UPDATE "Audit" SET "notBefore" = NULL WHERE id = $1`, [auditId]);
    await claimAudit(system(), auditId, fresh);
    await releaseAudit(system(), {
      auditId,
      attempt,
      reason: 'limited',
      notBefore: attempt === 4 ? later : new Date(0),
      countFailure: false,
    });
  }

  expect(await auditDetail(system(), auditId)).toMatchObject({ state: 'queued', attempt: 4 });
  expect(await claimAudit(system(), auditId, fresh)).toBeNull();
  const due = await queuedAuditsToEnqueue(system(), { olderThanMs: 0, limit: 1000 });
  expect(due.map((audit) => audit.auditId)).not.toContain(auditId);
});

test('the sweep finds what Redis was not given, once until it grows old again, and what dead workers hold', async () => {
  const { auditId } = await queued();
  const held = await queued();
  await claimAudit(system(), held.auditId, fresh);

  const young = await queuedAuditsToEnqueue(system(), { olderThanMs: 60_000, limit: 1000 });
  const due = await queuedAuditsToEnqueue(system(), { olderThanMs: 0, limit: 1000 });
  await markEnqueued(system(), [auditId]);
  const marked = await queuedAuditsToEnqueue(system(), { olderThanMs: 60_000, limit: 1000 });

  const ids = (audits: { auditId: string }[]) => audits.map((audit) => audit.auditId);
  expect(ids(young)).not.toContain(auditId);
  expect(ids(due)).toContain(auditId);
  expect(ids(marked)).not.toContain(auditId);
  expect(ids(await staleAudits(system(), { staleAfterMs: -1, limit: 1000 }))).toContain(held.auditId);
  expect(ids(await staleAudits(system(), { staleAfterMs: 60_000, limit: 1000 }))).not.toContain(held.auditId);
});
