import type { AuditForPublishing } from '@twelvefold/db';
import type { CheckRunTarget } from '@twelvefold/github';
import type { Deps } from './deps.ts';

/** Where the check run of an audit stands, and where it links to. */
export function checkRunTarget({ environment }: Pick<Deps, 'environment'>, audit: AuditForPublishing): CheckRunTarget {
  return {
    installationId: audit.installation.id,
    repositoryId: audit.repository.id,
    owner: audit.repository.owner,
    name: audit.repository.name,
    sha: audit.commitSha,
    externalId: audit.id,
    detailsUrl: `${environment.PUBLIC_URL}/audits/${audit.id}`,
  };
}
