import { queryOptions } from '@tanstack/react-query';
import { Session } from '@twelvefold/contracts';
import { requestJson } from '../../lib/request-json.ts';

/** Who is signed in, and where to sign in or install. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => requestJson(Session, '/api/v1/session', { signal }),
  staleTime: 5 * 60_000,
});
