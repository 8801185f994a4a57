import type { Scenario } from './mock-api.ts';
import { seedAuditId, seedRepositories } from './seed-repositories.ts';

/** A screen in one of its states. */
export interface View {
  name: string;
  path: string;
  scenario: Scenario;
  /** Requests get no answer. */
  isOffline?: true;
}

const repositories = seedRepositories('acme', Date.now());

/** The id of a repository's newest audit, or of the one before. */
function auditOf(name: string, back = 0): string {
  const found = repositories.find((repository) => repository.name === name);
  if (!found) throw new Error(`The seeds have no repository ${name}.`);
  const newest = found.newest ? found.points.length : found.points.length - 1;
  return seedAuditId(found.index, newest - back);
}

/** Every screen in every state that a person can meet. */
export const views: readonly View[] = [
  { name: 'sign-in', path: '/', scenario: 'signed-out' },
  { name: 'organisations', path: '/', scenario: 'full' },
  { name: 'organisations-none', path: '/', scenario: 'no-organizations' },
  { name: 'organisations-broken', path: '/', scenario: 'broken' },
  { name: 'organisation', path: '/orgs/acme', scenario: 'full' },
  {
    name: 'organisation-filtered',
    path: '/orgs/acme?q=a&language=PHP&sort=config&desc=true&trend=table',
    scenario: 'full',
  },
  { name: 'organisation-none-fits', path: '/orgs/acme?q=zzz', scenario: 'full' },
  { name: 'organisation-empty', path: '/orgs/acme', scenario: 'empty-organization' },
  { name: 'organisation-first-audits', path: '/orgs/acme', scenario: 'first-audits' },
  { name: 'organisation-forbidden', path: '/orgs/secret', scenario: 'forbidden' },
  { name: 'repository', path: '/repos/acme/storefront', scenario: 'full' },
  { name: 'repository-year', path: '/repos/acme/legacy-billing?days=365', scenario: 'full' },
  { name: 'repository-table', path: '/repos/acme/storefront?view=table', scenario: 'full' },
  { name: 'repository-running', path: '/repos/acme/notifications', scenario: 'full' },
  { name: 'repository-first-audit', path: '/repos/acme/returns', scenario: 'full' },
  { name: 'repository-not-found', path: '/repos/acme/nothing', scenario: 'full' },
  { name: 'repository-offline', path: '/repos/acme/storefront', scenario: 'full', isOffline: true },
  { name: 'audit', path: `/audits/${auditOf('storefront')}`, scenario: 'full' },
  {
    name: 'audit-rule-open',
    path: `/audits/${auditOf('legacy-billing')}?factor=config&rule=config%2Fno-secret-defaults`,
    scenario: 'full',
  },
  {
    name: 'audit-passing',
    path: `/audits/${auditOf('identity')}?verdict=pass&rule=dependencies%2Flockfile`,
    scenario: 'full',
  },
  { name: 'audit-running', path: `/audits/${auditOf('notifications')}`, scenario: 'full' },
  { name: 'audit-queued', path: `/audits/${auditOf('payments-gateway')}`, scenario: 'full' },
  { name: 'audit-failed', path: `/audits/${auditOf('fulfilment')}`, scenario: 'full' },
  { name: 'audit-partial', path: `/audits/${auditOf('data-lake-jobs')}`, scenario: 'full' },
  { name: 'audit-library', path: `/audits/${auditOf('design-tokens')}`, scenario: 'full' },
  { name: 'audit-not-found', path: '/audits/00000000-0000-4000-8000-00ffff00ffff', scenario: 'full' },
  { name: 'rules', path: '/rules', scenario: 'full' },
  { name: 'rules-filtered', path: '/rules?q=secret&severity=critical', scenario: 'full' },
  { name: 'rule', path: '/rules/config/no-secret-defaults', scenario: 'full' },
  { name: 'rule-not-implemented', path: '/rules/codebase/no-environment-forks', scenario: 'full' },
  { name: 'rule-not-found', path: '/rules/config/nothing', scenario: 'full' },
  { name: 'not-found', path: '/no/such/page', scenario: 'full' },
];
