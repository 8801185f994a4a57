import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type {
  AuditDetail,
  AuditEvent,
  AuditPage,
  OrganizationOverview,
  RepositoryOverview,
} from '@twelvefold/contracts';
import { isActive } from '../../lib/is-active.ts';
import { applyToAudit, applyToAuditPage, applyToOrganization, applyToRepository } from './apply-audit-event.ts';
import { setAuditProgress } from './audit-progress.ts';

/** What an event leaves to be asked again: scores and findings come with the result, not with the event. */
export type Staleness = 'nothing' | 'everything';

/** Writes an event into every cached answer that shows it. */
export function applyEventToCache(queryClient: QueryClient, event: AuditEvent): Staleness {
  setAuditProgress(queryClient, event);
  queryClient.setQueriesData<OrganizationOverview>(
    { queryKey: ['organization'] },
    (data) => data && applyToOrganization(data, event),
  );
  queryClient.setQueriesData<RepositoryOverview>(
    { queryKey: ['repository'] },
    (data) => data && applyToRepository(data, event),
  );
  queryClient.setQueriesData<AuditDetail>({ queryKey: ['audit'] }, (data) => data && applyToAudit(data, event));
  queryClient.setQueriesData<InfiniteData<AuditPage>>(
    { queryKey: ['repository-audits'] },
    (data) => data && { ...data, pages: data.pages.map((page) => applyToAuditPage(page, event)) },
  );
  if (!isActive(event.state)) return 'everything';
  return isNewToRepository(queryClient, event) || isAgain(queryClient, event) ? 'everything' : 'nothing';
}

/** A repository is open and does not list this audit yet. */
function isNewToRepository(queryClient: QueryClient, event: AuditEvent): boolean {
  return queryClient
    .getQueriesData<RepositoryOverview>({ queryKey: ['repository'] })
    .some(([, repository]) => repository?.id === event.repositoryId && repository.active?.id !== event.auditId);
}

/** An audit that is shown as ended runs again: somebody re-audits it. */
function isAgain(queryClient: QueryClient, event: AuditEvent): boolean {
  const audit = queryClient.getQueryData<AuditDetail>(['audit', event.auditId]);
  return audit !== undefined && !isActive(audit.state);
}
