import type { Scope } from '../scope.ts';

/** Says that the worker is alive. False when the claim is lost (superseded, taken over): stop working. */
export async function heartbeatAudit(scope: Scope, auditId: string, attempt: number): Promise<boolean> {
  const changed = await scope.run(
    (transaction) => transaction.$executeRaw`
      UPDATE "Audit" SET "heartbeatAt" = now() WHERE "id" = ${auditId}::uuid AND "attempt" = ${attempt} AND "state" = 'running'`,
  );
  return changed > 0;
}
