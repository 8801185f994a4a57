import { queryOptions } from '@tanstack/react-query';
import { RepositoryTrend } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** The scores of a repository's default branch over time, oldest first. */
export function repositoryTrendQuery(owner: string, name: string, days: number) {
  return queryOptions({
    queryKey: ['repository-trend', owner, name, days],
    queryFn: ({ signal }) =>
      requestJson(
        RepositoryTrend,
        `/api/v1/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/trend?days=${days}`,
        { signal },
      ),
  });
}
