import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyEventToCache } from './apply-event-to-cache.ts';
import { subscribeAuditEvents } from './subscribe-audit-events.ts';

/** Answers that an audit changes. The catalogue, the session and the list of organisations are none of them. */
const audited = new Set([
  'organization',
  'organization-trend',
  'repository',
  'repository-trend',
  'repository-audits',
  'audit',
  'rule',
]);

/** Many audits may end at once: they share one refetch. */
const settleMs = 400;

/** Keeps what the page shows in step with running audits while somebody is signed in. */
export function useLiveAudits(isSignedIn: boolean): void {
  const queryClient = useQueryClient();

  useEffect(() => {
    if (!isSignedIn) return;
    let timer: number | undefined;
    function refreshSoon(): void {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        refresh(queryClient);
      }, settleMs);
    }
    const stop = subscribeAuditEvents({
      onEvent: (event) => {
        if (applyEventToCache(queryClient, event) === 'everything') refreshSoon();
      },
      onReconnect: refreshSoon,
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [isSignedIn, queryClient]);
}

function refresh(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => typeof queryKey[0] === 'string' && audited.has(queryKey[0]),
  });
}
