import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { AuditEvent } from '@twelvefold/contracts';
import { isActive } from '../../lib/is-active.ts';

/** The newest event of an audit lives in the query cache; only events write it, it is never asked for. */
function progressQuery(auditId: string) {
  return queryOptions<AuditEvent | null>({
    queryKey: ['audit-progress', auditId],
    queryFn: () => null,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  });
}

/** Keeps the newest event of an audit while it moves; the end of it leaves none, as the same audit may run again. */
export function setAuditProgress(queryClient: QueryClient, event: AuditEvent): void {
  queryClient.setQueryData(progressQuery(event.auditId).queryKey, isActive(event.state) ? event : null);
}

/** The newest event of an audit that moves, else null. */
export function useAuditProgress(auditId: string): AuditEvent | null {
  return useQuery(progressQuery(auditId)).data ?? null;
}
