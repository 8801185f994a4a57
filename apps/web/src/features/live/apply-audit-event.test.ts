import { AuditDetail, type AuditEvent, OrganizationOverview } from '@twelvefold/contracts';
import { describe, expect, it } from 'vitest';
import { createMockApi } from '../../test-support/mock-api.ts';
import { seedAuditId, seedRepositories } from '../../test-support/seed-repositories.ts';
import { applyToAudit, applyToOrganization } from './apply-audit-event.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const api = createMockApi('full', now);
const overview = OrganizationOverview.parse(await api.answer('GET', '/api/v1/organizations/acme').json());
const runningRow = overview.repositories.find((row) => row.name === 'notifications');
const runningId = runningRow?.activity?.auditId ?? '';

function event(change: Partial<AuditEvent>): AuditEvent {
  return {
    auditId: runningId,
    repositoryId: runningRow?.id ?? '',
    state: 'running',
    phase: 'judging',
    percent: 80,
    ...change,
  };
}

describe('applyToOrganization', () => {
  it('shows a new audit on its row and leaves the other rows the same objects', () => {
    const auditId = seedAuditId(0, 999);
    const after = applyToOrganization(overview, event({ repositoryId: '9000', auditId, state: 'queued' }));

    expect(after.repositories.find((row) => row.id === '9000')?.activity).toEqual({
      auditId,
      state: 'queued',
      reason: '',
    });
    expect(after.repositories.filter((row, index) => row !== overview.repositories[index])).toHaveLength(1);
  });

  it('ignores repositories it does not show', () => {
    expect(applyToOrganization(overview, event({ repositoryId: '1' }))).toBe(overview);
  });

  it('ignores the end of an audit that the row does not show', () => {
    expect(applyToOrganization(overview, event({ auditId: seedAuditId(5, 1), state: 'succeeded' }))).toBe(overview);
  });
});

describe('applyToAudit', () => {
  it('moves a queued audit on', async () => {
    const queued = AuditDetail.parse({ ...(await auditOf('payments-gateway')) });

    expect(queued.state).toBe('queued');
    expect(applyToAudit(queued, event({ auditId: queued.id })).state).toBe('running');
  });

  it('never moves a finished audit back', async () => {
    const failed = await auditOf('fulfilment');

    expect(failed.state).toBe('failed');
    expect(applyToAudit(failed, event({ auditId: failed.id }))).toBe(failed);
  });
});

async function auditOf(name: string): Promise<AuditDetail> {
  const repository = seedRepositories('acme', now).find((entry) => entry.name === name);
  const id = seedAuditId(repository?.index ?? 0, repository?.points.length ?? 0);
  return AuditDetail.parse(await api.answer('GET', `/api/v1/audits/${id}`).json());
}
