import { queryOptions } from '@tanstack/react-query';
import { OrganizationList } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** The organisations and accounts the user may see. */
export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: ({ signal }) => requestJson(OrganizationList, '/api/v1/organizations', { signal }),
});
