import { queryOptions } from '@tanstack/react-query';
import { RepositoryOverview } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** A repository as it stands now. */
export function repositoryQuery(owner: string, name: string) {
  return queryOptions({
    queryKey: ['repository', owner, name],
    queryFn: ({ signal }) =>
      requestJson(RepositoryOverview, `/api/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`, {
        signal,
      }),
  });
}
