import { QueryClient } from '@tanstack/react-query';
import { AuditDetail, type AuditEvent } from '@twelvefold/contracts';
import { expect, it } from 'vitest';
import { createMockApi } from '../../test-support/mock-api.ts';
import { seedAuditId } from '../../test-support/seed-repositories.ts';
import { applyEventToCache } from './apply-event-to-cache.ts';

const auditId = seedAuditId(0, 3);
const ended = AuditDetail.parse(await createMockApi().answer('GET', `/api/v1/audits/${auditId}`).json());
const event: AuditEvent = { auditId, repositoryId: '9000', state: 'running', phase: 'judging', percent: 40 };

function cacheWith(audit: AuditDetail): QueryClient {
  const queryClient = new QueryClient();
  queryClient.setQueryData(['audit', auditId], audit);
  return queryClient;
}

it('asks for everything again when an audit ends', () => {
  expect(applyEventToCache(cacheWith({ ...ended, state: 'running' }), { ...event, state: 'succeeded' })).toBe(
    'everything',
  );
});

it('asks for nothing while an audit only moves, and keeps its progress', () => {
  const queryClient = cacheWith({ ...ended, state: 'queued' });

  expect(applyEventToCache(queryClient, event)).toBe('nothing');
  expect(queryClient.getQueryData(['audit-progress', auditId])).toEqual(event);
  expect(queryClient.getQueryData<AuditDetail>(['audit', auditId])?.state).toBe('running');
});

it('asks again when an ended audit is run again by somebody else', () => {
  expect(applyEventToCache(cacheWith(ended), event)).toBe('everything');
});

it('forgets the progress of an audit that has ended', () => {
  const queryClient = cacheWith({ ...ended, state: 'running' });
  applyEventToCache(queryClient, event);

  applyEventToCache(queryClient, { ...event, state: 'failed' });

  expect(queryClient.getQueryData(['audit-progress', auditId])).toBeNull();
});
