import {
  AuditDetail,
  AuditPage,
  OrganizationList,
  OrganizationOverview,
  OrganizationTrend,
  Problem,
  RepositoryOverview,
  RepositoryTrend,
  RuleCatalogue,
  RuleDetail,
  Session,
} from '@twelvefold/contracts';
import { expect, it } from 'vitest';
import { createMockApi } from './mock-api.ts';
import { seedAuditId } from './seed-repositories.ts';

const cases = [
  ['session', Session],
  ['organizations', OrganizationList],
  ['organizations/acme', OrganizationOverview],
  ['organizations/acme/trend?days=90', OrganizationTrend],
  ['repositories/acme/storefront', RepositoryOverview],
  ['repositories/acme/returns', RepositoryOverview],
  ['repositories/acme/storefront/trend?days=365', RepositoryTrend],
  ['repositories/acme/storefront/audits?limit=8', AuditPage],
  [`audits/${seedAuditId(0, 3)}`, AuditDetail],
  ['rules', RuleCatalogue],
  ['rules/config/no-secret-defaults', RuleDetail],
  ['nothing', Problem],
] as const;

it.each(cases)('the mock answer of %s fits its contract', async (path, schema) => {
  const answer = await createMockApi().answer('GET', `/api/v1/${path}`).json();

  expect(schema.safeParse(answer).error).toBeUndefined();
});
