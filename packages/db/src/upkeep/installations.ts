import type { Scope } from '../scope.ts';

export interface InstallationRow {
  id: bigint;
  accountLogin: string;
  suspendedAt: Date | null;
  deletedAt: Date | null;
}

/** One installation as it is stored, ended or not. */
export async function findInstallation(scope: Scope, id: bigint): Promise<InstallationRow | null> {
  return await scope.run((transaction) =>
    transaction.installation.findUnique({
      where: { id },
      select: { id: true, accountLogin: true, suspendedAt: true, deletedAt: true },
    }),
  );
}

/** Which of these installations are neither suspended nor deleted. All of them when no ids are given. */
export async function openInstallations(scope: Scope, ids?: readonly bigint[]): Promise<bigint[]> {
  const rows = await scope.run((transaction) =>
    transaction.installation.findMany({
      where: { suspendedAt: null, deletedAt: null, ...(ids ? { id: { in: [...ids] } } : {}) },
      orderBy: { id: 'asc' },
      select: { id: true },
    }),
  );
  return rows.map(({ id }) => id);
}
