import { queryOptions } from '@tanstack/react-query';
import { RuleCatalogue } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** The catalogue of rules. It changes with a deploy only. */
export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: ({ signal }) => requestJson(RuleCatalogue, '/api/v1/rules', { signal }),
  staleTime: 60 * 60_000,
});
