import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../scope.ts';
import { audited, commit, install, pushOf } from '../test/samples.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { purgeDeletedInstallations } from '../upkeep/purge.ts';
import { storedDeliveries } from '../upkeep/stored-deliveries.ts';
import { claimAudit } from '../work/claim-audit.ts';
import { auditsOfCommit } from './audits-of-commit.ts';
import { deleteInstallation } from './delete-installation.ts';
import { queueAudit } from './queue-audit.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { removeRepositories } from './remove-repositories.ts';
import { requeueAudit } from './requeue-audit.ts';
import { setRepositoryArchived } from './set-repository-archived.ts';
import { suspendInstallation } from './suspend-installation.ts';
import { upsertInstallation } from './upsert-installation.ts';
import { upsertRepositories, upsertRepository } from './upsert-repositories.ts';

let test$: TestDatabase;
beforeAll(async () => {
  test$ = await createTestDatabase();
});
afterAll(() => test$.close());

const system = () => asSystem(test$.database);
const delivery = (guid: string) => ({ guid, event: 'push', action: null, installationId: 1n, repositoryId: 1n });
async function stateOf(id: string) {
  const [row] = await test$.query<{ state: string; reason: string }>(
    'SELECT state, reason FROM "Audit" WHERE id = $1',
    [id],
  );
  return row;
}

async function outboxOf(id: string) {
  return await test$.query<{ kind: string; done: boolean }>(
    'SELECT kind, "doneAt" IS NOT NULL AS done FROM "Outbox" WHERE "auditId" = $1 ORDER BY kind',
    [id],
  );
}

