import { queryOptions } from '@tanstack/react-query';
import { OrganizationOverview } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** An organisation with its heat map. */
export function organizationQuery(login: string) {
  return queryOptions({
    queryKey: ['organization', login],
    queryFn: ({ signal }) =>
      requestJson(OrganizationOverview, `/api/v1/organizations/${encodeURIComponent(login)}`, { signal }),
  });
}
