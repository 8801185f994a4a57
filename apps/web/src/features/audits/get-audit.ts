import { queryOptions } from '@tanstack/react-query';
import { AuditDetail } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** One audit whole. */
export function auditQuery(id: string) {
  return queryOptions({
    queryKey: ['audit', id],
    queryFn: ({ signal }) => requestJson(AuditDetail, `/api/v1/audits/${encodeURIComponent(id)}`, { signal }),
  });
}
