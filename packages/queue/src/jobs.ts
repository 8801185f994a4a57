import { z } from 'zod';
import type { JobContract } from './job-contract.ts';

const backoff = { type: 'exponential', delay: 1_000, jitter: 0.5 } as const;

const AuditPayload = z.object({ v: z.literal(1), auditId: z.uuid() });
export type AuditPayload = z.infer<typeof AuditPayload>;

/** Audit one commit. */
export const auditJob: JobContract<AuditPayload> = {
  name: 'audit',
  queue: 'audit',
  schema: AuditPayload,
  options: { attempts: 5, backoff, priority: 5 },
  dedupeKey: ({ auditId }) => auditId,
};

const PublishPayload = z.object({ v: z.literal(1), outboxId: z.uuid() });
export type PublishPayload = z.infer<typeof PublishPayload>;

/** Tell GitHub what one row of the outbox says. */
export const publishJob: JobContract<PublishPayload> = {
  name: 'publish',
  queue: 'publish',
  schema: PublishPayload,
  options: { attempts: 8, backoff, priority: 5 },
  dedupeKey: ({ outboxId }) => outboxId,
};

const SyncPayload = z.object({ v: z.literal(1), installationId: z.string().regex(/^\d+$/) });
export type SyncPayload = z.infer<typeof SyncPayload>;

/** Bring the repositories of one installation up to date. The id is a decimal string, as JSON has no bigint. */
export const syncJob: JobContract<SyncPayload> = {
  name: 'sync',
  queue: 'sync',
  schema: SyncPayload,
  options: { attempts: 5, backoff, priority: 5 },
  dedupeKey: ({ installationId }) => `installation-${installationId}`,
};
