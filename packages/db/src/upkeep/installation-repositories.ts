import type { Scope } from '../scope.ts';

export interface InstalledRepository {
  id: bigint;
  owner: string;
  name: string;
  defaultBranch: string;
  archived: boolean;
  removedAt: Date | null;
  latestAuditId: string | null;
}

/** The repositories of an installation as they are stored, removed ones too. */
export async function installationRepositories(scope: Scope, installationId: bigint): Promise<InstalledRepository[]> {
  return await scope.run((transaction) =>
    transaction.repository.findMany({
      where: { installationId },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        owner: true,
        name: true,
        defaultBranch: true,
        archived: true,
        latestAuditId: true,
        removedAt: true,
      },
    }),
  );
}
