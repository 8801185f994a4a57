import { infiniteQueryOptions } from '@tanstack/react-query';
import { AuditPage } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

const pageSize = 8;

/** A repository's audits, newest first, a page at a time. */
export function repositoryAuditsQuery(owner: string, name: string) {
  return infiniteQueryOptions({
    queryKey: ['repository-audits', owner, name],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      const path = `/api/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/audits`;
      return requestJson(AuditPage, `${path}?limit=${pageSize}${cursor}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
