import { QueryClient } from '@tanstack/react-query';
import { ApiError, ContractError } from './request-json.ts';

/** One cache of server answers for the whole page. Live events keep it fresh, so that refetching on focus is rare. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => !isFinal(error) && failures < 2,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      },
    },
  });
}

/** Asking again would give the same answer. */
function isFinal(error: Error): boolean {
  return error instanceof ContractError || (error instanceof ApiError && error.status < 500 && error.status !== 429);
}
