import type { Scope } from '../scope.ts';
import { type AuditSummaryRow, auditSummaryColumns } from './audit-rows.ts';
import { findRepository } from './find-repository.ts';

export interface AuditPageRows {
  audits: AuditSummaryRow[];
  /** Give it back for the next page; null on the last. */
  nextCursor: string | null;
}

/** Audits of a repository, newest first; null when the scope can not see a repository of this name. A cursor is the last id of the page before (a UUID). */
export async function auditPage(
  scope: Scope,
  owner: string,
  name: string,
  { cursor = null, limit }: { cursor?: string | null; limit: number },
): Promise<AuditPageRows | null> {
  return await scope.run(async (transaction) => {
    const repository = await findRepository(transaction, owner, name);
    if (!repository) return null;
    // Anybody may write anything into an address.
    if (cursor !== null && !isId(cursor)) return { audits: [], nextCursor: null };
    const found = await transaction.audit.findMany({
      where: { repositoryId: repository.id, kind: { not: 'base' }, ...(cursor === null ? {} : { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: auditSummaryColumns,
    });
    const audits = found.slice(0, limit) as AuditSummaryRow[];
    return { audits, nextCursor: found.length > limit ? (audits.at(-1)?.id ?? null) : null };
  });
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
