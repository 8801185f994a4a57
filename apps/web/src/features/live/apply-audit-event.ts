import type {
  AuditDetail,
  AuditEvent,
  AuditPage,
  OrganizationOverview,
  RepositoryOverview,
} from '@twelvefold/contracts';
import { isActive } from '../../lib/is-active.ts';

/** Shows an event in the heat map: the repository's row says that an audit moves. Rows of other repositories stay the same objects. */
export function applyToOrganization(overview: OrganizationOverview, event: AuditEvent): OrganizationOverview {
  const row = overview.repositories.find((repository) => repository.id === event.repositoryId);
  if (!row) return overview;
  if (!isActive(event.state) && row.activity?.auditId !== event.auditId) return overview;
  const activity = { auditId: event.auditId, state: event.state, reason: row.activity?.reason ?? '' };
  return {
    ...overview,
    repositories: overview.repositories.map((repository) =>
      repository === row ? { ...repository, activity } : repository,
    ),
  };
}

/** Shows an event in a repository's header; a final state leaves `active` until the refetch brings the result. */
export function applyToRepository(overview: RepositoryOverview, event: AuditEvent): RepositoryOverview {
  if (overview.active?.id !== event.auditId) return overview;
  return { ...overview, active: { ...overview.active, state: event.state } };
}

/** Shows an event in an audit. A state never moves back: late events of a finished audit change nothing. */
export function applyToAudit(audit: AuditDetail, event: AuditEvent): AuditDetail {
  if (audit.id !== event.auditId || !isActive(audit.state)) return audit;
  return { ...audit, state: event.state };
}

/** Shows an event in a list of audits. */
export function applyToAuditPage(page: AuditPage, event: AuditEvent): AuditPage {
  const known = page.audits.find((audit) => audit.id === event.auditId);
  if (!known || known.state === event.state || !isActive(known.state)) return page;
  return { ...page, audits: page.audits.map((audit) => (audit === known ? { ...audit, state: event.state } : audit)) };
}
