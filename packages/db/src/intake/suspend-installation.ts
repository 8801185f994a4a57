import type { Scope } from '../scope.ts';

/** Notes since when GitHub has suspended the installation; null when it has lifted that. False when the installation is not stored. */
export async function suspendInstallation(scope: Scope, id: bigint, at: Date | null): Promise<boolean> {
  const changed = await scope.run(
    (transaction) => transaction.$executeRaw`
      UPDATE "Installation" SET "suspendedAt" = ${at}::timestamptz, "updatedAt" = now() WHERE "id" = ${id}`,
  );
  return changed > 0;
}
