import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, databaseRoleBypassesRowSecurity } from './database.ts';
import { requeueAudit } from './intake/requeue-audit.ts';
import { saveComment } from './outbox/comments.ts';
import { auditDetail } from './reads/audit-detail.ts';
import { organizations } from './reads/organizations.ts';
import { asSystem, asViewer } from './scope.ts';
import { audited, install, pushOf } from './test/samples.ts';
import { createTestDatabase, type TestDatabase } from './test/test-database.ts';

let test$: TestDatabase;
let auditIds: string[];

/** Tables with rows of a repository, and the column that names it. */
const repositoryTables = {
  Repository: 'id',
  Audit: 'repositoryId',
  FactorScore: 'repositoryId',
  RuleResult: 'repositoryId',
  Finding: 'repositoryId',
  TrendPoint: 'repositoryId',
  Outbox: 'repositoryId',
  PullRequestComment: 'repositoryId',
};

beforeAll(async () => {
  test$ = await createTestDatabase();
  const system = asSystem(test$.database);
  await install(system, 1n, 'one', [10n, 11n]);
  await install(system, 2n, 'two', [20n]);
  auditIds = [];
  for (const [installationId, repositoryId] of [
    [1n, 10n],
    [1n, 11n],
    [2n, 20n],
  ] as const) {
    auditIds.push(await audited(system, pushOf(installationId, repositoryId, 1)));
    await saveComment(system, { repositoryId, pullNumber: 1, commentId: 1n, bodyHash: '' });
    await test$.query(
      `INSERT INTO "AuditLog" (id, "installationId", "repositoryId", actor, action, subject) VALUES (gen_random_uuid(), $1, $2, 'a', 'b', 'c')`,
      [installationId, repositoryId],
    );
  }
  await test$.query(`INSERT INTO "User" (id, login, "updatedAt") VALUES (1, 'u', now())`);
  await test$.query(
    `INSERT INTO "Session" ("tokenHash", "userId", "sealedAccessToken", "expiresAt") VALUES ('t', 1, 's', now() + interval '1 day')`,
  );
  await test$.query(`INSERT INTO "Delivery" (guid, event, outcome) VALUES ('g', 'push', 'handled')`);
});
afterAll(() => test$.close());

const viewer = () => asViewer(test$.database, { installationIds: [1n], repositoryIds: [10n] });

test('the role of the application does not bypass row-level security', async () => {
  expect(await databaseRoleBypassesRowSecurity(test$.database)).toBe(false);
});

test.each(Object.entries(repositoryTables))(
  'a viewer sees of %s the rows of its repositories, with no where clause',
  async (table, column) => {
    const everything = await test$.query<{ id: string }>(`SELECT DISTINCT "${column}" AS id FROM "${table}"`);

    const seen = await viewer().run((transaction) =>
      transaction.$queryRawUnsafe<{ id: bigint }[]>(`SELECT DISTINCT "${column}" AS id FROM "${table}"`),
    );

    expect(everything).toHaveLength(3);
    expect(seen).toEqual([{ id: 10n }]);
  },
);

test('a viewer sees its installations, its part of the log, and no users, sessions or deliveries', async () => {
  const counts = await viewer().run(
    (transaction) =>
      transaction.$queryRaw<object[]>`SELECT
      (SELECT array_agg(id) FROM "Installation") AS installations, (SELECT array_agg("repositoryId") FROM "AuditLog") AS log,
      (SELECT count(*)::int FROM "User") AS users, (SELECT count(*)::int FROM "Session") AS sessions,
      (SELECT count(*)::int FROM "Delivery") AS deliveries`,
  );

  expect(counts).toEqual([{ installations: [1n], log: [10n], users: 0, sessions: 0, deliveries: 0 }]);
});

test('without a scope there are no rows, also on a connection that a scope has used before', async () => {
  await organizations(asSystem(test$.database));
  const client = clientOf(test$.database);

  for (const table of [...Object.keys(repositoryTables), 'Installation', 'AuditLog', 'User', 'Session', 'Delivery']) {
    expect(await client.$queryRawUnsafe(`SELECT 1 FROM "${table}"`)).toEqual([]);
  }
});

test('a viewer of nothing sees nothing', async () => {
  const nobody = asViewer(test$.database, { installationIds: [], repositoryIds: [] });

  expect(await organizations(nobody)).toEqual([]);
  expect(await auditDetail(nobody, auditIds[0] ?? '')).toBeNull();
});

test('a viewer writes nothing, not even what it sees', async () => {
  const [own = '', foreign = ''] = auditIds;

  const requeued = await requeueAudit(viewer(), own);
  const deleted = await viewer().run((transaction) => transaction.$executeRaw`DELETE FROM "Finding"`);
  const inserted = viewer().run(
    (transaction) =>
      transaction.$executeRaw`INSERT INTO "Delivery" ("guid", "event", "outcome") VALUES ('x', 'push', 'handled')`,
  );

  await expect(inserted).rejects.toThrow('row-level security');
  expect(requeued).toBeNull();
  expect(deleted).toBe(0);
  expect(await auditDetail(viewer(), own)).not.toBeNull();
  expect(await auditDetail(viewer(), foreign)).toBeNull();
});

test('scopes that run at the same time do not see each other', async () => {
  const other = asViewer(test$.database, { installationIds: [2n], repositoryIds: [20n] });

  const seen = await Promise.all(
    Array.from({ length: 30 }, (_, index) => organizations(index % 2 === 0 ? viewer() : other)),
  );

  expect(seen.map((rows) => rows.map(({ login }) => login).join())).toEqual(
    Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 'one' : 'two')),
  );
});
