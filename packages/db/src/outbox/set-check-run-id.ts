import type { Scope } from '../scope.ts';

/** Remembers the check run of an audit, so that it is updated and never made twice. */
export async function setCheckRunId(scope: Scope, auditId: string, checkRunId: bigint): Promise<void> {
  await scope.run(
    (transaction) =>
      transaction.$executeRaw`UPDATE "Audit" SET "checkRunId" = ${checkRunId}::bigint WHERE "id" = ${auditId}::uuid`,
  );
}
