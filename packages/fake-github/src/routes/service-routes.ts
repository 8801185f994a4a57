import { type Endpoint, endpoint, ok } from '../http/endpoint.ts';
import type { RateLimits } from '../http/rate-limit.ts';

/** Questions about GitHub itself. */
export function serviceRoutes(limits: RateLimits): Endpoint[] {
  return [
    endpoint('meta/get', 'anyone', () =>
      ok({ verifiable_password_authentication: false, installed_version: '3.19.0' }),
    ),

    endpoint('rate-limit/get', 'anyone', ({ caller }) => {
      const { limit, used, reset } = limits.window(caller);
      const rate = { limit, used, remaining: limit - used, reset };
      return ok({ resources: { core: rate, search: { ...rate } }, rate });
    }),
  ];
}
