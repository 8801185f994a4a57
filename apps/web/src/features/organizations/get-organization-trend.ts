import { queryOptions } from '@tanstack/react-query';
import { OrganizationTrend } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** The organisation's score, a point a day. */
export function organizationTrendQuery(login: string, days: number) {
  return queryOptions({
    queryKey: ['organization-trend', login, days],
    queryFn: ({ signal }) =>
      requestJson(OrganizationTrend, `/api/v1/organizations/${encodeURIComponent(login)}/trend?days=${days}`, {
        signal,
      }),
  });
}