test('of twenty deliveries with one GUID at once one is stored and applied', async () => {
  let applied = 0;

  const received = await Promise.all(
    Array.from({ length: 20 }, () =>
      receiveDelivery(system(), delivery('guid-1'), async () => {
        applied += 1;
        return 'handled';
      }),
    ),
  );

  expect(applied).toBe(1);
  expect(received.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(new Set(received.map(({ outcome }) => outcome))).toEqual(new Set(['handled']));
});

test('a delivery whose handling fails is not stored, nor is what it did; a redelivery is handled', async () => {
  const failing = receiveDelivery(system(), delivery('guid-2'), async (tx) => {
    await upsertInstallation(tx, { id: 2n, accountId: 2n, accountLogin: 'two', accountType: 'User' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');

  expect(await storedDeliveries(system(), ['guid-1', 'guid-2'])).toEqual(new Set(['guid-1']));
  expect(await suspendInstallation(system(), 2n, new Date())).toBe(false);
  expect(await receiveDelivery(system(), delivery('guid-2'), async () => 'unknown-shape')).toEqual({
    duplicate: false,
    outcome: 'unknown-shape',
  });
  expect(await receiveDelivery(system(), delivery('guid-2'))).toEqual({ duplicate: true, outcome: 'unknown-shape' });
});

test('an absent field leaves what is stored, and a rename keeps the repository', async () => {
  await install(system(), 10n, 'ten', []);
  const full = {
    id: 100n,
    installationId: 10n,
    owner: 'ten',
    name: 'old',
    private: false,
    archived: true,
    defaultBranch: 'trunk',
    language: 'Go',
  };
  await upsertRepository(system(), full);
  await upsertRepositories(system(), [{ id: 100n, installationId: 10n, owner: 'ten', name: 'new', private: true }]);
  await setRepositoryArchived(system(), 100n, false);

  const rows = await test$.query(
    'SELECT name, private, archived, "defaultBranch", language FROM "Repository" WHERE id = 100',
  );

  expect(rows).toEqual([{ name: 'new', private: true, archived: false, defaultBranch: 'trunk', language: 'Go' }]);
});

test('a commit is queued once, also when two webhooks bring it at once', async () => {
  await install(system(), 20n, 'twenty', [200n]);

  const queued = await Promise.all([1, 2, 3, 4].map(() => queueAudit(system(), pushOf(20n, 200n, 1))));

  expect(new Set(queued.map(({ auditId }) => auditId)).size).toBe(1);
  expect(queued.filter(({ created }) => created)).toHaveLength(1);
  expect(await auditsOfCommit(system(), 200n, commit(1))).toEqual([queued[0]?.auditId]);
});

test('an audit of a repository that is not stored is refused with what to do', async () => {
  await expect(queueAudit(system(), pushOf(20n, 999n, 1))).rejects.toThrow('upsert it before');
});

test('a newer commit supersedes the waiting and running audits of its branch and no others, and GitHub is told', async () => {
  await install(system(), 30n, 'thirty', [300n, 301n]);
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const pull = {
    ...pushOf(30n, 300n, 9, at(0)),
    kind: 'pull_request' as const,
    ref: 'refs/pull/7/head',
    pullNumber: 7,
  };
  const waiting = await queueAudit(system(), pushOf(30n, 300n, 1, at(1)));
  const elsewhere = await queueAudit(system(), pushOf(30n, 301n, 1, at(1)));
  const request = await queueAudit(system(), pull);
  const otherRequest = await queueAudit(system(), {
    ...pull,
    commitSha: commit(8),
    ref: 'refs/pull/8/head',
    pullNumber: 8,
  });

  const running = await queueAudit(system(), pushOf(30n, 300n, 2, at(2)));
  const claim = await claimAudit(system(), running.auditId, { staleAfterMs: 60_000 });
  const newest = await queueAudit(system(), pushOf(30n, 300n, 3, at(3)));
  const late = await queueAudit(system(), pushOf(30n, 300n, 4, at(2)));

  expect(claim?.attempt).toBe(1);
  expect(await stateOf(waiting.auditId)).toEqual({ state: 'superseded', reason: 'Commit ccccccc came after it.' });
  expect((await stateOf(running.auditId))?.state).toBe('superseded');
  expect((await stateOf(newest.auditId))?.state).toBe('queued');
  expect((await stateOf(late.auditId))?.state).toBe('queued');
  for (const { auditId } of [elsewhere, request, otherRequest]) expect((await stateOf(auditId))?.state).toBe('queued');
  expect(await outboxOf(waiting.auditId)).toEqual([
    { kind: 'check-queued', done: true },
    { kind: 'publish', done: false },
  ]);
  expect(await outboxOf(newest.auditId)).toEqual([{ kind: 'check-queued', done: false }]);
  expect(newest.outboxIds).toHaveLength(2);
});

test('merge bases supersede nothing and are not told to GitHub', async () => {
  await install(system(), 40n, 'forty', [400n]);
  const base = (number: number) => ({ ...pushOf(40n, 400n, number), kind: 'base' as const, ref: 'base' });

  const first = await queueAudit(system(), base(1));
  await queueAudit(system(), base(2));

  expect((await stateOf(first.auditId))?.state).toBe('queued');
  expect(first.outboxIds).toEqual([]);
  expect(await outboxOf(first.auditId)).toEqual([]);
});

test('only an audit that has ended is queued again, and its attempts count on', async () => {
  await install(system(), 50n, 'fifty', [500n]);
  const id = await audited(system(), pushOf(50n, 500n, 1));

  const requeued = await requeueAudit(system(), id);
  const again = await requeueAudit(system(), id);
  const claim = await claimAudit(system(), id, { staleAfterMs: 60_000 });

  expect(requeued?.outboxIds).toHaveLength(1);
  expect(again).toBeNull();
  expect(claim?.attempt).toBe(2);
});

test('uninstalling closes access and ends audits, stays so whatever arrives later, and is purged with everything', async () => {
  await install(system(), 60n, 'sixty', [600n]);
  const { auditId } = await queueAudit(system(), pushOf(60n, 600n, 1));

  await deleteInstallation(system(), 60n);
  await deleteInstallation(system(), 61n);
  await upsertInstallation(system(), { id: 61n, accountId: 61n, accountLogin: 'late', accountType: 'User' });

  expect(await stateOf(auditId)).toEqual({ state: 'superseded', reason: 'The App was uninstalled.' });
  expect(await outboxOf(auditId)).toEqual([{ kind: 'check-queued', done: true }]);
  const installations = await test$.query<{ id: string }>(
    'SELECT id FROM "Installation" WHERE id IN (60, 61) AND "deletedAt" IS NOT NULL ORDER BY id',
  );
  expect(installations).toEqual([{ id: '60' }, { id: '61' }]);
  expect(await purgeDeletedInstallations(system(), new Date(Date.now() - 60_000))).toEqual({
    installations: 0,
    repositories: 0,
  });
  expect(await purgeDeletedInstallations(system(), new Date(Date.now() + 1_000))).toEqual({
    installations: 2,
    repositories: 1,
  });
  expect(await stateOf(auditId)).toBeUndefined();
});

test('a repository taken out of the installation has its audits ended', async () => {
  await install(system(), 70n, 'seventy', [700n]);
  const { auditId } = await queueAudit(system(), pushOf(70n, 700n, 1));

  await removeRepositories(system(), [700n]);

  expect((await stateOf(auditId))?.state).toBe('superseded');
});

test('text that PostgreSQL can not store is stored without its bad parts', async () => {
  await install(system(), 80n, 'eighty', [800n]);

  const { created } = await queueAudit(system(), {
    ...pushOf(80n, 800n, 1),
    message: 'nul \u0000 half \ud83d',
    ref: 'b\u0000',
  });

  expect(created).toBe(true);
});
