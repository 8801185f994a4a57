import { ApiError } from './api-error.ts';
import type { Caller } from './endpoint.ts';

const WINDOW_SECONDS = 3600;
const ANONYMOUS_LIMIT = 60;

interface Window {
  limit: number;
  used: number;
  /** Unix seconds. */
  reset: number;
}

export interface RateLimits {
  /** Counts a request. Throws 403 when none is left. */
  spend(caller: Caller): void;
  window(caller: Caller): Window;
}

function bucketOf(caller: Caller): string {
  if (caller.kind === 'installation') return `installation ${caller.installation.id}`;
  if (caller.kind === 'user') return `user ${caller.account.id}`;
  return caller.kind;
}

/** GitHub's primary limit: so many requests an hour for each installation and person. */
export function createRateLimits(limit: number): RateLimits {
  const windows = new Map<string, Window>();

  function window(caller: Caller): Window {
    const seconds = Math.floor(Date.now() / 1000);
    const known = windows.get(bucketOf(caller));
    if (known && known.reset > seconds) return known;
    const fresh: Window = {
      limit: caller.kind === 'anonymous' ? ANONYMOUS_LIMIT : limit,
      used: 0,
      reset: seconds + WINDOW_SECONDS,
    };
    windows.set(bucketOf(caller), fresh);
    return fresh;
  }

  function spend(caller: Caller): void {
    const current = window(caller);
    // Anonymous requests come from the developer's own machine: counted and shown, never refused.
    if (current.used >= current.limit && caller.kind !== 'anonymous') {
      throw new ApiError(403, `API rate limit exceeded for ${bucketOf(caller)}.`);
    }
    current.used = Math.min(current.used + 1, current.limit);
  }

  return { spend, window };
}

export function rateLimitHeaders({ limit, used, reset }: Window): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - used),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  };
}
