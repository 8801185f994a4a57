import type { Scope } from '../scope.ts';
import { loadAudit, type WholeAudit } from './load-audit.ts';

/** One audit whole, with what it is compared with; null when there is none that the scope may see. */
export async function auditDetail(scope: Scope, id: string): Promise<WholeAudit | null> {
  return await scope.run((transaction) => loadAudit(transaction, id));
}
